import { Command } from "commander";
import { closest, distance } from "fastest-levenshtein";
import { EXIT, Problem } from "../problem.ts";

type Register = (program: Command) => void;

/** Every command, in the order of the help; only the one that was asked for is loaded. */
const COMMANDS: Record<string, () => Promise<Register>> = {
  test: async () => (await import("./test.ts")).test,
  watch: async () => (await import("./watch.ts")).watch,
  list: async () => (await import("./list.ts")).list,
  hint: async () => (await import("./hint.ts")).hint,
  explain: async () => (await import("./explain.ts")).explain,
  draw: async () => (await import("./draw.ts")).draw,
  solution: async () => (await import("./solution.ts")).solution,
  compare: async () => (await import("./compare.ts")).compare,
  reset: async () => (await import("./reset.ts")).reset,
  look: async () => (await import("./look.ts")).look,
  doctor: async () => (await import("./doctor.ts")).doctor,
  warm: async () => (await import("./warm.ts")).warm,
  up: async () => (await import("./up.ts")).up,
  down: async () => (await import("./down.ts")).down,
  status: async () => (await import("./status.ts")).status,
  "flink-jars": async () => (await import("./flink-jars.ts")).flinkJarsCommand,
  events: async () => (await import("./events.ts")).events,
  export: async () => (await import("./export.ts")).exportCourse,
  grade: async () => (await import("./grade.ts")).grade,
  check: async () => (await import("./check.ts")).check,
};

/** What only commands of ours call. */
const INTERNAL: typeof COMMANDS = {
  lane: async () => (await import("./lane.ts")).lane,
  prove: async () => (await import("./prove.ts")).prove,
  supervise: async () => (await import("./supervise.ts")).supervise,
};

/** The program for one command line. @throws Problem (exit 2) for a command there is not */
export async function programFor(args: string[]): Promise<Command> {
  const program = new Command("katas")
    .description("Learn Apache Kafka and Apache Flink by implementing it, against real servers.")
    .helpCommand(false)
    .exitOverride();
  const name = args[0] ?? "";
  const one = COMMANDS[name] ?? INTERNAL[name];
  if (!one && name !== "" && !name.startsWith("-")) {
    const near = closest(name, Object.keys(COMMANDS));
    const guess = distance(name, near) <= 2 ? ` Did you mean ${near}?` : "";
    throw new Problem(`There is no command "${name}".${guess}`, {
      remedy: "npx katas --help lists the commands.",
      exitCode: EXIT.usage,
    });
  }
  for (const load of one ? [one] : Object.values(COMMANDS)) (await load())(program);
  for (const command of program.commands) {
    command.exitOverride().showHelpAfterError(`npx katas ${command.name()} --help shows how it is used.`);
  }
  return program;
}
