/**
 * Jobs that behave while Node records them, and turn on Flink: what a submission could do that has passed the confined
 * process. Every loop and every allocation of them is stopped by the runner, or by the JVM's heap.
 */
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

/** Only the runner gives its guest a log. */
const inFlink = "flinkLog" in globalThis;

type Build = (env: StreamExecutionEnvironment) => void;

function job(env: StreamExecutionEnvironment, map: (n: number) => number): void {
  env.fromData(1, 2).map(map).uid("map").sinkTo(new DiscardingSink());
}

/** In the JobManager, which records the job again. */
const inBuild =
  (attack: () => void): Build =>
  (env) => {
    job(env, (n) => n);
    if (inFlink) attack();
  };

/** In a TaskManager. */
const inMap =
  (attack: () => void): Build =>
  (env) =>
    job(env, (n) => {
      attack();
      return n;
    });

function hog(): void {
  const kept: Float64Array[] = [];
  for (;;) kept.push(new Float64Array(10_000_000));
}

function recurse(): number {
  return 1 + recurse();
}

function growString(): void {
  let text = "x";
  for (;;) text += text;
}

function spin(): void {
  for (;;) {
    // The runner ends it.
  }
}

/** Throws what it has found of the JVM: nothing. */
function look(): void {
  const found: string[] = [];
  const names = [
    "Java",
    "Packages",
    "java",
    "Polyglot",
    "Graal",
    "load",
    "print",
    "quit",
    "exit",
    "read",
    "WebAssembly",
  ];
  for (const name of [...names, "process", "require", "Worker"]) if (name in globalThis) found.push(name);
  const { flinkLog } = globalThis as unknown as { flinkLog: Record<string, unknown> };
  for (const name of ["getClass", "class", "constructor"]) {
    const member = flinkLog[name];
    if (member !== undefined && member !== Function) found.push(`flinkLog.${name}`);
  }
  const make = Object.getPrototypeOf(look).constructor as (text: string) => () => unknown;
  if (make("return typeof Java")() !== "undefined") found.push("Java by a text");
  throw new Error(`found: ${found.join(", ") || "nothing"}`);
}

export const looksInBuild = inBuild(look);
export const looksInMap = inMap(look);
export const hogsInBuild = inBuild(hog);
export const hogsInMap = inMap(hog);
export const recursesInBuild = inBuild(() => void recurse());
export const recursesInMap = inMap(() => void recurse());
export const growsAStringInBuild = inBuild(growString);
export const growsAStringInMap = inMap(growString);
export const spinsInBuild = inBuild(spin);
export const spinsInMap = inMap(spin);
/** Its graph is another one than the one that was judged. */
export const recordsAnotherGraph: Build = (env) => {
  job(env, (n) => n);
  if (inFlink) env.fromData(3).sinkTo(new DiscardingSink());
};
/** The job of somebody else, who is not to notice. */
export const finishes: Build = (env) => job(env, (n) => n + 1);
