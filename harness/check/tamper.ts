import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import getPort, { portNumbers } from "get-port";
import { type Exercise, findExercise, flinkOf, type Module } from "../course/index.ts";
import { type Grade, grade } from "../grading/index.ts";
import { faultsBy } from "../grading/schema.ts";
import { strangersMaker } from "../namespaces.ts";
import { ROOT, STATE } from "../paths.ts";
import { targetFile } from "../run/index.ts";
import { findConfinement } from "../sandbox/index.ts";
import { until } from "../until.ts";
import { Proof } from "./bank.ts";
import { proveConfinedBank } from "./confined-bank.ts";
import type { StepReport, Tier } from "./tools.ts";

/** A file of tamper/: what it attacks, and what has to hold here before it may be run. */
export interface Attack {
  name: string;
  file: string;
  /** The exercise whose file it poses as. */
  exercise: Exercise;
  /** Whose right answer it may not spoil; any that is soon judged unless told. */
  beside: Exercise | undefined;
  /** Without this it would meet the machine of whoever proves the course. */
  needs: Held | undefined;
  /** What the grade says of it, at least. */
  says: string | undefined;
  tier: Tier;
}

type Held = "files" | "processes" | "network" | "servers" | "user" | "memory";

const faultsOf = faultsBy("grade.schema.json");

const TAMPER = path.join(ROOT, "tamper");

/**
 * What one check may take, with Flink or without: its deadline, and as long again without Flink for the start and the end of
 * processes where all attacks of this step keep two cores busy.
 */
const LIMIT_MS = { flink: 40_000, others: 20_000 };

/** Attacks without servers are graded in so many batches at the same time: most of those that take long only wait. */
const BATCHES = 2;

/**
 * Grades every attack of tamper/ as `katas grade` does, each in a submission that also holds one right answer, and proves
 * that it gains nothing, spoils nothing and leaves nothing. With all of them: what right answers and untouched stubs are
 * worth, and in the full tier that grading catches the mistakes that practice catches.
 *
 * @param tier   whose attacks
 * @param names  only these of them; all unless told
 * @param home   a folder of ours, which is also the temporary folder of this process: what is left there is seen
 */
export async function proveAttacks(course: Module[], home: string, tier: Tier, names: string[]): Promise<StepReport> {
  const all = readAttacks(course);
  const confinement = await findConfinement(home);
  const ofTier = all.filter((attack) => tier === "full" || attack.tier === "fast");
  const chosen = ofTier.filter(({ name }) => names.length === 0 || names.includes(name));
  const able = chosen.filter(({ needs }) => needs === undefined || confinement[needs]);
  const proof = new Proof();
  for (const name of names)
    proof.hold(
      all.some((one) => one.name === name),
      `tamper/${name}.ts is there`,
    );
  const canary = await placeCanary(home);
  const before = await stateOfCheckout();
  const beside = (attack: Attack) => neighbour(attack, course, able.indexOf(attack));
  const batches = inBatches(able);
  const judgeBatch = async (batch: Attack[]) => {
    const submissions = batch.map((attack) => ({
      name: attack.name,
      folder: submissionOf(attack, beside(attack), path.join(home, "submissions")),
    }));
    const exercises = [...new Set(batch.flatMap((attack) => [attack.exercise, beside(attack)]))];
    const grades = await grade(submissions, { exercises, selection: ["tamper"], seed: 7 });
    for (const [i, attack] of batch.entries()) {
      proveOne(attack, beside(attack), grades[i], proof);
    }
  };
  await Promise.all(batches.map(judgeBatch));
  // Not beside the attacks: some keep a core busy, and right answers to properties have a deadline too.
  const pure = course.flatMap((module) => module.exercises).filter(({ needs }) => needs.length === 0);
  const whole = names.length === 0 && tier === "full";
  const confined: StepReport = whole ? await proveConfinedBank(pure) : { proved: 0, faults: [] };
  if (names.length === 0) await proveEnds(course, tier, home, proof);
  await proveNothingLeft(home, canary, before, proof);
  canary.close();
  const { proved, faults } = proof.result();
  return {
    proved: proved + confined.proved,
    faults: [...faults, ...confined.faults],
    skipped: [...chosen.filter((attack) => !able.includes(attack)).map(notRun), ...(confined.skipped ?? [])],
    ...(tier === "fast" && {
      elsewhere: `${all.length - ofTier.length} attacks: by jobs in Flink, which take long, and of a kind that is run; mistakes in the sandbox`,
    }),
  };
}

/** Every attack, by its header. @throws where a file has none */
function readAttacks(course: Module[]): Attack[] {
  return readdirSync(TAMPER)
    .filter((name) => /\.(ts|sql)$/.test(name))
    .sort()
    .map((name): Attack => {
      const file = path.join(TAMPER, name);
      // A comment of SQL begins with two dashes.
      const source = readFileSync(file, "utf8").replaceAll(/^-- /gm, "// ");
      const key = /^\/\/ exercise: (\S+)\n\/\/ [A-Z].*\.\n/.exec(source)?.[1];
      if (key === undefined) throw new Error(`tamper/${name} begins with "// exercise: 03/06" and a sentence`);
      const beside = /^\/\/ beside: (\S+)$/m.exec(source)?.[1];
      return {
        name: path.parse(name).name,
        file,
        exercise: findExercise(course, key),
        beside: beside === undefined ? undefined : findExercise(course, beside),
        needs: /^\/\/ only with: (files|processes|network|servers|user|memory)$/m.exec(source)?.[1] as Held | undefined,
        says: /^\/\/ says: (.+)$/m.exec(source)?.[1],
        tier: /^\/\/ tier: full$/m.test(source) ? "full" : "fast",
      };
    });
}

function notRun({ name, needs }: Attack): string {
  const why: Record<Held, string> = {
    files: "files are not held here",
    processes: "processes of others can be seen and signalled here",
    network: "the network cannot be taken away here",
    servers: "a network with some servers alone cannot be had here",
    user: "there is no other user to be had here",
    memory: "memory is not bounded as a whole here",
  };
  return `tamper/${name}.ts: ${needs ? why[needs] : ""}`;
}

/**
 * All attacks on one exercise are in one batch, whose one process for this exercise then judges them; the batches hold about
 * as many. Attacks with servers are a batch of their own, whose servers start while the others wait.
 */
function inBatches(attacks: Attack[]): Attack[][] {
  const withServers = attacks.filter(({ exercise }) => exercise.needs.length > 0);
  const batches: Attack[][] = Array.from({ length: BATCHES }, () => []);
  const pure = attacks.filter((attack) => !withServers.includes(attack));
  const exercises = new Set(pure.map(({ exercise }) => exercise));
  const byExercise = [...exercises].map((own) => pure.filter(({ exercise }) => exercise === own));
  for (const ofOne of byExercise.toSorted((a, b) => b.length - a.length)) {
    batches.toSorted((a, b) => a.length - b.length)[0]?.push(...ofOne);
  }
  return [withServers, ...batches].filter((batch) => batch.length > 0);
}

/** Exercises whose right answers are soon judged. */
const QUICK = ["03/05", "03/06", "03/07"];

/** Another exercise, which is answered rightly: not the same one for all attacks. */
function neighbour({ exercise, beside }: Attack, course: Module[], i: number): Exercise {
  if (beside) return beside;
  const others = QUICK.map((key) => findExercise(course, key)).filter((one) => one !== exercise);
  return others[i % others.length] ?? exercise;
}

/** A submission: the attack in its place, and beside it the course's own answer to another exercise. */
function submissionOf({ name, exercise, file }: Attack, other: Exercise, home: string): string {
  return handIn(path.join(home, name), [
    [other, targetFile(other, "solution")],
    [exercise, file],
  ]);
}

/** Lays files in the places of exercises. @returns the folder */
function handIn(folder: string, files: [Exercise, string][]): string {
  for (const [exercise, source] of files) {
    const place = path.join(folder, path.relative(ROOT, exercise.folder));
    mkdirSync(place, { recursive: true });
    copyFileSync(source, path.join(place, path.basename(exercise.file)));
  }
  return folder;
}

/** Of module 03, the references have every point and the stubs, as they are cloned, none. Its exercise on Kafka: full tier. */
async function proveEnds(course: Module[], tier: Tier, home: string, proof: Proof): Promise<void> {
  const all = course.flatMap((module) => module.exercises).filter(({ short }) => short.startsWith("03/"));
  const exercises = all.filter(({ needs }) => tier === "full" || needs.length === 0);
  const submissions = (["solution", "exercise"] as const).map((target) => ({
    name: target,
    folder: handIn(
      path.join(home, "submissions", `every-${target}`),
      exercises.map((exercise) => [exercise, targetFile(exercise, target)]),
    ),
  }));
  const [right, stubs] = await grade(submissions, { exercises, selection: ["module-03"], seed: 7 });
  const most = right?.maxPoints ?? 0;
  const full = right?.verdict === "pass" && right.points === most && most > 0;
  proof.hold(full, `module 03: the references have all points (${right?.points} of ${most})`);
  const none = stubs?.verdict === "fail" && stubs.points === 0 && stubs.maxPoints === most;
  proof.hold(none, `module 03: untouched stubs have no point, and are a fail (${stubs?.points}, ${stubs?.verdict})`);
}

function proveOne(attack: Attack, other: Exercise, grade: Grade | undefined, proof: Proof): void {
  const is = `tamper/${attack.name}.ts`;
  const own = grade?.exercises.find(({ key }) => key === attack.exercise.key);
  const beside = grade?.exercises.find(({ key }) => key === other.key);
  const told = own?.checks.map(({ code, verdict, message }) => `${code} ${verdict}: ${message}`).join(" | ");
  proof.hold(own?.points === 0, `${is} has 0 points (${own?.points}; ${told})`);
  proof.hold(own?.verdict === "fail", `${is} is a fail (${own?.verdict}: ${own?.note} ${told})`);
  if (other !== attack.exercise) {
    const right = beside !== undefined && beside.points === beside.maxPoints && beside.verdict === "pass";
    proof.hold(right, `beside ${is} ${other.key} keeps its points (${beside?.points}; ${troubleOf(beside)})`);
  }
  const took = Math.max(...(own?.checks.map(({ durationMs }) => durationMs) ?? []));
  const limit = flinkOf(attack.exercise.needs) ? LIMIT_MS.flink : LIMIT_MS.others;
  proof.hold(took <= limit, `each check of ${is} ends within ${limit / 1000} s (${(took / 1000).toFixed(1)} s)`);
  const messages = own?.checks.map(({ message = "" }) => message) ?? [];
  // Read by whoever proves one attack alone.
  console.log(`${attack.name.padEnd(32)} ${((own?.durationMs ?? 0) / 1000).toFixed(1).padStart(5)} s  ${messages[0]}`);
  proof.hold(messages.every(isSentence), `the grade of ${is} says why in one sentence (${told})`);
  if (attack.says !== undefined) {
    const { says } = attack;
    proof.hold(
      messages.some((message) => message.includes(says)),
      `the grade of ${is} says "${says}" (${told})`,
    );
  }
  const faults = faultsOf(grade);
  proof.hold(faults.length === 0, `the grade of ${is} is a document of the schema (${faults.join("; ")})`);
  const hostile = /(?![\n])[\p{Cc}\p{Cf}\u2028\u2029]/u.exec(textsOf(grade).join("\n"));
  proof.hold(!hostile, `the grade of ${is} holds no control characters (${JSON.stringify(hostile?.[0])})`);
}

function troubleOf(exercise: Grade["exercises"][number] | undefined): string {
  return exercise?.checks.find(({ message }) => message !== undefined)?.message ?? "no exercise";
}

function isSentence(message: string): boolean {
  return /^\S.{10,}[.!?]$/.test(message) && message.length <= 2_000 && !/undefined:|\[object/.test(message);
}

/** Every text of a document, however deep. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap((one) => one.flatMap(textsOf))
    : [];
}

/** What was put there to be found, and is not to be. */
interface Canary {
  /** How often somebody was connected, or is. */
  found(): Promise<number>;
  close(): void;
}

/** A folder into which everybody may write, a socket that is this user's own, and a server that answers as a JobManager does. */
async function placeCanary(home: string): Promise<Canary> {
  const folder = path.join(home, "canary");
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path.join(folder, "socket"), resolve));
  let asked = 0;
  const jobManager = createHttpServer((_, answer) => answer.end("{}")).on("connection", () => asked++);
  const port = await getPort({ port: portNumbers(32_000, 32_009), host: "127.0.0.1" });
  await new Promise<void>((resolve) => jobManager.listen(port, "127.0.0.1", resolve));
  for (const one of [server, jobManager]) one.unref();
  return {
    found: async () => asked + (await new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n)))),
    close: () => {
      for (const one of [server, jobManager]) one.close();
    },
  };
}

async function proveNothingLeft(home: string, canary: Canary, before: string, proof: Proof): Promise<void> {
  const gone = until(
    "processes to end",
    () => processesOf(home),
    (left) => left.length === 0,
    2_000,
  );
  const left = await gone.then(
    () => "",
    (error: Error) => error.message,
  );
  proof.hold(left === "", `no process of a submission is left (${left})`);
  const found = await canary.found();
  proof.hold(found === 0, `nobody is connected to this user's socket, nor ever was to the server beside it (${found})`);
  const written = readdirSync(path.join(home, "canary")).filter((name) => name !== "socket");
  proof.hold(written.length === 0, `nothing is written where everybody may write (${written})`);
  const staged = readdirSync(home).filter((name) => !/^(canary|submissions|report\.json|tsx-\d+)$/.test(name));
  proof.hold(staged.length === 0, `nothing is left in the temporary folder (${staged})`);
  const elsewhere = ["/tmp", "/dev/shm", "/var/tmp", ROOT].filter((folder) => existsSync(folder));
  const astray = elsewhere.flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith("tampered")));
  proof.hold(astray.length === 0, `nothing is written elsewhere (${astray})`);
  const after = await stateOfCheckout();
  proof.hold(after === before, `the checkout is as it was (${after})`);
}

/**
 * Processes of submissions, of lanes and of their servers, zombies apart. A process may change its command line, but not its
 * user: that is a stranger whose maker has ended. (Those of whoever else grades on this machine have makers that live.)
 */
async function processesOf(folder: string): Promise<string[]> {
  const columns = ["-axww", "-o", "pid=,uid=,stat=,args="];
  const { stdout } = await promisify(execFile)("ps", columns, { maxBuffer: 16 * 1024 * 1024 });
  const lines = stdout.split("\n").filter((line) => !/^\s*\d+\s+\d+\s+Z/.test(line));
  const alive = new Set(lines.map((line) => Number.parseInt(line, 10)));
  const places = [path.join(folder, "katas-staging-"), path.join(STATE, "lanes", "lane-")];
  return lines.filter((line) => {
    const maker = strangersMaker(Number(line.trim().split(/\s+/)[1]));
    return places.some((place) => line.includes(place)) || (maker !== undefined && !alive.has(maker));
  });
}

async function stateOfCheckout(): Promise<string> {
  if (!existsSync(path.join(ROOT, ".git"))) return "";
  const { stdout } = await promisify(execFile)("git", ["status", "--porcelain"], { cwd: ROOT });
  return stdout;
}
