/** A plan of EXPLAIN. */
export interface Plan {
  /** All that Flink tells. */
  readonly text: string;
  /** What is executed: the operators after optimization, the last first, one a line, indented by their inputs. */
  readonly optimized: string;
}

const SECTION = /^== (.*) ==\n/m;

export function readPlan(text: string): Plan {
  const [, ...parts] = text.split(SECTION);
  const optimized = parts.indexOf("Optimized Execution Plan");
  return { text, optimized: optimized < 0 ? text : (parts[optimized + 1] ?? "").trim() };
}
