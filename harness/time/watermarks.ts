import type { Happening } from "./notation.ts";

interface Input {
  /** Never goes back; -Infinity until one is told. */
  watermark: number;
  idle: boolean;
}

/**
 * The watermark of an operator with several inputs, as Flink combines those of partitions and of the two inputs of a
 * join: the smallest of the inputs that are not idle, once it rises. All inputs are active from the start. A watermark
 * of an idle input makes it active again, and so does an event where inputs make watermarks of their events. While all
 * are idle it stands still, where Flink 2.2 takes the highest that any of them has told.
 */
export class Watermarks {
  readonly #inputs: Map<string, Input>;
  readonly #delay: number | undefined;
  /** -Infinity until there is one. */
  combined = -Infinity;

  /** @param happenings  of the whole stream: who speaks in it is an input of it */
  constructor(happenings: Happening[], delay: number | undefined) {
    const names = inputsOf(happenings);
    this.#inputs = new Map(names.map((name) => [name, { watermark: -Infinity, idle: false }]));
    this.#delay = delay;
  }

  /** The operator's watermark once this has happened. */
  after(happening: Happening): number {
    if (happening.kind === "clock") return this.combined;
    const input = this.#inputs.get(happening.input);
    if (input) tell(input, happening, this.#delay);
    const active = [...this.#inputs.values()].filter(({ idle }) => !idle);
    const smallest = active.length === 0 ? -Infinity : Math.min(...active.map(({ watermark }) => watermark));
    this.combined = Math.max(this.combined, smallest);
    return this.combined;
  }
}

/** The names of the inputs of a stream, in the order in which they first speak. */
export function inputsOf(happenings: Happening[]): string[] {
  return [...new Set(happenings.flatMap((one) => (one.kind === "clock" ? [] : [one.input])))];
}

function tell(input: Input, happening: Exclude<Happening, { kind: "clock" }>, delay: number | undefined): void {
  if (happening.kind === "idle" || happening.kind === "active") {
    input.idle = happening.kind === "idle";
    return;
  }
  if (happening.kind === "event" && delay === undefined) return;
  const told = happening.kind === "event" ? happening.event.time - (delay ?? 0) - 1 : happening.watermark;
  input.watermark = Math.max(input.watermark, told);
  input.idle = false;
}
