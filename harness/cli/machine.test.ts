/** A machine that lacks what servers need: commands in file systems of their own, where that is taken away, or full. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findRuntimes } from "jdk-utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../paths.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

/** A small file system over a folder, for the command alone. */
const over = (folder: string, size: string) => `mount -t tmpfs -o size=${size} none "${folder}"`;

/** Whoever is not root may mount where a user namespace makes root of them. */
const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
const MOUNTING = [...asRoot, "--mount", "/bin/sh", "-c"];

/** Where nobody may mount anything, these cannot be shown. */
const canMount = spawnSync("unshare", [...MOUNTING, over("/mnt", "4k")]).status === 0;

let checkout: Checkout;
let state: string;
let cache: string;

beforeEach(() => {
  checkout = makeCheckout({ git: false });
  state = path.join(checkout.folder, ".katas");
  cache = path.join(checkout.folder, "cache");
  for (const folder of [state, cache]) mkdirSync(folder);
});
afterEach(async () => {
  await checkout.katas(["down"]);
  checkout.remove();
});

/** What `katas …` says after these steps of a shell, without line ends. */
async function said(steps: string[], args: string[], env: Record<string, string> = { KATAS_RUNTIME: "jvm" }) {
  const behind = ["unshare", ...MOUNTING, [...steps, 'exec "$@"'].join(" && "), "sh"];
  const ours = { KATAS_CACHE: cache, DOCKER_HOST: "unix:///nonexistent/docker.sock" };
  const { code, out, err } = await checkout.katas(args, { ...ours, ...env }, behind);
  expect(err).not.toMatch(/^\s+at |fault of the course/m);
  return { code, said: oneLine(err), out: oneLine(out) };
}

const oneLine = (text: string) => text.trim().replaceAll(/\s+/g, " ");

describe.skipIf(!canMount)("a machine", () => {
  test("without Java and Docker: both ways out", async () => {
    const answer = await said(await withoutJava(), ["up"], {});
    expect(answer.code).toBe(3);
    expect(answer.said).toMatch(/^Kafka needs Docker or Java here, but .+ and no Java was found, neither in JAVA_HOME/);
    expect(answer.said).toMatch(/, or install Java 17 or newer \(or set JAVA_HOME to one\)\.$/);
  });

  test("without either: a stub is judged, and the note about the next exercises says what to do", async () => {
    const answer = await said(await withoutJava(), ["test", "module-00"], {});
    expect(answer.code).toBe(1);
    expect(answer.said).toMatch(
      /The next exercises need servers: Kafka needs Docker or Java here, .+ install Java 17 or/,
    );
    expect(answer.out).toContain("not implemented yet");
  });

  test("with a runtime that there is not: no exit code but that of a mistake on the command line", async () => {
    const answer = await said([":"], ["test", "module-00"], { KATAS_RUNTIME: "podman" });
    expect(answer.code).toBe(2);
    expect(answer.said).toMatch(/The next exercises need servers: KATAS_RUNTIME.*podman/);
  });

  test("with an old Java", async () => {
    const env = { KATAS_RUNTIME: "jvm", JAVA_HOME: oldJava(path.join(checkout.folder, "java-11")) };
    expect(await said(await withoutJava(), ["up"], env)).toMatchObject({
      code: 3,
      said: `Kafka needs Java 17 or newer, and the newest one found is Java 11. ${INSTALL}`,
    });
  });

  test("with too little room in the cache", async () => {
    expect(await said([over(cache, "64k")], ["up"])).toMatchObject({
      code: 3,
      said: `The disk of the cache folder ${cache}/jars is full. Free some space, or name another folder in KATAS_CACHE.`,
    });
  });

  test.each([
    ["up", "said", /^The disk of .+\.katas.* is full\. Make room; npx katas doctor tells how much is left /],
    ["test 00/01", "out", / The disk of .+\.katas.* is full\. Make room; npx katas doctor tells how much is left /],
  ] as const)("with a full disk under the checkout: %s", async (command, where, sentence) => {
    const filled = `{ dd if=/dev/zero of="${state}/filled" bs=4096 2>/dev/null || true; }`;
    const answer = await said([over(state, "16k"), filled], command.split(" "));
    expect(answer.code).toBe(3);
    expect(answer[where]).toMatch(sentence);
    expect(answer.out).not.toMatch(/fault of the course/);
  });
});

describe.skipIf(!canMount)("a class graded on a machine", () => {
  let reports: string;
  let graded: string[];
  beforeEach(() => {
    reports = path.join(checkout.folder, "reports");
    mkdirSync(reports);
    for (const student of ["ann", "bo"]) checkout.write(`class/${student}/exercises/README.md`, "not yet");
    graded = ["grade", "00/01", "--roster", path.join(checkout.folder, "class"), "--reports", reports];
  });

  test("with a full disk: what was judged is seen", async () => {
    const { code, said: complaint, out } = await said([over(reports, "4k")], graded);
    expect(code).toBe(3);
    expect(complaint).toMatch(/The disk of .+reports\/.+ is full\. Make room; /);
    expect(out).toMatch(/ann 0 of \d+ fail .+ bo 0 of \d+ fail /);
  });

  test("without namespaces: what does not hold is told", async () => {
    checkout.write(ADDING, "export const nothing = 1;\n");
    const { code, out } = await said(WITHOUT_NAMESPACES, graded);
    expect(code).toBe(1);
    expect(out).toContain("Not confined in this run: processes, network, servers, user.");
    expect(out).toContain("could forge this grade.");
  });

  test("without namespaces: a submission opens no inspector of what judges it", async () => {
    const attack = readFileSync(path.join(ROOT, "tamper/opens-an-inspector.ts"), "utf8");
    checkout.write(ADDING, `${attack}export { slidingWindows as add };\n`);
    const { out } = await said(WITHOUT_NAMESPACES, graded);
    expect(out).toMatch(/ann 0 of 1 fail /);
    const reported = readFileSync(path.join(reports, "ann.json"), "utf8");
    expect(reported).toContain("no inspector answers");
  });
});

const WITHOUT_NAMESPACES = ['mount --bind /dev/null "$(command -v unshare)"'];
const ADDING = "class/ann/exercises/module-00-setup/01-adding/adding.ts";
const INSTALL = "Install Java 17 or newer (or set JAVA_HOME to one).";

/** Hides every Java there is. */
async function withoutJava(): Promise<string[]> {
  return (await findRuntimes()).map(({ homedir }) => over(homedir, "4k"));
}

/** What its release file calls a Java 11. */
function oldJava(home: string): string {
  mkdirSync(path.join(home, "bin"), { recursive: true });
  for (const program of ["java", "javac"]) {
    writeFileSync(path.join(home, "bin", program), "#!/bin/sh\n", { mode: 0o755 });
  }
  writeFileSync(path.join(home, "release"), 'JAVA_VERSION="11.0.2"\n');
  return home;
}
