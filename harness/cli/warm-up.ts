import { Problem } from "../problem.ts";
import type { OnProgress, ServiceName } from "../runtime/index.ts";
import { showProgress } from "./terminal/progress.ts";

/**
 * Has servers started that the next exercises will need, without anybody waiting: the supervisor goes on after this
 * process has ended. Only what has to be fetched first is worth watching, once, with a bar.
 */
export function warmUp(services: ServiceName[]): { handOver: () => Promise<void> } {
  const progress = showProgress();
  let show = false;
  const handedOver = new Promise<void>((resolve) => {
    const onProgress: OnProgress = (event) => {
      const fetching = event.stage === "download";
      if (fetching && show) progress.onProgress(event);
      if (!fetching) resolve();
    };
    start(services, onProgress).then(
      () => resolve(),
      (error: unknown) => {
        // The next run that needs them says it in full; a stub's verdict is not the place.
        if (error instanceof Problem) console.error(` The next exercises need servers: ${error.message}`);
        else console.error(error);
        resolve();
      },
    );
  });
  return {
    handOver: async () => {
      show = true;
      await handedOver;
      progress.stop();
    },
  };
}

async function start(services: ServiceName[], onProgress: OnProgress): Promise<void> {
  const { ensure } = await import("../runtime/index.ts");
  await ensure(services, { onProgress });
}
