/** How an operator cuts event time into windows, in Flink's terms; all in milliseconds. */
export type Windows =
  | { kind: "tumbling"; size: number; offset: number }
  | { kind: "sliding"; size: number; slide: number; offset: number }
  /** Windows of one key that overlap or touch are merged. */
  | { kind: "session"; gap: number };

/** An operator in event time, described exactly enough to say what it does with any stream. */
export interface Operator {
  /**
   * Milliseconds of disorder an input's own watermark allows for: its latest event time - delay - 1, as soon as the event has
   * been handled. Undefined where the watermarks are those of the stream alone.
   */
  delay?: number;
  /** Undefined: events pass, and only watermarks are made. */
  windows?: Windows;
  /** Allowed lateness, milliseconds: how long a window is kept once it has fired. */
  lateness: number;
}

/** A stretch of event time: [start, end). */
export interface Span {
  start: number;
  end: number;
}

/** The windows an event is given to before any merging, ascending by start; none between two sliding windows. */
export function assign(time: number, windows: Windows): Span[] {
  if (windows.kind === "session") return [{ start: time, end: time + windows.gap }];
  const { size, offset } = windows;
  const slide = windows.kind === "sliding" ? windows.slide : size;
  const spans: Span[] = [];
  const newest = Math.floor((time - offset) / slide) * slide + offset;
  for (let start = newest; start > time - size; start -= slide) spans.unshift({ start, end: start + size });
  return spans;
}

/** The operator in words, for the head of a picture. */
export function operatorText({ delay, windows, lateness }: Operator): string {
  const parts = [
    windows && windowsText(windows),
    delay !== undefined && `watermark: latest event time - ${delay} - 1`,
    lateness > 0 && `allowed lateness ${lateness}`,
  ];
  return parts.filter((part) => part !== undefined && part !== false).join(", ") || "events pass";
}

function windowsText(windows: Windows): string {
  if (windows.kind === "session") return `session windows, gap ${windows.gap}`;
  const offset = windows.offset === 0 ? "" : `, offset ${windows.offset}`;
  if (windows.kind === "tumbling") return `tumbling windows, size ${windows.size}${offset}`;
  return `sliding windows, size ${windows.size}, slide ${windows.slide}${offset}`;
}
