/** Pass, fail and error are three things: an error is ours (a server, the harness), never the learner's fault, and never a pass. */
export type Verdict = "pass" | "fail" | "error";

/**
 * What grading one submission came to. `grade.schema.json` says the same to other programs; each format of `formats/` is
 * a pure function of it.
 */
export interface Grade {
  schema: "streaming-katas/grade/v1";
  /** Whose work: the folder's name. */
  submission: string;
  /** What was graded, as the command line named it: "module-03", "03/06". */
  selection: string[];
  /** Every input was drawn from it; the same seed gives the same inputs again. */
  seed: number;
  verdict: Verdict;
  /** Whole numbers: the sums over the exercises. */
  points: number;
  maxPoints: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  durationMs: number;
  versions: {
    course: string;
    node: string;
    platform: string;
    /** Where an exercise had servers: "jvm", "docker" or "external". The first two are of the versions that the course pins. */
    runtime?: string;
  };
  /** What held the learner's code: each true or false as it was in this run. */
  confinement: {
    files: boolean;
    processes: boolean;
    network: boolean;
    servers: boolean;
    /** Its servers had nothing of this machine's files but their own; true too where it needed none. */
    cluster: boolean;
    user: boolean;
    memory: boolean;
  };
  exercises: GradedExercise[];
}

export interface GradedExercise {
  /** "03/06-session-windows" */
  key: string;
  title: string;
  verdict: Verdict;
  points: number;
  maxPoints: number;
  durationMs: number;
  /** What the whole exercise met, where no check tells it: no file, does not parse, may answer from a table. */
  note?: string;
  /** Exactly the teacher's checks, in their order, never fewer. */
  checks: GradedCheck[];
}

/** One check is one row and one point: a part of the points is the rows that passed. */
export interface GradedCheck {
  /** "SES-03": what a check is known by everywhere. */
  code: string;
  title: string;
  verdict: Verdict;
  points: 0 | 1;
  maxPoints: 1;
  durationMs: number;
  /** For everything but a pass: one sentence. Like all that follows plain text, control characters removed. */
  message?: string;
  /** Lines. */
  evidence?: string[];
  /** The smallest failing input. */
  counterexample?: string;
  /** The misconception it looks like. */
  diagnosis?: string;
  /** The learner's line, relative to the submission. */
  where?: { file: string; line: number };
}
