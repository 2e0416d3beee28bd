/** Process functions: with a key or without, of one input or two, with broadcast state. */
import type {
  BroadcastProcessFunction,
  CoProcessFunction,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  KeyedProcessFunction,
  ProcessFunction,
} from "../api/functions.ts";
import type { MapStateDescriptor } from "../api/state.ts";
import { type Calls, collector, opened, sideOutput } from "./adapters.ts";
import type { BroadcastHost, OutputHost, TaskHost, TimerHost } from "./host.ts";
import { mapState } from "./state.ts";
import { keyReader, noPromise, time } from "./values.ts";

type ProcessHost = TaskHost & OutputHost & TimerHost;
type Domain = "EVENT_TIME" | "PROCESSING_TIME";

/** The element or timer that is being worked on; a context reads it. */
class Moment {
  readonly #readKey = keyReader();
  #timestamp: number | null = null;
  #key = "null";
  #domain: Domain = "EVENT_TIME";

  at(timestamp: number | null, key = "null", domain: Domain = "EVENT_TIME"): void {
    this.#timestamp = timestamp;
    this.#key = key;
    this.#domain = domain;
  }

  readonly timestamp = (): number | null => this.#timestamp;
  readonly getCurrentKey = (): unknown => this.#readKey(this.#key);
  readonly timeDomain = (): Domain => this.#domain;
}

function contextOf(moment: Moment, host: ProcessHost) {
  const { registerEventTimeTimer, registerProcessingTimeTimer, deleteEventTimeTimer, deleteProcessingTimeTimer } = host;
  const timers = {
    currentProcessingTime: host.currentProcessingTime,
    currentWatermark: host.currentWatermark,
    registerEventTimeTimer: (at: number) => registerEventTimeTimer(time(at, "a timer")),
    registerProcessingTimeTimer: (at: number) => registerProcessingTimeTimer(time(at, "a timer")),
    deleteEventTimeTimer: (at: number) => deleteEventTimeTimer(time(at, "a timer")),
    deleteProcessingTimeTimer: (at: number) => deleteProcessingTimeTimer(time(at, "a timer")),
  };
  const { timestamp, getCurrentKey, timeDomain } = moment;
  return { timestamp, getCurrentKey, timeDomain, timerService: () => timers, output: sideOutput(host) };
}

export function process(given: ProcessFunction<unknown, unknown>, host: ProcessHost): Calls {
  const moment = new Moment();
  const [f, context, out] = [opened(given, host), contextOf(moment, host), collector(host)];
  return {
    processElement(value: unknown, timestamp: number | null) {
      moment.at(timestamp);
      noPromise(f.processElement(value, context, out));
    },
  };
}

export function keyedProcess(given: KeyedProcessFunction<unknown, unknown, unknown>, host: ProcessHost): Calls {
  const moment = new Moment();
  const [f, context, out] = [opened(given, host), contextOf(moment, host), collector(host)];
  return {
    processElement(value: unknown, timestamp: number | null, key: string) {
      moment.at(timestamp, key);
      noPromise(f.processElement(value, context, out));
    },
    onTimer(timestamp: number, key: string, domain: Domain) {
      moment.at(timestamp, key, domain);
      noPromise(f.onTimer(timestamp, context, out));
    },
  };
}

export function coProcess(given: CoProcessFunction<unknown, unknown, unknown>, host: ProcessHost): Calls {
  const moment = new Moment();
  const [f, context, out] = [opened(given, host), contextOf(moment, host), collector(host)];
  return {
    processElement1(value: unknown, timestamp: number | null) {
      moment.at(timestamp);
      noPromise(f.processElement1(value, context, out));
    },
    processElement2(value: unknown, timestamp: number | null) {
      moment.at(timestamp);
      noPromise(f.processElement2(value, context, out));
    },
  };
}

export function keyedCoProcess(
  given: KeyedCoProcessFunction<unknown, unknown, unknown, unknown>,
  host: ProcessHost,
): Calls {
  const moment = new Moment();
  const [f, context, out] = [opened(given, host), contextOf(moment, host), collector(host)];
  return {
    processElement1(value: unknown, timestamp: number | null, key: string) {
      moment.at(timestamp, key);
      noPromise(f.processElement1(value, context, out));
    },
    processElement2(value: unknown, timestamp: number | null, key: string) {
      moment.at(timestamp, key);
      noPromise(f.processElement2(value, context, out));
    },
    onTimer(timestamp: number, key: string, domain: Domain) {
      moment.at(timestamp, key, domain);
      noPromise(f.onTimer(timestamp, context, out));
    },
  };
}

type BroadcastFunction =
  | BroadcastProcessFunction<unknown, unknown, unknown>
  | KeyedBroadcastProcessFunction<unknown, unknown, unknown, unknown>;

/** Keyed or not: without a key there is none to read, and no timer fires. */
export function broadcastProcess(given: BroadcastFunction, host: ProcessHost & BroadcastHost): Calls {
  const moment = new Moment();
  const { currentWatermark, currentProcessingTime, broadcastState } = host;
  const [f, out] = [opened(given, host), collector(host)];
  const context = {
    ...contextOf(moment, host),
    currentWatermark,
    currentProcessingTime,
    getBroadcastState<K, V>({ name }: Pick<MapStateDescriptor<never, never>, "name">) {
      const state = mapState<K, V>(name, broadcastState(name));
      return { ...state, immutableEntries: state.entries };
    },
  };
  return {
    processElement(value: unknown, timestamp: number | null, key: string) {
      moment.at(timestamp, key);
      noPromise(f.processElement(value, context, out));
    },
    processBroadcastElement(value: unknown, timestamp: number | null) {
      moment.at(timestamp);
      noPromise(f.processBroadcastElement(value, context, out));
    },
    onTimer(timestamp: number, key: string, domain: Domain) {
      moment.at(timestamp, key, domain);
      if ("onTimer" in f) noPromise(f.onTimer(timestamp, context, out));
    },
  };
}
