/** Memory of an idle broker of the jvm runtime. Linux only: it reads /proc. Run: `npx tsx bench/memory.ts [rounds]`. */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Course, onACopy } from "./course.ts";
import { inTurns, MEGABYTES, roundsOr } from "./figures.ts";

/** What starting has stirred up has settled by then. */
const IDLE_MS = 10_000;

if (process.platform !== "linux") {
  console.error("It reads /proc, which only Linux has.");
  process.exit(2);
}
await onACopy(async (course) => {
  const subjects = [
    {
      command: "npx katas up",
      measured: "jvm, resident memory of the broker, idle for 10 s after its start",
      goal: "200 MB",
      once: async () => {
        await course.katas("down");
        await course.katas("up");
        return await idleBroker(course);
      },
    },
    {
      command: "npm test -- module-01",
      measured: "the same broker, idle for 10 s after the exercises",
      goal: "",
      once: async () => {
        const { code, output } = await course.run("npm", ["test", "--", "module-01"], { KATAS_TARGET: "solution" });
        if (code !== 0) throw new Error(`npm test -- module-01 ended with ${code}:\n${output}`);
        return await idleBroker(course);
      },
    },
  ];
  await inTurns(subjects, roundsOr(3), MEGABYTES);
}, "jvm");

/** @returns megabytes (10^6 bytes) */
async function idleBroker(course: Course): Promise<number> {
  await delay(IDLE_MS);
  const { output } = await course.katas("status", "--json");
  const status: { nodes: { id: string }[] } = JSON.parse(output);
  const [broker] = status.nodes;
  if (!broker) throw new Error("no broker runs");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${broker.id}/status`, "utf8"))?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}
