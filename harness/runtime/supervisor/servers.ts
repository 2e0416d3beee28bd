import { Problem } from "../../problem.ts";
import { asked, type Choice, choose, clause, insteadOfDocker, type OwnedWant } from "../choose.ts";
import type { EndpointsOf, NodeStatus, OnProgress, ProgressEvent, Runtime, ServiceName, Stack } from "../contract.ts";

export interface OwnedRuntimes {
  docker: Runtime;
  jvm: Runtime;
}

interface News {
  listeners: Set<OnProgress>;
  last: ProgressEvent | undefined;
}

/** A start in progress. */
interface Start {
  news: News;
  done: Promise<EndpointsOf[ServiceName]>;
}

/** All servers of a supervisor, whichever runtime runs them. */
export class Servers {
  readonly #runtimes: OwnedRuntimes;
  readonly #starts = new Map<string, Start>();
  readonly #stopped = new AbortController();
  /** What `auto` amounted to: asked once, so that a warm answer probes no engine. */
  #auto: Choice | undefined;
  #choosing: Promise<Choice> | undefined;
  #latest: Choice | undefined;

  constructor(runtimes: OwnedRuntimes) {
    this.#runtimes = runtimes;
  }

  /**
   * Brings services up, side by side. Callers share a start; it goes on when a caller goes.
   * @throws Problem where they cannot be had
   */
  async ensure(want: OwnedWant, services: ServiceName[], onProgress: OnProgress): Promise<Stack> {
    this.#stopped.signal.throwIfAborted();
    const remembered = want === "auto" ? this.#auto : undefined;
    const choice = remembered ?? (await this.#choose(want));
    try {
      return await this.#bringUp(want, choice, services, onProgress);
    } catch (error) {
      if (want !== "auto") throw error;
      this.#auto = undefined;
      if (choice.runtime !== "docker" || !(error instanceof Problem) || this.#stopped.signal.aborted) throw error;
      const jvm = await this.#runtimes.jvm.available();
      // With Java out of the question docker's own words say it better.
      if (!jvm.ok) throw error;
      if (remembered === undefined) await this.#runtimes.docker.down();
      const fallback = insteadOfDocker({ why: clause(error.message), remedy: error.remedy ?? "" }, jvm);
      return await this.#bringUp(want, fallback, services, onProgress);
    }
  }

  /** @throws Problem where no such node was started */
  async kill(want: OwnedWant, node: string): Promise<void> {
    await this.#owner(want, node).kill(node);
  }

  async restart(want: OwnedWant, node: string): Promise<void> {
    await this.#owner(want, node).restart(node);
  }

  async logs(want: OwnedWant, node: string, lines?: number): Promise<string> {
    return await this.#owner(want, node).logs(node, lines);
  }

  async status(): Promise<{ stack?: Choice; auto?: Choice; nodes: NodeStatus[] }> {
    const nodes = await Promise.all([this.#runtimes.docker.status(), this.#runtimes.jvm.status()]);
    return {
      ...(this.#latest === undefined ? {} : { stack: this.#latest }),
      ...(this.#auto === undefined ? {} : { auto: this.#auto }),
      nodes: nodes.flat(),
    };
  }

  /** Stops everything, starts in progress too. One runtime's failure does not keep the other's servers up. */
  async down(): Promise<void> {
    this.#stopped.abort(new Problem("The servers were stopped meanwhile.", { remedy: "Run again." }));
    const results = await Promise.allSettled([this.#runtimes.jvm.down(), this.#runtimes.docker.down()]);
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  async #choose(want: OwnedWant): Promise<Choice> {
    // Asked for by name: its start says best what is missing.
    if (want !== "auto") return { runtime: want, reason: asked(want) };
    const { docker, jvm } = this.#runtimes;
    this.#choosing ??= choose("auto", { docker: () => docker.available(), jvm: () => jvm.available() }).finally(() => {
      this.#choosing = undefined;
    });
    return await this.#choosing;
  }

  async #bringUp(want: OwnedWant, choice: Choice, services: ServiceName[], onProgress: OnProgress): Promise<Stack> {
    if (choice.runtime === "external") throw new TypeError("an external cluster is nobody's to start");
    const runtime = this.#runtimes[choice.runtime];
    const up = await Promise.all(
      services.map(async (service) => [service, await this.#start(runtime, service, onProgress)] as const),
    );
    if (want === "auto") this.#auto = choice;
    this.#latest = choice;
    return { ...choice, services: Object.fromEntries(up), apart: await runtime.apart() };
  }

  async #start(runtime: Runtime, service: ServiceName, onProgress: OnProgress): Promise<EndpointsOf[ServiceName]> {
    const key = `${runtime.name} ${service}`;
    let start = this.#starts.get(key);
    if (start === undefined) {
      const news: News = { listeners: new Set(), last: undefined };
      const tell = (event: ProgressEvent) => {
        news.last = event;
        for (const listener of news.listeners) listener(event);
      };
      news.listeners.add(onProgress);
      const done = runtime.ensure(service, tell, this.#stopped.signal).finally(() => this.#starts.delete(key));
      start = { news, done };
      this.#starts.set(key, start);
    } else {
      // Who comes in the middle sees at once how far it is.
      if (start.news.last !== undefined) onProgress(start.news.last);
      start.news.listeners.add(onProgress);
    }
    const { news, done } = start;
    return await done.finally(() => news.listeners.delete(onProgress));
  }

  #owner(want: OwnedWant, node: string): Runtime {
    const runtime = want === "auto" ? (this.#auto ?? this.#latest)?.runtime : want;
    if (runtime !== "docker" && runtime !== "jvm") throw new Problem(`There is no server "${node}": no server runs.`);
    return this.#runtimes[runtime];
  }
}
