import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { ViteUserConfig } from "vitest/config";
import type { TestSequencer, TestSpecification } from "vitest/node";
import { compiled } from "../compile.js";
import type { Exercise } from "../course/index.ts";
import { fromRoot, ROOT } from "../paths.ts";
import { WITHOUT_INSPECTOR } from "../processes.ts";
import type { Variant } from "../target/index.ts";
import { facadePlugin } from "./plugin.ts";

/** In the order of the course. Left to itself, Vitest begins with what failed or took longest the last time. */
class CourseOrder implements TestSequencer {
  async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }

  /** A run is never split among machines. */
  async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

/**
 * How Vitest runs exercises: one process a test file, our facade, nothing of the learner's environment but what is ours.
 * @param confined  whether there will be submissions
 */
export async function vitestConfig(
  exercises: Exercise[],
  variants: Variant[],
  confined = false,
): Promise<ViteUserConfig> {
  const built = await compiled();
  const setup = (source: string) => fileURLToPath(built(source));
  const needsServers = exercises.some(({ needs }) => needs.length > 0);
  return {
    root: ROOT,
    plugins: [facadePlugin(exercises, variants, built)],
    test: {
      include: exercises.map(({ test }) => fromRoot(test)),
      pool: "forks",
      ...(confined && { execArgv: [...WITHOUT_INSPECTOR] }),
      // Exercises with servers run two at a time, however many cores there are: each waits about half of its time, and a
      // TaskManager has slots for two.
      maxWorkers: needsServers ? Math.min(2, availableParallelism()) : availableParallelism(),
      // Under NODE_ENV=test, which is Vitest's default, kafkajs retries otherwise than it does at work.
      env: {
        NODE_ENV: "development",
        KAFKAJS_NO_PARTITIONER_WARNING: "1",
        KAFKAJS_LOG_LEVEL: process.env.KAFKAJS_LOG_LEVEL ?? "NOTHING",
      },
      // Both must be there before a learner's file imports kafkajs; where nothing needs Kafka, nobody waits for them.
      setupFiles: [
        ...(confined ? [setup("harness/testing/begin.ts")] : []),
        ...(needsServers ? [setup("harness/kafka/cured.ts"), setup("harness/kafka/crashes.ts")] : []),
      ],
      // The order of checks is the order of the specification.
      sequence: { shuffle: false, concurrent: false, sequencer: CourseOrder },
    },
  };
}
