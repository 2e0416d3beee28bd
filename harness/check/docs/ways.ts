/** How each command of the documentation is run: the one table to add to. */
import type { Line } from "./markdown.ts";

/**
 * When a line is run: first servers come up; most lines are run in a checkout as it is cloned; some with the references
 * in the place of the stubs; then what looks at what is left, when no test runs any more.
 */
export const PHASES = ["up", "cloned", "solved", "left", "down"] as const;
export type Phase = (typeof PHASES)[number];

/** One run of a line, and how it has to end. */
export interface Way {
  phase: Phase;
  exit: number;
  /** What its output has to say. */
  says?: RegExp;
  /** It goes on until Ctrl-C, which it gets when it has said what it has to say. */
  untilCtrlC?: true;
  /** Variables that the line does not set itself. */
  env?: Record<string, string>;
}

/** Why a line is not run; what it names is looked for all the same. */
export interface NotRun {
  why: string;
}

type Ways = Way[] | NotRun | ((line: Line) => Way[]);

const here = (exit = 0, more: Partial<Way> = {}): Way[] => [{ phase: "cloned", exit, ...more }];

/** The first that matches counts. The patterns see a line without the variables it sets. */
const TABLE: [RegExp, Ways][] = [
  [/^npm test\b/, tests],
  [/^npm run watch\b/, here(130, { says: /^ watching /m, untilCtrlC: true })],
  [/^npm (install|ci)$/, { why: "the packages are there, or nothing would run" }],
  [/^npm run check( -- --full)?$/, { why: "it is what runs this" }],
  [/^npx katas check --docs$/, { why: "it is what runs this" }],
  [/^npx katas check \d/, here(0, { says: /^\d+ passed, 0 failed/m })],
  [/^npx katas up\b/, here(0, { phase: "up", says: /kafka/ })],
  [/^npx katas look\b/, here(0, { phase: "left" })],
  [/^npx katas down\b/, here(0, { phase: "down" })],
  [/^npx katas (list|hint|explain|reset|events|doctor|status|warm|flink-jars|--help)\b/, here()],
  [/^npx katas draw\b/, here()],
  [/^npx katas (solution|compare)\b/, here(0, { phase: "solved" })],
  [/^npx katas export\b.* --update$/, here(0, { phase: "left" })],
  [/^npx katas export\b/, here()],
  // The class holds one student, who has not begun. What goes to a file alone is not said.
  [/^npm run grade\b.* --output \S+$/, here(1)],
  [/^npm run grade\b/, here(1, { says: /\b0 of \d+/ })],
  [/^npx tsx try\.ts\b/, here(130, { phase: "solved", says: /^o-\d+ c-\d+$/m, untilCtrlC: true })],
  [/^npx tsx fixtures\/freeze\.ts$/, here(0, { says: /^orders: \d+ events$/m })],
  [/^npx tsx harness\/check\/tamper-main\.ts \S/, here(0, { says: /^\d+ hold, 0 do not/m })],
  [/^npx tsx bench\//, { why: "a measurement wants minutes and a quiet machine" }],
  [/^npx tsx harness\/runtime\/jvm\/lock\.ts$/, { why: "it needs Maven" }],
  [/^npx vitest run --project ('harness\*'|full)/, { why: 'the step "harness tests" runs them' }],
  [/^npx (tsc|biome)\b/, { why: 'the steps "types" and "lint and format" run them' }],
  [/^(docker|sudo|lsof|flink|kafka-[a-z-]+\.sh) /, { why: "another program's" }],
];

/** What stands in a line for something of the reader's, or for something that takes long. */
export function standIns({ broker, folder }: { broker: string; folder: string }): [string, string][] {
  return [
    // What another line does to a whole module is shown by one exercise, and one without servers is proved like the others.
    ["127.0.0.1:9092 npm test -- module-01", "127.0.0.1:9092 npm test -- 01/02"],
    ["grade -- module-03 --submission ../class/ann --format", "grade -- 03/06 --submission ../class/ann --format"],
    ["katas check 01/03", "katas check 00/01"],
    ["127.0.0.1:9092", broker],
    ["/tmp/katas", folder],
  ];
}

/** How a line is run, or why it is not; undefined where nobody has said so yet. */
export function waysOf(line: Line): Way[] | NotRun | undefined {
  const ways = TABLE.find(([pattern]) => pattern.test(line.command))?.[1];
  return typeof ways === "function" ? ways(line) : ways;
}

/** An exercise as it is cloned is not implemented, and nothing of ours is broken; the reference passes. */
function tests({ sets }: Line): Way[] {
  const target = sets.KATAS_TARGET ?? "exercise";
  if (target.startsWith("mistake:")) return here(1);
  if (target !== "exercise") return here();
  const stub = here(1, { says: /This one is yours to write/ });
  return sets.KATAS_TARGET ? stub : [...stub, ...here(0, { env: { KATAS_TARGET: "solution" } })];
}
