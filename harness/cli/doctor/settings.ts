import { closest } from "fastest-levenshtein";
import { Problem } from "../../problem.ts";
import { idleTime } from "../../runtime/index.ts";
import type { Finding } from "./finding.ts";

/** What can be set from outside, and what is wrong with a value, if anything. Whoever reads a setting judges it too. */
export const SETTINGS: Record<string, (value: string, env: NodeJS.ProcessEnv) => Omit<Finding, "what"> | undefined> = {
  // Judged with the choice of a runtime, which they decide.
  KATAS_RUNTIME: () => undefined,
  KATAS_KAFKA_BROKERS: unusedBeside,
  KATAS_KAFKA_INSIDE: unusedBeside,
  KATAS_FLINK_REST: unusedBeside,
  KATAS_SQL_GATEWAY: unusedBeside,
  KATAS_CACHE: () => undefined,
  KATAS_STATE: (value) => warning(`keeps this course's state in ${value}`, "It is meant for tests: leave it out."),
  KATAS_COURSE: (value) => warning(`takes the exercises from ${value}`, "It is meant for tests: leave it out."),
  KATAS_SERVERS_APART: () => warning("holds servers as grading does", "It is meant for grading: leave it out."),
  KATAS_IDLE_MINUTES: (_, env) => refused("is no number of minutes", () => idleTime(env)),
  KATAS_MAVEN_REPOSITORY: (value) =>
    URL.canParse(value) ? undefined : problem("is no address", "Write it as https://host/path, or leave it out."),
  KATAS_TARGET: (value) =>
    value === "exercise" ? undefined : warning(`makes npm test run ${value} in place of your files`, "Leave it out."),
};

/** The `KATAS_` variables that are set: which they are, and a line for each that is wrong or means nothing. */
export function settings(env: NodeJS.ProcessEnv): Finding[] {
  const set = Object.entries(env)
    .filter(([name, value]) => name.startsWith("KATAS_") && value?.trim())
    // A report is made to be shown to others: a mirror's password stays out of it.
    .map(([name, value = ""]): [string, string] => [name, value.trim().replace(/\/\/[^@/]*@/, "//***@")])
    .sort(([a], [b]) => a.localeCompare(b));
  const said = set.flatMap(([name, value]): Finding[] => {
    const judge = SETTINGS[name];
    if (judge === undefined) {
      const remedy = `Did you mean ${closest(name, Object.keys(SETTINGS))}?`;
      return [{ what: "settings", state: "warning", detail: `${name} is none of the course's`, remedy }];
    }
    const found = judge(value, env);
    return found ? [{ what: "settings", ...found, detail: `${name}=${value} ${found.detail}` }] : [];
  });
  const names = set.map(([name, value]) => `${name}=${value}`).join(", ");
  return [{ what: "settings", state: "ok", detail: names || "no KATAS_ variable is set" }, ...said];
}

/** Addresses mean nothing where servers of ours are asked for. */
function unusedBeside(_: string, { KATAS_RUNTIME: runtime }: NodeJS.ProcessEnv): Omit<Finding, "what"> | undefined {
  return runtime === "jvm" || runtime === "docker"
    ? warning(`is not used, as KATAS_RUNTIME=${runtime}`, "Leave one of the two out.")
    : undefined;
}

/** What its reader will say of a value. */
function refused(detail: string, read: () => unknown): Omit<Finding, "what"> | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return problem(detail, error.remedy ?? "Leave it out.");
  }
}

function warning(detail: string, remedy: string): Omit<Finding, "what"> {
  return { state: "warning", detail, remedy };
}

function problem(detail: string, remedy: string): Omit<Finding, "what"> {
  return { state: "problem", detail, remedy };
}
