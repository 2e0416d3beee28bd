/** docs/conformance.md: what was compared with Flink, as measured. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Row } from "../../flink/conformance/index.ts";
import { ROOT } from "../../paths.ts";
import { artifactsOf } from "../../runtime/jvm/lock-file.ts";

const FILE = path.join(ROOT, "docs/conformance.md");
const BEGIN = "<!-- measured -->";
const END = "<!-- /measured -->";

/** Writes the table, with today's date. */
export function writeTable(rows: Row[]): void {
  const text = readFileSync(FILE, "utf8");
  const version = artifactsOf("flink").find(({ artifactId }) => artifactId === "flink-runtime")?.version;
  const today = new Date().toISOString().slice(0, 10);
  const lines = rows.map((row) => `${cells(row)} ${row.cases} | ${resultOf(row)} |`);
  const table = [
    `Measured on ${today} with Flink ${version}.`,
    "",
    "| what | what is compared | with what of Flink | cases | result |",
    "|---|---|---|---:|---|",
    ...lines,
  ];
  const [before = ""] = text.split(BEGIN);
  const [, after = ""] = text.split(END);
  writeFileSync(FILE, `${before}${BEGIN}\n${table.join("\n")}\n${END}${after}`);
}

/** Whether the committed table has exactly these rows, whatever their numbers. @returns what is wrong with it */
export function staleRows(rows: Row[]): string[] {
  const written = readFileSync(FILE, "utf8").split("\n");
  const remedy = "write it anew: npx tsx harness/check/conformance/write-table.ts";
  const missing = rows.filter((row) => !written.some((line) => line.startsWith(cells(row))));
  const measured = written.filter((line) => line.startsWith("| ")).length - 1;
  const faults = missing.map(({ program }) => `docs/conformance.md lacks a row of "${program}"; ${remedy}`);
  return measured === rows.length || faults.length > 0
    ? faults
    : [`docs/conformance.md has ${measured} rows, and ${rows.length} were compared; ${remedy}`];
}

function cells({ program, covers, flink }: Row): string {
  return `| ${program} | ${covers} | ${flink} |`;
}

function resultOf({ differences }: Row): string {
  return differences.length === 0 ? "equal" : `${differences.length} differ`;
}
