import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FlinkGate } from "../flink/gate/index.ts";
import type { Job } from "../flink/submit/index.ts";
import type { Cluster, Topic } from "../kafka/index.ts";
import { fromRoot } from "../paths.ts";
import { Problem } from "../problem.ts";
import { type Noted, type RunPlan, SCENES, type Target } from "../target/index.ts";
import type { Brought, Flink } from "./flink.ts";
import type { JobNow } from "./job-box.ts";
import { uniqueName } from "./names.ts";
import { flinkOfExercise, gateOf } from "./reach.ts";

/** What one check has set up on the servers; named so that nobody else's run can meet it. */
export interface Scene {
  code: string;
  /** What stands for the check in its names. */
  label: string;
  topics: Topic[];
  groups: string[];
  jobs: Job[];
  brought: Brought[];
  /** What Flink has printed of its jobs and its SQL. */
  printed: string[];
  /** What a submission is given in the JobManager's place. */
  gate?: FlinkGate;
}

/**
 * What a check begins with. To a submission its names do not tell which check it is in: what it does must not hang on that.
 */
export function newScene(code: string, target: Target): Scene {
  const label = target.startsWith("sandbox:") ? randomBytes(3).toString("hex") : code.toLowerCase();
  return { code, label, topics: [], groups: [], jobs: [], brought: [], printed: [] };
}

/** The servers as the checks of one test file use them: one connection, made when the first check asks for it. */
export class Stage {
  readonly #plan: RunPlan;
  readonly #key: string;
  #kafka: typeof import("../kafka/index.ts") | undefined;
  #cluster: Cluster | undefined;
  #flink: typeof import("./flink.ts") | undefined;
  /** What a check has asked for last. */
  #asked: Flink | undefined;
  readonly #notes: string;
  #done: Scene[] = [];

  constructor(plan: RunPlan, key: string) {
    this.#plan = plan;
    this.#key = key;
    this.#notes = path.join(SCENES, `${plan.runId}.${plan.launcher}.jsonl`);
  }

  /**
   * Loads what talks to the servers where there are some: an exercise without servers does not pay for it. It takes seconds
   * on a busy machine, so it is done before a watchdog looks: a check would seem to hold the thread.
   *
   * @param confined  whether a submission is to be judged
   */
  async prepare(confined: boolean): Promise<void> {
    const { stack } = this.#plan;
    if (stack) this.#kafka ??= await import("../kafka/index.ts");
    if (flinkOfExercise(this.#plan, this.#key)) this.#flink ??= await import("./flink.ts");
    if (confined) await gateOf(this.#plan, this.#key);
  }

  /** @throws Problem where the servers could not be had */
  cluster(): Cluster {
    if (!this.#cluster) {
      const { kafka, kafka3 } = this.#plan.stack?.services ?? {};
      const brokers = (kafka ?? kafka3)?.brokers;
      if (!brokers || !this.#kafka) throw this.#missing("Kafka");
      this.#cluster = new this.#kafka.Cluster(brokers);
    }
    return this.#cluster;
  }

  /** Puts a gate in the place of Flink's REST API, for a check of a submission. */
  async openGate(scene: Scene): Promise<void> {
    const gate = await gateOf(this.#plan, this.#key);
    gate?.begin();
    if (gate) scene.gate = gate;
  }

  /** @throws Problem where it could not be had */
  flink(scene: Scene): Flink {
    const found = flinkOfExercise(this.#plan, this.#key);
    const kafka = this.#plan.stack?.services.kafka;
    if (!found || !kafka || !this.#flink) throw this.#missing("Flink");
    const file = this.#plan.exercises.find(({ key }) => key === this.#key)?.file ?? "";
    this.#asked = new this.#flink.Flink({
      service: found.service,
      rest: found.rest,
      restForLearner: scene.gate?.url ?? found.rest,
      folder: fromRoot(path.dirname(file)),
      brokers: kafka.inside,
      topics: () => scene.topics.map(({ name }) => name),
      nameFor: (what) => this.uniqueName(scene, what),
      onJob: (job) => {
        scene.jobs.push(job);
        scene.gate?.own.jobs.add(job.id);
      },
      onBrought: (brought) => void scene.brought.push(brought),
      onJar: (jarId) => void scene.gate?.own.jars.add(jarId),
      onPrinted: (text) => void scene.printed.push(...text.split("\n")),
      sqlGateway: found.sqlGateway,
      confined: scene.gate !== undefined,
    });
    return this.#asked;
  }

  #missing(server: string): Problem {
    const { sentence, remedy } = this.#plan.noStack ?? {};
    const silent = `${this.#key} uses ${server}, but its front matter does not say so.`;
    return new Problem(sentence ?? silent, remedy === undefined ? {} : { remedy });
  }

  /** How the jobs of a check are; nothing of one that Flink does not tell of any more. */
  async jobsNow(scene: Scene, lines: boolean): Promise<JobNow[]> {
    const jobs = await jobsOf(scene);
    if (jobs.length === 0) return [];
    const { describeJob } = await import("./job-box.ts");
    const looked = await Promise.allSettled(jobs.map((job) => describeJob(job, lines)));
    return looked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  }

  /**
   * Ends the jobs a check has left running: they hold the slots that the next one needs.
   * @param kept  what `katas look` shows of them
   */
  async endJobs(scene: Scene, kept: JobNow[] = []): Promise<void> {
    const webUi = flinkOfExercise(this.#plan, this.#key)?.rest ?? "";
    for (const { id, told } of kept) this.#write(scene, { kind: "job", name: id, job: { webUi, told } });
    // A cluster that has stopped answering holds nothing any more, and that is told elsewhere.
    await Promise.allSettled((await jobsOf(scene)).map((job) => job.cancel()));
    await Promise.allSettled(scene.brought.map((one) => one.remove()));
  }

  /** A name for a topic, group, job or transactional id of a check: says whose it is, and is never used twice. */
  uniqueName(scene: Scene, what: string): string {
    return uniqueName(this.#plan.runId, scene.label, what);
  }

  /** Notes a name as soon as it is given out, so that even a run that is killed leaves nothing unknown behind. */
  note(scene: Scene, kind: "topic" | "group", name: string): void {
    this.#write(scene, { kind, name });
  }

  #write({ code }: Scene, what: Pick<Noted, "kind" | "name" | "job">): void {
    mkdirSync(SCENES, { recursive: true });
    const entry: Noted = { key: this.#key, code, ...what, brokers: this.cluster().brokers };
    appendFileSync(this.#notes, `${JSON.stringify(entry)}\n`);
  }

  /** What a check made is deleted at the end of the file; what a learner's check failed with stays for `katas look`. */
  done(scene: Scene): void {
    this.#done.push(scene);
  }

  /** Why the servers a check used no longer answer; undefined while they do, or where none were used. */
  async unreachable(): Promise<Problem | undefined> {
    const gone = (server: string, at: string, cause: unknown) =>
      new Problem(`${server} at ${at} stopped answering during the check.`, {
        remedy: "npx katas status shows the servers; run again to start them anew.",
        cause,
      });
    const cluster = this.#cluster;
    const rest = this.#asked?.rest;
    const kafka = cluster?.ping().then(
      () => undefined,
      (cause: unknown) => gone("Kafka", cluster.brokers.join(", "), cause),
    );
    const flink = this.#asked?.overview().then(
      () => undefined,
      (cause: unknown) => gone("Flink", rest ?? "", cause),
    );
    return (await kafka) ?? (await flink);
  }

  async close(): Promise<void> {
    if (!this.#cluster) return;
    if (await this.unreachable()) return;
    const admin = await this.#cluster.admin();
    const { leftovers } = this.#plan;
    const made = (kind: "topics" | "groups") => this.#done.flatMap((scene) => scene[kind].map(nameOf));
    const there = new Set(await admin.listTopics());
    const topics = [...made("topics"), ...leftovers.topics].filter((name) => there.has(name));
    const known = new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
    const groups = [...made("groups"), ...leftovers.groups].filter((name) => known.has(name));
    await this.#cluster.deleteTopics(topics);
    // A group whose member a check left behind cannot be deleted; it is the failure that is worth telling, not this.
    await Promise.allSettled(groups.length > 0 ? [admin.deleteGroups(groups)] : []);
    for (const note of leftovers.notes) rmSync(note, { force: true });
    this.#forget(new Set([...made("topics"), ...made("groups")]));
    await this.#cluster.close();
  }

  /** What a passed check made is gone, so that notes hold only what is still to be looked at or tidied up. */
  #forget(names: Set<string>): void {
    if (!existsSync(this.#notes)) return;
    const kept = readFileSync(this.#notes, "utf8")
      .split("\n")
      .filter((line) => line !== "" && !names.has(JSON.parse(line).name));
    if (kept.length === 0) rmSync(this.#notes);
    else writeFileSync(this.#notes, `${kept.join("\n")}\n`);
  }
}

/** Those the check has submitted, and those that came of what it brought. */
async function jobsOf({ jobs, brought }: Scene): Promise<Job[]> {
  const found = await Promise.allSettled(brought.map((one) => one.jobs()));
  const started = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  return [...new Map([...jobs, ...started].map((job) => [job.id, job])).values()];
}

function nameOf(named: string | { name: string }): string {
  return typeof named === "string" ? named : named.name;
}
