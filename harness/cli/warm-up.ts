import { pen, thisTerminal } from "../feedback/index.ts";
import { type Problem, problemOf } from "../problem.ts";
import type { ServiceName } from "../runtime/index.ts";
import { fetched } from "./fetched.ts";
import { complain } from "./terminal/complain.ts";
import { showProgress } from "./terminal/progress.ts";

/** Servers that are on their way. */
export interface WarmingUp {
  /** Shows what is still being fetched, and waits for it. @returns why they cannot be had, where that is so and has been told */
  handOver: () => Promise<Problem | undefined>;
}

/**
 * Has servers started that the next exercises will need, without anybody waiting: the supervisor goes on after this
 * process has ended. Only what has to be fetched first is worth watching, once, with a bar.
 */
export function warmUp(services: ServiceName[], signal: AbortSignal): WarmingUp {
  const progress = showProgress();
  let show = false;
  const trouble = fetched(
    services,
    (event) => {
      if (show && event.stage === "download") progress.onProgress(event);
    },
    signal,
  ).then(
    () => undefined,
    (error: unknown) => (signal.aborted ? undefined : tell(error)),
  );
  return {
    handOver: async () => {
      show = true;
      try {
        return await trouble;
      } finally {
        progress.stop();
      }
    },
  };
}

/** No more than a note: the verdict that was asked for does not depend on these servers. */
function tell(error: unknown): Problem | undefined {
  const problem = problemOf(error);
  if (!problem) complain(error);
  else {
    const { message, remedy = "" } = problem;
    const { paragraph, plain } = pen(thisTerminal());
    console.error(paragraph(plain(`The next exercises need servers: ${message} ${remedy}`.trim()), 1));
  }
  return problem;
}
