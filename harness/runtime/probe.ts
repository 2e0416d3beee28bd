import { setTimeout as delay } from "node:timers/promises";
import type { Admin } from "kafkajs";

/** What a cluster says of itself: the brokers that are alive, by node id and by the address they advertise. */
export interface Answer {
  nodeIds: number[];
  /** `host:port` */
  advertised: string[];
}

/**
 * Asks one broker for its cluster, once.
 * @param address   `host:port`
 * @param timeoutMs for connecting and for the answer, each
 * @throws whatever kafkajs throws: the connection, or the broker it advertises, failed
 */
export async function askBroker(address: string, timeoutMs: number): Promise<Answer> {
  return await asAdmin(address, timeoutMs, async (admin) => {
    const cluster = await admin.describeCluster();
    return {
      nodeIds: cluster.brokers.map(({ nodeId }) => nodeId),
      advertised: cluster.brokers.map(({ host, port }) => `${host}:${port}`),
    };
  });
}

/**
 * Has the coordinator of consumer groups its topic, and loaded it? Asked for the first time, a fresh cluster makes it.
 * Until then a group is turned away, which kafkajs tells as a crash, though it tries again.
 * @param address   `host:port`
 * @param timeoutMs for connecting and for each answer
 */
export async function servesGroups(address: string, timeoutMs: number): Promise<boolean> {
  const asked = asAdmin(address, timeoutMs, async (admin) => {
    // Until it has been told the brokers, kafkajs knows nobody to ask for a coordinator.
    await admin.describeCluster();
    await admin.describeGroups(["katas-probe"]);
  });
  return await asked.then(
    () => true,
    () => false,
  );
}

async function asAdmin<T>(address: string, timeoutMs: number, ask: (admin: Admin) => Promise<T>): Promise<T> {
  // Whoever loads kafkajs first loads its cure first: a learner's code may run in this process later.
  await import("../kafka/cured.ts");
  const { Kafka, logLevel } = await import("kafkajs");
  const kafka = new Kafka({
    clientId: "katas-probe",
    brokers: [address],
    connectionTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    enforceRequestTimeout: true,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect().catch(() => {});
  }
}

/**
 * Waits until a broker answers.
 * @param stillAlive called between attempts; what it throws ends the wait
 * @returns false where the deadline passed first
 */
export async function untilAnswers(
  address: string,
  deadlineMs: number,
  stillAlive: () => Promise<void> | void = () => {},
): Promise<boolean> {
  return await untilTrue(async () => (await askBroker(address, 2_000)).advertised.length > 0, deadlineMs, stillAlive);
}

/**
 * Asks again and again until the answer is yes; an error is a no.
 * @param stillAlive called between attempts; what it throws ends the wait
 * @returns false where the deadline passed first
 */
export async function untilTrue(
  ask: () => Promise<boolean>,
  deadlineMs: number,
  stillAlive: () => Promise<void> | void = () => {},
): Promise<boolean> {
  const deadline = Date.now() + deadlineMs;
  while (Date.now() < deadline) {
    if (await ask().catch(() => false)) return true;
    await stillAlive();
    await delay(100);
  }
  return false;
}
