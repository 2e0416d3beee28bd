import type { Need } from "../course/needs.ts";
import type { Cluster, Topic } from "../kafka/index.ts";
import { EventSource } from "./events.ts";
import type { Flink } from "./flink.ts";
import type { Scene, Stage } from "./scene.ts";
import { Started } from "./started.ts";

/**
 * What a check may ask for, by destructuring: `async ({ kafka, topic }) => …`. Nothing is connected or made before it is
 * asked for, and what was asked for is noted, so that an exercise's `needs` can be held against it.
 */
export class CheckContext {
  /** Aborted when the check ends; hand it to functions that run until they are told to stop. */
  readonly signal: AbortSignal;
  /** Servers the check has asked for. */
  readonly needed = new Set<Need>();
  /** Whether the check has asked for the seed: if not, another one makes no difference to it. */
  seeded = false;
  readonly #seed: number;
  readonly #stage: Stage;
  readonly #scene: Scene;

  constructor(stage: Stage, scene: Scene, seed: number, signal: AbortSignal) {
    this.#stage = stage;
    this.#scene = scene;
    this.#seed = seed;
    this.signal = signal;
  }

  /** The run's seed: the same number gives the same events. */
  get seed(): number {
    this.seeded = true;
    return this.#seed;
  }

  /** The shop's events, drawn from the run's seed. */
  get events(): EventSource {
    return new EventSource(this.seed);
  }

  /** Starts a function that runs until it is told to stop: by the check, or at the latest when the check ends. */
  get start(): (run: (signal: AbortSignal) => Promise<unknown>) => Started {
    return (run) => new Started(run, this.signal);
  }

  /** The cluster: its addresses, end offsets, committed offsets, members of groups. */
  get kafka(): Cluster {
    this.needed.add("kafka");
    return this.#stage.cluster();
  }

  /** Makes a topic of this check's own and gives a handle to it. */
  get topic(): (what: string, options?: { partitions?: number; config?: Record<string, string> }) => Promise<Topic> {
    const cluster = this.kafka;
    return (what, options) => cluster.createTopic(this.topicName(what), options);
  }

  /** A name for a topic that the learner is to make. */
  get topicName(): (what: string) => string {
    const cluster = this.kafka;
    return (what) => {
      const name = this.#stage.uniqueName(this.#scene, what);
      this.#stage.note(this.#scene, "topic", name);
      this.#scene.topics.push(cluster.topic(name));
      return name;
    };
  }

  /** The Flink cluster: submits the exercise's jobs and looks at them. */
  get flink(): Flink {
    const flink = this.#stage.flink(this.#scene);
    this.needed.add("kafka");
    this.needed.add(flink.service);
    return flink;
  }

  /** A consumer group of this check's own. */
  get group(): (what?: string) => string {
    this.needed.add("kafka");
    return (what = "group") => {
      const name = this.#stage.uniqueName(this.#scene, what);
      this.#stage.note(this.#scene, "group", name);
      this.#scene.groups.push(name);
      return name;
    };
  }
}
