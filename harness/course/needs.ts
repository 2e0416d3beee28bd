/** What an exercise needs besides TypeScript, as its front matter says. */
export const NEEDS = ["kafka", "kafka3", "flink", "flink2"] as const;
export type Need = (typeof NEEDS)[number];

/** The Flink that is needed: with two TaskManagers, or with one; undefined where none is. */
export function flinkOf(needs: readonly Need[]): "flink" | "flink2" | undefined {
  return needs.includes("flink2") ? "flink2" : needs.find((need) => need === "flink");
}
