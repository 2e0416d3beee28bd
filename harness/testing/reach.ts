/**
 * What a submission's process may reach: the servers that its exercise needs, and in the place of Flink's REST API a gate
 * to it. A process is told when it starts, and serves one check after the other: the gate is one for a whole test file.
 */
import { flinkOf } from "../course/needs.ts";
import type { FlinkGate } from "../flink/gate/index.ts";
import type { Address } from "../sandbox/index.ts";
import type { RunPlan } from "../target/index.ts";

let opening: Promise<FlinkGate> | undefined;

/** The Flink that an exercise needs, if it needs one and there is one. */
export function flinkOfExercise(plan: RunPlan, key: string) {
  const service = flinkOf(needsOf(plan, key));
  const endpoints = service && plan.stack?.services[service];
  return endpoints && { service, ...endpoints };
}

/** The gate to that Flink. */
export async function gateOf(plan: RunPlan, key: string): Promise<FlinkGate | undefined> {
  const rest = flinkOfExercise(plan, key)?.rest;
  if (rest === undefined) return undefined;
  // Loaded only here: no other run needs it.
  opening ??= import("../flink/gate/index.ts").then(({ FlinkGate }) => FlinkGate.open(rest));
  return opening;
}

export async function closeGate(): Promise<void> {
  const gate = await opening?.catch(() => undefined);
  opening = undefined;
  await gate?.close();
}

export async function reachOf(plan: RunPlan, key: string): Promise<Address[]> {
  const services = plan.stack?.services ?? {};
  const brokers = needsOf(plan, key).flatMap((need) =>
    need === "kafka" || need === "kafka3" ? (services[need]?.brokers ?? []) : [],
  );
  const gate = await gateOf(plan, key);
  return [...brokers.map((broker) => `tcp://${broker}`), ...(gate ? [gate.url] : [])].map(addressOf);
}

function needsOf({ exercises }: RunPlan, key: string): RunPlan["exercises"][number]["needs"] {
  return exercises.find((exercise) => exercise.key === key)?.needs ?? [];
}

function addressOf(url: string): Address {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
