import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";
import { Problem } from "../../problem.ts";
import { JVM_FLAGS } from "../../runtime/flink-config.ts";
import {
  endWithThisProcess,
  install,
  LOG_CONFIGURATION,
  runnerJars,
  serverEnvironment,
} from "../../runtime/jvm/index.ts";

/** The classes that ask Flink, beside Flink's own; made of `src/` by harness/check/java-jar.ts. */
export const CONFORMANCE_JAR = path.join(import.meta.dirname, "dist/streaming-katas-conformance.jar");

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * On its standard output are answers and nothing else: the JVM warns there, too. A cluster, planners and the code of
 * hundreds of jobs are in it, for which the room that the quick compiler has is too small.
 */
const ALONE = [
  "-XX:ReservedCodeCacheSize=240m",
  "-XX:+DisplayVMOutputToStderr",
  "-Xlog:disable",
  "-Xlog:all=warning:stderr",
];

/**
 * A JVM with Flink in it that answers questions, in their order: its start costs more than most answers. Close it.
 */
export class FlinkJvm {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #exited: Promise<void>;
  readonly #waiting: Waiting[] = [];

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    endWithThisProcess(child);
    this.#exited = new Promise((resolve) => {
      const ended = () => {
        for (const { reject } of this.#waiting.splice(0)) reject(new Error(`Flink's JVM ended: ${this.#lastWords()}`));
        resolve();
      };
      child.once("close", ended);
      child.once("error", ended);
    });
    if (child.stdout) readline.createInterface({ input: child.stdout }).on("line", (line) => this.#answered(line));
    // It may have ended before a question was written: what waits is told so.
    child.stdin?.on("error", () => undefined);
  }

  /** @throws Problem where there is no Java, or a jar cannot be had */
  static async start(): Promise<FlinkJvm> {
    const nobody = () => undefined;
    const never = new AbortController().signal;
    const [{ java, classPath }, harnesses, runner] = await Promise.all([
      install("flink", nobody, never),
      install("conformance", nobody, never),
      runnerJars(),
    ]);
    const folder = fs.mkdtempSync(path.join(tmpdir(), "katas-conformance-"));
    const log = fs.openSync(path.join(folder, "log"), "a");
    const classes = [classPath, harnesses.classPath, ...runner, CONFORMANCE_JAR].join(path.delimiter);
    const child = spawn(
      java.program,
      [
        ...JVM_FLAGS.sqlGateway,
        ...ALONE,
        `-Djava.io.tmpdir=${folder}`,
        `-Dlog4j2.configurationFile=${LOG_CONFIGURATION}`,
        ...["-cp", classes, "streamingkatas.conformance.Main"],
      ],
      { cwd: folder, env: serverEnvironment(), stdio: ["pipe", "pipe", log], windowsHide: true },
    );
    fs.closeSync(log);
    return new FlinkJvm(child, folder);
  }

  /**
   * Asks, and waits for the answer.
   * @throws Problem with what Flink says if it cannot answer
   */
  ask<Answer>(kind: string, question: object): Promise<Answer> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin?.write(`${JSON.stringify({ kind, ...question })}\n`);
    }) as Promise<Answer>;
  }

  async close(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  #answered(line: string): void {
    const { resolve, reject } = this.#waiting.shift() ?? {};
    let told: { answer?: unknown; failed?: string };
    try {
      told = JSON.parse(line);
    } catch {
      told = { failed: `this is no answer: ${line}` };
    }
    if (told.failed === undefined) resolve?.(told.answer);
    else reject?.(new Problem(`Flink could not answer: ${told.failed}`));
  }

  #lastWords(): string {
    const lines = fs.readFileSync(path.join(this.#folder, "log"), "utf8").trim().split("\n");
    return lines.slice(-5).join("\n") || "it said nothing";
  }
}
