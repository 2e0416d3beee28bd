// caught-by: SES-06
// You sort the times with sort() alone, which compares numbers as text: 100 comes before 20, and -1 before -20.
import type { TimedEvent, WindowResult } from "#kata";

export async function sessionWindows(events: AsyncIterable<TimedEvent>, gapMs: number): Promise<WindowResult[]> {
  const valuesAt = new Map<string, Map<number, number[]>>();
  for await (const { key, time, value } of events) {
    const own = valuesAt.get(key) ?? new Map<number, number[]>();
    valuesAt.set(key, own.set(time, [...(own.get(time) ?? []), value]));
  }
  const sessions: WindowResult[] = [];
  for (const [key, own] of valuesAt) {
    for (const time of [...own.keys()].sort()) {
      const values = own.get(time) ?? [];
      const sum = values.reduce((a, b) => a + b, 0);
      const open = sessions.at(-1);
      if (open?.key === key && time <= open.end) {
        open.end = time + gapMs;
        open.count += values.length;
        open.sum += sum;
      } else {
        sessions.push({ key, start: time, end: time + gapMs, count: values.length, sum });
      }
    }
  }
  return sessions;
}
