/** Just enough of Flink's REST APIs to prove that a cluster works. */
import { Kafka, logLevel } from "kafkajs";
import { until } from "../../until.ts";
import type { FlinkEndpoints, KafkaEndpoints } from "../contract.ts";
import { makeTopics } from "./topics.ts";

interface GatewayAnswer {
  sessionHandle?: string;
  operationHandle?: string;
  resultType?: string;
  nextResultUri?: string;
  jobID?: string;
}

/** @throws where the answer is an error, with what it says */
export async function json<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`HTTP ${response.status} ${text}`);
  const answer: T = JSON.parse(text);
  return answer;
}

/** Runs statements in one session of the SQL Gateway. @returns the job of the last one */
export async function sql({ sqlGateway }: FlinkEndpoints, ...statements: string[]): Promise<string> {
  const gateway = async (url: string, body?: unknown) =>
    await json<GatewayAnswer>(
      `${sqlGateway}${url}`,
      body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
    );
  const { sessionHandle } = await gateway("/v2/sessions", {});
  let job = "";
  for (const statement of statements) {
    const { operationHandle } = await gateway(`/v2/sessions/${sessionHandle}/statements`, { statement });
    let next: string | undefined =
      `/v2/sessions/${sessionHandle}/operations/${operationHandle}/result/0?rowFormat=JSON`;
    while (next !== undefined) {
      const url: string = next;
      const page = await until(
        `a result of ${statement}`,
        () => gateway(url),
        ({ resultType }) => resultType !== "NOT_READY",
        30_000,
      );
      job = page.jobID ?? job;
      next = page.resultType === "EOS" ? undefined : page.nextResultUri;
    }
  }
  return job;
}

export async function stateOf({ rest }: FlinkEndpoints, job: string): Promise<string> {
  return (await json<{ state: string }>(`${rest}/jobs/${job}`)).state;
}

/**
 * Has a bounded job read three records of a topic and write two of them, doubled, to another.
 * @returns how it ended, and the end offset of what it wrote
 */
export async function kafkaToKafka(
  kafka: KafkaEndpoints,
  flink: FlinkEndpoints,
): Promise<{ state: string; written: string | undefined }> {
  const client = new Kafka({ clientId: "test", brokers: kafka.brokers, logLevel: logLevel.NOTHING });
  const [admin, producer] = [client.admin(), client.producer()];
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await makeTopics(admin, "fares", "totals");
    const messages = [7, 8, 9].map((fare) => ({ value: JSON.stringify({ fare }) }));
    await producer.send({ topic: "fares", messages });
    const table = (topic: string) =>
      `CREATE TABLE ${topic} (fare INT) WITH ('connector' = 'kafka', 'topic' = '${topic}', 'format' = 'json',
        'properties.bootstrap.servers' = '${kafka.inside}', 'scan.startup.mode' = 'earliest-offset',
        'scan.bounded.mode' = 'latest-offset')`;
    const insert = "INSERT INTO totals SELECT fare * 2 FROM fares WHERE fare > 7";
    const job = await sql(flink, table("fares"), table("totals"), insert);
    const over = ["FINISHED", "FAILED", "CANCELED"];
    const state = await until(
      "the end of the job",
      () => stateOf(flink, job),
      (seen) => over.includes(seen),
      60_000,
    );
    return { state, written: (await admin.fetchTopicOffsets("totals"))[0]?.high };
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}
