/**
 * What a submission's process runs to record its job: the very bundle that Flink is to get, in a context that has no more
 * than a TaskManager has. What it answers is judged over there.
 */
import type { Bundle } from "../submit/bundle.ts";
import { recordGraph } from "../submit/dry-run.ts";
import { JobRefused, type Position } from "../submit/refused.ts";

export type Recorded = { graph: string } | { refused: string; where?: Position };

export async function record(bundle: Bundle, args: readonly unknown[]): Promise<Recorded> {
  try {
    return { graph: recordGraph(bundle, args) };
  } catch (error) {
    if (!(error instanceof JobRefused)) throw error;
    const { message, where } = error;
    return { refused: message, ...(where && { where }) };
  }
}
