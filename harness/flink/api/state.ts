/**
 * Keyed state: one value per key, kept by Flink, part of every checkpoint. It is JSON underneath.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/fault-tolerance/state/
 */
import type { Duration } from "./duration.ts";
import type { AggregateFunction, ReduceFunction } from "./functions.ts";
import type { JsonOf } from "./json.ts";

/** When state ends its life. As in Flink, only processing time counts. */
export class StateTtlConfig {
  /** What begins a state's life anew: writing it, or reading it too. */
  static readonly UpdateType = { OnCreateAndWrite: "OnCreateAndWrite", OnReadAndWrite: "OnReadAndWrite" } as const;

  readonly timeToLive: Duration;
  readonly updateType: UpdateType;

  private constructor(timeToLive: Duration, updateType: UpdateType) {
    this.timeToLive = timeToLive;
    this.updateType = updateType;
  }

  static newBuilder(timeToLive: Duration): StateTtlBuilder {
    let updateType: UpdateType = StateTtlConfig.UpdateType.OnCreateAndWrite;
    const builder: StateTtlBuilder = {
      setUpdateType(type) {
        updateType = type;
        return builder;
      },
      build: () => new StateTtlConfig(timeToLive, updateType),
    };
    return builder;
  }
}

export type UpdateType = keyof typeof StateTtlConfig.UpdateType;

export interface StateTtlBuilder {
  setUpdateType(type: UpdateType): StateTtlBuilder;
  build(): StateTtlConfig;
}

/** What all descriptors have: a name, which a savepoint is read by, and how long the state lives. */
abstract class StateDescriptor {
  readonly name: string;
  ttl: StateTtlConfig | undefined;

  constructor(name: string) {
    this.name = name;
  }

  enableTimeToLive(ttl: StateTtlConfig): void {
    this.ttl = ttl;
  }
}

export class ValueStateDescriptor<T extends JsonOf<T>> extends StateDescriptor {
  declare readonly kind: (value: T) => T;
}

export class ListStateDescriptor<T extends JsonOf<T>> extends StateDescriptor {
  declare readonly kind: (value: T[]) => T[];
}

/** Its keys are any JSON; equal ones are one key. */
export class MapStateDescriptor<K extends JsonOf<K>, V extends JsonOf<V>> extends StateDescriptor {
  declare readonly kind: (key: K, value: V) => [K, V];
}

export class ReducingStateDescriptor<T extends JsonOf<T>> extends StateDescriptor {
  readonly reduceFunction: ReduceFunction<T>;

  constructor(name: string, reduceFunction: ReduceFunction<T>) {
    super(name);
    this.reduceFunction = reduceFunction;
  }
}

export class AggregatingStateDescriptor<In, Acc extends JsonOf<Acc>, Out> extends StateDescriptor {
  readonly aggregateFunction: AggregateFunction<In, Acc, Out>;

  constructor(name: string, aggregateFunction: AggregateFunction<In, Acc, Out>) {
    super(name);
    this.aggregateFunction = aggregateFunction;
  }
}

export interface State {
  /** Removes what is kept for the current key. */
  clear(): void;
}

export interface ValueState<T> extends State {
  /** null where nothing was kept for the current key. */
  value(): T | null;
  update(value: T): void;
}

export interface ListState<T> extends State {
  /** In the order they were added; empty where there is none. */
  get(): T[];
  add(value: T): void;
  addAll(values: T[]): void;
  /** Replaces all. */
  update(values: T[]): void;
}

export interface MapState<K, V> extends State {
  /** null where the key has no value. */
  get(key: K): V | null;
  put(key: K, value: V): void;
  remove(key: K): void;
  contains(key: K): boolean;
  /** In no order one may rely on. */
  entries(): [K, V][];
  keys(): K[];
  values(): V[];
  isEmpty(): boolean;
}

/** Broadcast state as the elements of the keyed or other side see it: they may not change it. */
export interface ReadOnlyBroadcastState<K, V> extends Pick<MapState<K, V>, "get" | "contains"> {
  /** In no order one may rely on. */
  immutableEntries(): [K, V][];
}

/** Broadcast state as the broadcast side sees it. */
export interface BroadcastState<K, V>
  extends ReadOnlyBroadcastState<K, V>,
    Pick<MapState<K, V>, "put" | "remove" | "entries" | "clear"> {}

export interface ReducingState<T> extends State {
  get(): T | null;
  add(value: T): void;
}

export interface AggregatingState<In, Out> extends State {
  get(): Out | null;
  add(value: In): void;
}
