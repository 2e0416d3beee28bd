import { Problem } from "../../problem.ts";
import { type FlinkEndpoints, type FlinkService, TASK_MANAGERS } from "../contract.ts";
import { askGateway, askTaskManagers, askVersion } from "../flink-probe.ts";
import { parseRest } from "./addresses.ts";

/** The API of Flink 1 is another one. */
const MAJOR = 2;

/**
 * Asks a JobManager and a SQL Gateway that somebody else runs whether they answer.
 * @param withinMs for each answer
 * @throws Problem where one does not, or they are not what the service is
 */
export async function askFlink(
  service: FlinkService,
  env: NodeJS.ProcessEnv,
  withinMs: number,
): Promise<FlinkEndpoints> {
  const rest = parseRest("KATAS_FLINK_REST", env);
  const sqlGateway = parseRest("KATAS_SQL_GATEWAY", env);
  const [version, taskManagers] = await Promise.all([
    answer(askVersion(rest, withinMs), `No Flink JobManager answers at ${rest} (KATAS_FLINK_REST)`),
    answer(askTaskManagers(rest, withinMs), `No Flink JobManager answers at ${rest} (KATAS_FLINK_REST)`),
    answer(askGateway(sqlGateway, withinMs), `No SQL Gateway answers at ${sqlGateway} (KATAS_SQL_GATEWAY)`),
  ]);
  if (Number.parseInt(version, 10) !== MAJOR) {
    throw new Problem(`The Flink at ${rest} is ${version}, and the course needs Flink ${MAJOR}.`, {
      remedy: "Name another one, or leave the addresses out: the course runs servers of its own.",
    });
  }
  const needed = TASK_MANAGERS[service];
  if (taskManagers.length < needed) {
    const has = taskManagers.length === 0 ? "no TaskManager" : `${taskManagers.length} TaskManager`;
    throw new Problem(`The Flink at ${rest} has ${has}, and ${needed} ${needed === 1 ? "is" : "are"} needed.`, {
      remedy: "Start one that registers with its JobManager.",
    });
  }
  return { rest, sqlGateway };
}

async function answer<T>(asked: Promise<T>, otherwise: string): Promise<T> {
  return await asked.catch((cause: unknown) => {
    throw new Problem(`${otherwise}.`, {
      remedy: "Start it or correct the address; without any address the course runs servers of its own.",
      cause,
    });
  });
}
