import type { KeyedStateStore, RuntimeContext } from "../api/functions.ts";
import { canonical, described } from "../api/json.ts";
import { type MapState, StateTtlConfig } from "../api/state.ts";
import type { MapHost, StateHost, TaskHost } from "./host.ts";
import { kept } from "./values.ts";

/** State and metrics as a learner's function sees them. */
export function runtimeContext(host: TaskHost): RuntimeContext {
  return {
    ...stateStore(host),
    getMetricGroup: () => ({
      counter(name) {
        const { inc } = host.counter(name);
        return { inc: (amount = 1) => inc(amount) };
      },
      gauge: (name, gauge) => host.gauge(name, () => gaugeValue(name, gauge())),
    }),
    getTaskInfo: () => ({
      getIndexOfThisSubtask: host.subtask,
      getNumberOfParallelSubtasks: host.subtasks,
      getTaskName: host.taskName,
    }),
  };
}

/** State of one scope. */
export function stateStore(host: StateHost): KeyedStateStore {
  return {
    getState({ name, ttl }) {
      const { value, update, clear } = host.valueState(name, ...life(ttl));
      return {
        value: () => parsed(value()),
        update: (next) => update(kept(next, `the state "${name}"`)),
        clear,
      };
    },
    getListState({ name, ttl }) {
      const { get, add, clear } = host.listState(name, ...life(ttl));
      const addAll = (values: unknown[]) => {
        for (const value of values) add(kept(value, `the state "${name}"`));
      };
      return {
        get: () => JSON.parse(get()),
        add: (value) => addAll([value]),
        addAll,
        update(values) {
          clear();
          addAll(values);
        },
        clear,
      };
    },
    getMapState({ name, ttl }) {
      return mapState(name, host.mapState(name, ...life(ttl)));
    },
    // Both are a value and a function; Flink's own keep them just so.
    getReducingState({ name, ttl, reduceFunction }) {
      const { value, update, clear } = host.valueState(name, ...life(ttl));
      return {
        get: () => parsed(value()),
        add(next) {
          const before = value();
          const after = before === null ? next : reduceFunction(JSON.parse(before), next);
          update(kept(after, `the state "${name}"`));
        },
        clear,
      };
    },
    getAggregatingState({ name, ttl, aggregateFunction }) {
      const { value, update, clear } = host.valueState(name, ...life(ttl));
      return {
        get() {
          const accumulator = value();
          return accumulator === null ? null : aggregateFunction.getResult(JSON.parse(accumulator));
        },
        add(next) {
          const before = value();
          const accumulator = before === null ? aggregateFunction.createAccumulator() : JSON.parse(before);
          update(kept(aggregateFunction.add(next, accumulator), `the state "${name}"`));
        },
        clear,
      };
    },
  };
}

function gaugeValue(name: string, value: unknown): number {
  if (typeof value === "number") return value;
  throw new TypeError(`the gauge "${name}" gives a number, and it gave ${described(value)}`);
}

/** Keyed or broadcast; its keys are canonical JSON. */
export function mapState<K, V>(name: string, host: MapHost): MapState<K, V> {
  const { get, put, remove, contains, entries, clear } = host;
  const keyText = (key: K) => canonical(key, `a key of the state "${name}"`);
  const all = (): [K, V][] => JSON.parse(entries());
  return {
    get: (key) => parsed(get(keyText(key))),
    put: (key, value) => put(keyText(key), kept(value, `the state "${name}"`)),
    remove: (key) => remove(keyText(key)),
    contains: (key) => contains(keyText(key)),
    entries: all,
    keys: () => all().map(([key]) => key),
    values: () => all().map(([, value]) => value),
    isEmpty: () => all().length === 0,
    clear,
  };
}

function parsed<T>(text: string | null): T | null {
  return text === null ? null : JSON.parse(text);
}

function life(ttl: StateTtlConfig | undefined): [ttlMs: number, readingCounts: boolean] {
  return ttl === undefined
    ? [0, false]
    : [ttl.timeToLive.toMillis(), ttl.updateType === StateTtlConfig.UpdateType.OnReadAndWrite];
}
