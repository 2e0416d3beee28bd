import { Problem } from "../../problem.ts";
import type { OnProgress } from "../contract.ts";
import type { Docker } from "./engine.ts";

/** Confluent's build of Apache Kafka 4.3, the image that Testcontainers' KafkaContainer is made for. */
export const KAFKA_IMAGE = "confluentinc/cp-kafka:8.3.2";

/** A pull that reports nothing for this long has lost its network. */
const STALLED_MS = 60_000;

/** The same Flink as that of the jvm runtime; its table planner is for Scala 2.12. */
export const FLINK_IMAGE = "flink:2.2.0-scala_2.12-java17";

/** Is the image on the engine already? */
export async function hasImage(docker: Docker, image: string): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (error) {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return false;
    throw error;
  }
}

/** One line of the engine's report on a pull. */
interface PullEvent {
  id?: string;
  status?: string;
  error?: string;
  progressDetail?: { current?: number; total?: number };
}

/**
 * Pulls the image, telling the bytes of all layers known so far.
 * @throws Problem where the engine cannot get it; the signal's reason where it was aborted
 */
export async function pullImage(
  docker: Docker,
  image: string,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<void> {
  const layers = new Map<string, { current: number; total: number }>();
  const report = (event: PullEvent) => {
    const { id, status, progressDetail } = event;
    if (id === undefined || status !== "Downloading" || !progressDetail?.total) return;
    layers.set(id, { current: progressDetail.current ?? 0, total: progressDetail.total });
    let doneBytes = 0;
    let totalBytes = 0;
    for (const layer of layers.values()) {
      doneBytes += layer.current;
      totalBytes += layer.total;
    }
    onProgress({ stage: "download", what: image, doneBytes, totalBytes });
  };

  try {
    const stream = await docker.pull(image, { abortSignal: signal });
    await new Promise<void>((resolve, reject) => {
      const stalled = setTimeout(() => reject(new Error(`nothing came for ${STALLED_MS / 1000} s`)), STALLED_MS);
      docker.modem.followProgress(
        stream,
        (error) => {
          clearTimeout(stalled);
          if (error) reject(error);
          else resolve();
        },
        (event: PullEvent) => {
          stalled.refresh();
          // The engine answers 200 and tells in the stream that the pull failed.
          if (event.error !== undefined) reject(new Error(event.error));
          else report(event);
        },
      );
    });
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Problem(`Docker has no image ${image} and cannot pull it: ${why}.`, {
      remedy: `Try \`docker pull ${image}\`, or set KATAS_RUNTIME=jvm (needs Java 17 or newer).`,
      cause: error,
    });
  }
}
