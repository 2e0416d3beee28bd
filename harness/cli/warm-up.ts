import { Problem } from "../problem.ts";
import { ensure, type ServiceName } from "../runtime/index.ts";
import { showProgress } from "./progress.ts";

/**
 * Has servers started that the next exercises will need, without anybody waiting: the supervisor goes on after this
 * process has ended. Only what has to be fetched first is worth watching, once, with a bar.
 */
export function warmUp(services: ServiceName[]): { handOver: () => Promise<void> } {
  const progress = showProgress();
  let fetching = false;
  let show = false;
  const handedOver = new Promise<void>((resolve) => {
    const onProgress: Parameters<typeof ensure>[1] = {
      onProgress: (event) => {
        fetching = event.stage === "download";
        if (fetching && show) progress.onProgress(event);
        if (!fetching) resolve();
      },
    };
    ensure(services, onProgress).then(
      () => resolve(),
      (error: unknown) => {
        // The next run that needs them says it in full; a stub's verdict is not the place.
        if (error instanceof Problem) console.error(` The next exercises need Kafka: ${error.message}`);
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
