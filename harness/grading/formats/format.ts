import type { Pen } from "../../feedback/index.ts";
import type { Grade } from "../grade.ts";

/** What a format may know besides the grade. It reads nothing else, and writes nothing. */
export interface Setting {
  /** For people: what their terminal can show. */
  pen: Pen;
  /** For services that say in the environment what a result belongs to. */
  env: Readonly<Record<string, string | undefined>>;
}

/** The same grade and setting give the same text. It ends with a line feed. */
export type Format = (grade: Grade, setting: Setting) => string;
