import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { orders } from "../../fixtures/index.ts";
import { ROOT } from "../paths.ts";
import { events } from "./events.ts";

let folder: string;
let file: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "katas-events-"));
  file = path.join(folder, "out.jsonl");
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  child?.kill("SIGKILL");
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<void> {
  const program = new Command().exitOverride();
  events(program);
  await program.parseAsync(["events", ...args], { from: "user" });
}

/** The command in a process of its own, for signals and pipes. */
function started(...args: string[]): ChildProcess {
  const script = 'import { main } from "./harness/cli/main.ts"; await main(["events", ...process.argv.slice(1)]);';
  const nodeArgs = ["--import", "tsx", "--input-type=module", "-e", script, "--", ...args];
  child = spawn(process.execPath, nodeArgs, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  return child;
}

const lines = () => readFileSync(file, "utf8").split("\n");

describe("katas events", () => {
  test("writes the events of one topic, the same as the helpers give", async () => {
    await run("--topic", "orders", "--count", "12", "--seed", "7", "--values", "--out", file);
    expect(
      lines()
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual(orders(12, { seed: 7 }));
  });

  test("writes records of all topics, and every dial has an option", async () => {
    await run("--count", "3000", "--out", file, "--poison-per-mille", "100", "--duplicate-per-mille", "100");
    const records = lines()
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(records).toHaveLength(3000);
    expect(new Set(records.map(({ topic }) => topic)).size).toBe(7);
    expect(new Set(records.map(({ value }) => value)).size).toBeLessThan(2900);
  });

  test("goes on where a file stops, and leaves a complete one alone", async () => {
    await run("--count", "10", "--out", file);
    const ten = readFileSync(file, "utf8");
    await run("--count", "5", "--out", file);
    expect(readFileSync(file, "utf8")).toBe(ten);
    expect(console.error).toHaveBeenLastCalledWith("Nothing to do: 10 records are there already.");
    await run("--count", "15", "--out", file);
    expect(console.error).toHaveBeenLastCalledWith(`5 records written to ${file} (10 were there)`);
    expect(readFileSync(file, "utf8").startsWith(ten)).toBe(true);
    expect(lines()).toHaveLength(16);
  });

  test.each([
    [["--topic", "refunds"], 'The shop has no topic "refunds".'],
    [["--count", "many"], '--count is "many", which is not a whole number.'],
    [["--rate", "-1"], '--rate is "-1", which is not a whole number.'],
    [["--late-per-mille", "0.5"], '--late-per-mille is "0.5", which is not a whole number.'],
    [["--late-per-mille", "501"], "latePerMille is 501, which is not a whole number from 0 to 500."],
    [["--idle-partitions", "3"], "idlePartitions is 3 of 3, so no partition gets events."],
    [["--values"], "--values cannot tell the events of several topics apart."],
    [["--to-topic", "orders"], "--out and --to-topic exclude each other."],
  ])("refuses %j with a sentence, a remedy and exit code 2, and writes nothing", async (args, sentence) => {
    const refused = expect(run(...args, "--out", file)).rejects;
    await refused.toMatchObject({ name: "Problem", message: sentence, remedy: expect.any(String), exitCode: 2 });
    expect(existsSync(file)).toBe(false);
  });

  test("refuses a topic name that Kafka would refuse, before a server is started", async () => {
    await expect(run("--to-topic", "my topic")).rejects.toMatchObject({ name: "Problem", exitCode: 2 });
  });

  test("tells an example in its help", async () => {
    const program = new Command();
    events(program);
    let help = "";
    program.commands[0]?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain("npx katas events --topic orders --count 5 --values");
    expect(help).toContain("--out-of-order-ms <n>");
  });

  test("stopped by Ctrl-C leaves whole lines, says so, and ends with 130", async () => {
    const process = started("--count", "0", "--rate", "1000", "--out", file);
    let said = "";
    process.stderr?.on("data", (chunk) => (said += chunk));
    await expect.poll(() => existsSync(file) && lines().length > 100, { timeout: 20_000 }).toBe(true);
    process.kill("SIGINT");
    const [code] = await once(process, "close");
    expect([code, said]).toEqual([130, expect.stringMatching(/^Stopped: \d+ records written to /)]);
    expect(lines().at(-1)).toBe("");
    for (const line of lines().slice(0, -1)) JSON.parse(line);
  });

  test("ends quietly when its reader has read enough", async () => {
    const process = started("--count", "0");
    let said = "";
    process.stderr?.on("data", (chunk) => (said += chunk));
    process.stdout?.once("data", () => process.stdout?.destroy());
    const [code] = await once(process, "close");
    expect([code, said]).toEqual([0, ""]);
  });
});
