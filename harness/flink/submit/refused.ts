/** A position in a TypeScript file, from the checkout on; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A job that cannot be submitted: it does not bundle, or its graph cannot be recorded. The message is for its learner. */
export class JobRefused extends Error {
  override readonly name = "JobRefused";
  readonly where: Position | undefined;

  constructor(message: string, where?: Position) {
    super(message);
    this.where = where;
  }
}
