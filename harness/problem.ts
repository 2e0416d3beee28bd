import { STATE } from "./paths.ts";

/** Exit codes of every command (0 is "all passed"). */
export const EXIT = {
  /** The run took place and something failed. */
  failed: 1,
  /** The command line, or a submission, cannot be used. */
  usage: 2,
  /** Our side broke: a server, a download, the harness itself. */
  ours: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Something a person can act on. It is printed as its sentence and its remedy, without a stack, and ends the
 * process with its exit code. Anything else that is thrown is a bug of ours and keeps its stack.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly remedy: string | undefined;
  readonly exitCode: ExitCode;

  /**
   * @param sentence  what is wrong, one sentence
   * @param options   remedy: what to do next, one sentence; exitCode: `EXIT.ours` unless told
   */
  constructor(sentence: string, options: { remedy?: string; exitCode?: ExitCode; cause?: unknown } = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.remedy = options.remedy;
    this.exitCode = options.exitCode ?? EXIT.ours;
  }
}

/**
 * The problem that an error is. A disk that is full and a folder that is somebody else's are nobody's bug, wherever they
 * are met: every command writes to the state folder.
 * @param error  also as another process has told it
 */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  const place = "path" in error && typeof error.path === "string" ? error.path : undefined;
  if (error.code === "ENOSPC" || error.code === "EDQUOT") {
    return new Problem(`The disk of ${place ?? STATE} is full.`, {
      remedy: "Make room; npx katas doctor tells how much is left where the course writes.",
    });
  }
  if (place === undefined || !["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes(String(error.code))) return undefined;
  return new Problem(`${place} cannot be written (${error.code}).`, {
    remedy: "Make it writable, or move the checkout to a folder that is yours.",
  });
}
