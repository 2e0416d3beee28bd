import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Exercise } from "../course/index.ts";
import { ROOT, uncompiled } from "../paths.ts";

/** The place of a lesson's picture: what `picture.ts` prints, in a block behind this mark. */
const PICTURE = /(<!-- picture -->\n```text\n)([\s\S]*?)(```)/;

/** Whether a lesson shows what its picture's code prints today; with `write`, makes it so. */
export async function provePicture(exercise: Exercise, write: boolean): Promise<{ proved: number; faults: string[] }> {
  const script = path.join(exercise.solution, "picture.ts");
  const lesson = readFileSync(exercise.readme, "utf8");
  const shown = PICTURE.exec(lesson)?.[2];
  if (!existsSync(script) || shown === undefined) {
    return {
      proved: 0,
      faults: ["the lesson shows a picture made by running picture.ts (<!-- picture --> and a text block)"],
    };
  }
  const { stdout } = await promisify(execFile)(process.execPath, uncompiled(script), { cwd: ROOT });
  if (shown === stdout) return { proved: 1, faults: [] };
  if (!write)
    return { proved: 0, faults: ["the lesson's picture is stale: npm run check -- --write-pictures draws it anew"] };
  writeFileSync(
    exercise.readme,
    lesson.replace(PICTURE, (_, open, __, close) => `${open}${stdout}${close}`),
  );
  return { proved: 1, faults: [] };
}
