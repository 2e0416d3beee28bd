/** Figures: taken in turns, told as a row of a table. */

/** One thing that is measured again and again. */
export interface Subject {
  /** What a person would type, or do. */
  command: string;
  /** What the figure stands for. */
  measured: string;
  goal: string;
  /** @returns one figure */
  once(): Promise<number>;
}

export interface Unit {
  name: string;
  digits: number;
}

export const SECONDS: Unit = { name: "s", digits: 2 };
export const MEGABYTES: Unit = { name: "MB", digits: 0 };

/**
 * Measures every subject `rounds` times in turns (A B A B …), so that what else the machine does meets all of them alike,
 * and prints a row for each. The first round warms up and is not counted.
 */
export async function inTurns(subjects: Subject[], rounds: number, unit: Unit): Promise<void> {
  const figures = new Map(subjects.map((subject) => [subject, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const subject of subjects) {
      const figure = await subject.once();
      if (round > 0) figures.get(subject)?.push(figure);
      process.stderr.write(`round ${round} of ${rounds}: ${subject.command}  ${figure.toFixed(2)} ${unit.name}\n`);
    }
  }
  for (const [subject, values] of figures) console.log(row(subject, values, unit));
}

/** `| command | what is measured | median [min–max] | n | goal |`, as in README.md. */
export function row(
  { command, measured, goal }: Omit<Subject, "once">,
  values: number[],
  { name, digits }: Unit,
): string {
  const text = (value: number) => value.toFixed(digits);
  const spread = `**${text(median(values))}** [${text(Math.min(...values))}-${text(Math.max(...values))}] ${name}`;
  return `| \`${command}\` | ${measured} | ${spread} | ${values.length} | ${goal} |`;
}

/** @param values  at least one */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The number of rounds from the command line; `npx tsx bench/watch.ts 20`. */
export function roundsOr(usual: number): number {
  const given = Number(process.argv[2] ?? usual);
  if (!Number.isInteger(given) || given < 1) {
    console.error("The number of rounds is a whole number from 1.");
    process.exit(2);
  }
  return given;
}
