import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT, uncompiled } from "../paths.ts";
import type { StepReport, Tier } from "./tools.ts";

/**
 * Every attack of tamper/, graded in a process of its own, whose temporary folder is one of ours: an attack that brought
 * the grader down would be a fault here, and whatever is left behind is found in that folder.
 *
 * @param tier   whose attacks
 * @param names  only these of them; all unless told
 * @param shown  whether a line an attack is printed as it is judged
 */
export async function proveTamper(tier: Tier, names: string[] = [], shown = false): Promise<StepReport> {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), "katas-tamper-")));
  // A submission's process, which is another user's, passes through it; and it is as open as a temporary folder is.
  chmodSync(home, 0o777);
  try {
    const script = path.join(import.meta.dirname, "tamper-main.ts");
    const prover = spawn(process.execPath, [...uncompiled(script), "--home", home, tier, ...names], {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: home, TEMP: home },
      stdio: ["pipe", shown ? "inherit" : "ignore", "pipe"],
    });
    let said = "";
    prover.stderr.on("data", (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2_000);
    });
    const [code] = await once(prover, "close");
    const report = path.join(home, "report.json");
    if (!existsSync(report)) return { proved: 0, faults: [`the grader did not last to the end (${code}): ${said}`] };
    return JSON.parse(readFileSync(report, "utf8"));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
