/** A place in a script; line and column count from 1. */
export interface ScriptPosition {
  readonly line: number;
  readonly column: number;
}

/** SQL that Flink refuses, or that failed while it ran. The message is one sentence, for its learner. */
export class SqlRefused extends Error {
  override readonly name = "SqlRefused";
  /** In the script's file; where Flink tells no place, the beginning of the statement. */
  readonly position: ScriptPosition;
  readonly remedy: string | undefined;
  /** All that Flink told: Java's stack. Empty for what was found before any Flink saw it. */
  readonly told: string;

  constructor(
    message: string,
    position: ScriptPosition,
    { remedy, told = "" }: { remedy?: string; told?: string } = {},
  ) {
    super(message);
    this.position = position;
    this.remedy = remedy;
    this.told = told;
  }
}
