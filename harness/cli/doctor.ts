import type { Command } from "commander";
import { type Pen, pen, thisTerminal } from "../feedback/index.ts";
import { EXIT } from "../problem.ts";
import type { Finding } from "./doctor/index.ts";

/** Columns that the names of findings take. */
const NAMES = 11;

/** `katas doctor`: can the course run here, and if not, what to do. */
export function doctor(program: Command): void {
  program
    .command("doctor")
    .description("check whether the course can run on this machine, and what to do where it cannot")
    .option("--json", "as JSON, for programs")
    .addHelpText(
      "after",
      `
Examples:
  npx katas doctor
  npx katas doctor --json

Ends with 0 when the course can run, and with 3 when it cannot.`,
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { examine } = await import("./doctor/index.ts");
      const findings = await examine();
      const problems = findings.filter(({ state }) => state === "problem").length;
      if (json) console.log(JSON.stringify({ canRun: problems === 0, findings }, null, 2));
      else console.log(report(findings, problems, pen(thisTerminal())));
      if (problems > 0) process.exitCode = EXIT.ours;
    });
}

function report(findings: Finding[], problems: number, ink: Pen): string {
  const marks = {
    ok: ink.green(ink.mark.pass),
    warning: ink.yellow(ink.mark.error),
    problem: ink.red(ink.mark.fail),
  };
  const lines = findings.map(({ what, state, detail, remedy }) => {
    const indent = NAMES + 3;
    const text = ink.paragraph(ink.plain(detail), indent).trimStart();
    const first = ` ${marks[state]} ${what.padEnd(NAMES)}${text}`;
    return state !== "ok" && remedy ? `${first}\n${ink.bold(ink.paragraph(ink.plain(remedy), indent))}` : first;
  });
  const few = problems === 1 ? "1 problem" : `${problems} problems`;
  const verdict =
    problems === 0 ? ink.green("The course can run here.") : ink.red(`The course cannot run yet: ${few}.`);
  return `${lines.join("\n")}\n\n ${verdict}`;
}
