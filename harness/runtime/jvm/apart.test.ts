/** Servers held apart: a shell stands in for a JVM, and looks at what is there. */
import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../paths.ts";
import { findApart, hand } from "./apart.ts";
import { findJava } from "./java.ts";

const data = await fs.mkdtemp(path.join(os.tmpdir(), "katas-apart-"));
const shown = path.join(data, "shown");
await fs.mkdir(path.join(data, "elsewhere"));
await fs.symlink("elsewhere", shown);
await fs.writeFile(path.join(shown, "a.jar"), "a jar");
const java = await findJava();
const apart = await findApart(java.program, [shown], data);

afterAll(() => fs.rm(data, { recursive: true, force: true }));

describe.skipIf(apart === undefined)("a server that is held apart", () => {
  const folder = path.join(data, "cluster");
  const working = path.join(folder, "taskmanager-1");

  beforeAll(async () => {
    await fs.mkdir(working, { recursive: true });
    await fs.writeFile(path.join(folder, "config.yaml"), "ours");
    if (apart) await hand(folder, apart);
  });

  /** What a shell says in its place; everything that goes wrong is said, too. */
  async function says(script: string): Promise<string> {
    const [program = "", ...args] = apart?.command(folder, working) ?? [];
    const { stdout } = await promisify(execFile)(program, [...args, "/bin/sh", "-c", `{ ${script}; } 2>&1`]);
    return stdout.trim();
  }

  test("works in its folder, which it may write, whoever made what is in it", async () => {
    expect(await says('pwd; echo "more" >> ../config.yaml; echo "log" > server.log')).toBe(working);
    expect(await fs.readFile(path.join(folder, "config.yaml"), "utf8")).toBe("oursmore\n");
    expect(await fs.readFile(path.join(working, "server.log"), "utf8")).toBe("log\n");
  });

  test("reads what it is shown, and cannot write it", async () => {
    expect(await says(`cat ${shown}/a.jar`)).toBe("a jar");
    expect(await says(`echo "another" > ${shown}/a.jar || true`)).toMatch(/read-only|denied/i);
    expect(await fs.readFile(path.join(shown, "a.jar"), "utf8")).toBe("a jar");
  });

  test.each([
    ["the checkout", path.join(ROOT, "package.json")],
    ["what lies beside its folder", path.join(data, "other")],
    ["the system's passwords", "/etc/shadow"],
  ])("has nothing of %s", async (_, file) => {
    await fs.writeFile(path.join(data, "other"), "another's");
    expect(await says(`[ -e ${file} ] && echo there || echo nothing`)).toBe("nothing");
  });

  test("cannot write anywhere else", async () => {
    for (const file of ["/new", "/usr/new", "/etc/new", path.join(data, "new")]) {
      expect(await says(`touch ${file} && echo written || true`)).toMatch(/read-only|denied/i);
    }
  });

  test("sees no process but its own, and has no way to more rights", async () => {
    expect(await says("echo /proc/[0-9]*")).toMatch(/^\/proc\/1( \/proc\/\d)?$/);
    const status = await says("grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status | tr -d '\\n\\t '");
    expect(status).toBe("CapEff:0000000000000000CapBnd:0000000000000000NoNewPrivs:1");
    const id = Number(await says("id -u"));
    if (apart?.owner !== undefined) expect(id).toBe(apart.owner);
  });

  test("ends with whoever started it", async () => {
    const asleep = `sleep 1${process.pid}`;
    const [program = "", ...args] = apart?.command(folder, working) ?? [];
    const child = execFile(program, [...args, "/bin/sh", "-c", `echo began > began; ${asleep}`]);
    const began = async () => await fs.readFile(path.join(working, "began"), "utf8").catch(() => "");
    await expect.poll(began, { timeout: 10_000 }).toBe("began\n");
    child.kill("SIGKILL");
    const sleeping = async () => (await promisify(execFile)("ps", ["-eo", "args"])).stdout.includes(asleep);
    await expect.poll(sleeping, { timeout: 10_000 }).toBe(false);
  });
});
