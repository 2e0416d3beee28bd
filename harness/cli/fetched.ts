import type { OnProgress, ServiceName } from "../runtime/index.ts";

/**
 * Waits until nothing is left to fetch; what starts goes on starting.
 * @returns whether the servers answer already
 * @throws Problem where something cannot be had; AbortError
 */
export async function fetched(services: ServiceName[], onProgress: OnProgress, signal: AbortSignal): Promise<boolean> {
  const { ensure } = await import("../runtime/index.ts");
  return await new Promise<boolean>((resolve, reject) => {
    const starting = new Set<ServiceName>();
    const listener: OnProgress = (event) => {
      onProgress(event);
      // On Java a service fetches before it starts. One that docker starts may yet have to be fetched for Java instead.
      if (event.stage !== "start" || event.runtime !== "jvm") return;
      starting.add(event.service);
      if (services.every((service) => starting.has(service))) resolve(false);
    };
    ensure(services, { onProgress: listener, signal }).then(() => resolve(true), reject);
  });
}
