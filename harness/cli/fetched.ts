import type { OnProgress, ServiceName } from "../runtime/index.ts";

/**
 * Waits until nothing is left to fetch; what starts goes on starting.
 * @returns whether the servers answer already
 * @throws Problem where something cannot be had; AbortError
 */
export async function fetched(services: ServiceName[], onProgress: OnProgress, signal: AbortSignal): Promise<boolean> {
  const { ensure } = await import("../runtime/index.ts");
  return await new Promise<boolean>((resolve, reject) => {
    const starting = new Set<string>();
    const listener: OnProgress = (event) => {
      onProgress(event);
      // Each service fetches before it starts.
      if (event.stage === "start") starting.add(event.what);
      if (starting.size >= services.length) resolve(false);
    };
    ensure(services, { onProgress: listener, signal }).then(() => resolve(true), reject);
  });
}
