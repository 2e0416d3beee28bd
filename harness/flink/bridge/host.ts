/** What the runner, in Java, gives the bridge: plain functions, called with texts and numbers. Times are milliseconds. */

export interface OutputHost {
  collect(value: unknown): void;
  output(tag: string, value: unknown): void;
}

export interface TimeHost {
  currentWatermark(): number;
  currentProcessingTime(): number;
}

export interface TimerHost extends TimeHost {
  registerEventTimeTimer(time: number): void;
  registerProcessingTimeTimer(time: number): void;
  deleteEventTimeTimer(time: number): void;
  deleteProcessingTimeTimer(time: number): void;
}

/** State of the current key. What is kept is JSON text; null is "nothing". `ttlMs` 0: it lives for ever. */
export interface StateHost {
  valueState(name: string, ttlMs: number, readingCounts: boolean): ValueHost;
  listState(name: string, ttlMs: number, readingCounts: boolean): ListHost;
  mapState(name: string, ttlMs: number, readingCounts: boolean): MapHost;
}

export interface ValueHost {
  value(): string | null;
  update(text: string): void;
  clear(): void;
}

export interface ListHost {
  /** A JSON array. */
  get(): string;
  add(text: string): void;
  /** Removes all. */
  clear(): void;
}

/** Keys are canonical JSON. */
export interface MapHost {
  get(key: string): string | null;
  put(key: string, text: string): void;
  remove(key: string): void;
  contains(key: string): boolean;
  /** A JSON array of [key, value] pairs. */
  entries(): string;
  clear(): void;
}

export interface TaskHost extends StateHost {
  counter(name: string): { inc(amount: number): void };
  /** Read now and again by the task itself. */
  gauge(name: string, read: () => number): void;
  subtask(): number;
  subtasks(): number;
  taskName(): string;
}

export interface WindowHost extends TimeHost {
  /** State of whichever window is at hand. */
  windowState(): StateHost;
  globalState(): StateHost;
}

export interface BroadcastHost {
  broadcastState(name: string): MapHost;
}

export interface SinkHost {
  subtask(): number;
  subtasks(): number;
  /** How many a topic has. */
  partitions(topic: string): number;
}

export interface WatermarkHost {
  emitWatermark(time: number): void;
  markIdle(): void;
  markActive(): void;
}
