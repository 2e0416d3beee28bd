import type { Need } from "../../course/index.ts";
import { STATE } from "../../paths.ts";
import { Problem } from "../../problem.ts";
import { dockerRuntime } from "../../runtime/docker/index.ts";
import {
  type Availability,
  type Choice,
  chosen,
  ensure,
  namedServices,
  type RuntimeName,
} from "../../runtime/index.ts";
import { jvmRuntime } from "../../runtime/jvm/index.ts";
import type { Finding } from "./finding.ts";

/** Docker, Java, and which of them the course would use. */
export async function servers(needs: Set<Need>): Promise<{ findings: Finding[]; runtime: RuntimeName | undefined }> {
  const runtimes = {
    docker: dockerRuntime({ checkout: "doctor", owner: "doctor" }),
    jvm: jvmRuntime({ dataFolder: STATE }),
  };
  const [docker, jvm] = await Promise.all([runtimes.docker.available(), runtimes.jvm.available()]);
  const choice = await choose();
  const runtime = choice instanceof Problem ? undefined : choice.runtime;
  // Docker runs one broker only.
  const javaToo = runtime === "docker" && needs.has("kafka3");
  return {
    runtime,
    findings: [
      available("Docker", docker, runtime !== undefined && runtime !== "docker"),
      available("Java", jvm, runtime !== undefined && runtime !== "jvm" && !javaToo),
      decision(choice),
    ],
  };
}

/** What a run would stand on; somebody else's servers are asked whether they answer. */
async function choose(): Promise<Choice | Problem> {
  try {
    const choice = await chosen();
    if (choice.runtime === "external") {
      const named = namedServices();
      await ensure(named.length > 0 ? named : ["kafka"]);
    }
    return choice;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

export function available(what: string, found: Availability, dispensable: boolean): Finding {
  if (found.ok) return { what, state: "ok", detail: found.detail };
  const { why, remedy } = found;
  if (dispensable) return { what, state: "ok", detail: `not needed: ${why.replace(/\.$/, "")}` };
  return { what, state: "warning", detail: why, remedy };
}

function decision(choice: Choice | Problem): Finding {
  if (!(choice instanceof Problem)) {
    return { what: "Kafka", state: "ok", detail: `on ${choice.runtime}: ${choice.reason}` };
  }
  const remedy = choice.remedy ?? "Run npx katas status for more.";
  return { what: "Kafka", state: "problem", detail: choice.message, remedy };
}
