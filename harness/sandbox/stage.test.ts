import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { ROOT } from "../paths.ts";
import { Problem } from "../problem.ts";
import { fingerprint, insistOnFolder, printable, Staging } from "./index.ts";
import { EXERCISE, stage, submission, temporaryFolder } from "./testing/submit.ts";

const FILE = "session-windows.ts";
const GOOD = "export async function sessionWindows() { return []; }\n";
const IN_REPOSITORY = "exercises/module-03-stream-processing/06-session-windows";

async function refusal(folder: string): Promise<string | undefined> {
  return (await stage(folder)).refused;
}

describe("what is taken", () => {
  test("the exercise's folder, or a repository that holds it", async () => {
    for (const name of [FILE, `${IN_REPOSITORY}/${FILE}`]) {
      const staged = await stage(submission({ [name]: GOOD }));
      expect(staged.refused).toBeUndefined();
      expect(readFileSync(staged.bundle ?? "", "utf8")).toContain("sessionWindows");
    }
  });

  test("files beside it and #kata can be imported; tests and what else lies there stay behind", async () => {
    const staged = await stage(
      submission({
        [FILE]:
          'import { NotImplemented } from "#kata";\nimport { gap } from "./gap.ts";\nexport const f = () => [gap, NotImplemented];',
        "gap.ts": "export const gap = 17;",
        "session-windows.test.ts": "export const hidden = 1;",
        "tsconfig.json": "{ not JSON",
        "node_modules/x/index.js": "",
      }),
    );
    expect(staged.refused).toBeUndefined();
    expect(readFileSync(staged.bundle ?? "", "utf8")).toContain("17");
  });

  test("an import by a pattern, which is looked up where the file is compiled, stays in the folder", async () => {
    const up = "../".repeat(12) + path.relative("/", ROOT);
    const secret = `${up}/solutions/module-03-stream-processing/06-session-windows/session-w`;
    const staging = new Staging();
    onTestFinished(() => staging.dispose());
    await staging.stage(EXERCISE, submission({ [FILE]: GOOD }));
    for (const wanted of [
      `\`${secret}$\{rest}.ts\``,
      `"${up}/package" + rest`,
      '"../" + rest + "/session-windows.ts"',
    ]) {
      for (const how of ["import", "require"]) {
        const text = `export const f = (rest: string) => ${how}(${wanted});\n`;
        const { refused } = await staging.stage(EXERCISE, submission({ [FILE]: text }));
        expect(refused ?? "nothing", text).toContain("an import by a pattern cannot leave its folder");
      }
    }
    const beside = 'export const f = (name: string) => import("./gap-" + name + ".ts");';
    const staged = await stage(submission({ [FILE]: beside, "gap-17.ts": "export const gap = 17;" }));
    expect(staged.refused).toBeUndefined();
  });

  test("a byte-order mark is taken off, and CRLF does no harm", async () => {
    const staged = await stage(submission({ [FILE]: `\ufeff${GOOD.replaceAll("\n", "\r\n")}` }));
    expect(staged.refused).toBeUndefined();
    expect(readFileSync(staged.file, "utf8").startsWith("export")).toBe(true);
  });

  test("a script of SQL is text, which no process runs", async () => {
    const inSql = { ...EXERCISE, language: "sql" as const, file: EXERCISE.file.replace(/ts$/, "sql") };
    const script = "-- revenue\nSELECT 1;\n";
    const staged = await stage(submission({ "session-windows.sql": `\ufeff${script}` }), inSql);
    expect(staged.refused).toBeUndefined();
    expect(staged.bundle).toBeUndefined();
    expect(readFileSync(staged.file, "utf8")).toBe(script);

    const odd = await stage(submission({ "session-windows.sql": Buffer.from([0xff, 0xfe, 0x00]) }), inSql);
    expect(odd.refused).toBe("session-windows.sql is not UTF-8 text");
    const none = await stage(submission({ [FILE]: GOOD }), inSql);
    expect(none.refused).toMatch(/session-windows\.sql is not in the submission$/);
  });

  test("a source map of the submission's own is not read", async () => {
    const map = {
      version: 3,
      sources: ["secret.ts"],
      sourcesContent: ["of the teacher's"],
      names: [],
      mappings: "AAAA",
    };
    const secret = submission({ "secret.map": JSON.stringify(map) });
    for (const comment of ["//#", "//@", "/*#"]) {
      const end = comment === "/*#" ? " */" : "";
      const text = `${GOOD}${comment} sourceMappingURL=${path.join(secret, "secret.map")}${end}\n`;
      const bundle = readFileSync((await stage(submission({ [FILE]: text }))).bundle ?? "", "utf8");
      const inline = Buffer.from(bundle.split("base64,").at(-1) ?? "", "base64").toString();
      expect(JSON.parse(inline).sourcesContent.join()).not.toContain("of the teacher's");
      expect(JSON.parse(inline).sources).toEqual([FILE]);
    }
  });
});

describe("what is refused, in a sentence", () => {
  test.each<[string, Record<string, string | Buffer>, RegExp]>([
    ["nothing", { "README.md": "" }, /session-windows\.ts is not in the submission$/],
    ["another exercise alone", { "exercises/README.md": "" }, /is not in the submission$/],
    ["not UTF-8", { [FILE]: Buffer.from([0x65, 0xff, 0xfe]) }, /^session-windows\.ts is not UTF-8 text$/],
    ["too large", { [FILE]: `${GOOD}${" ".repeat(256 * 1024)}` }, /is larger than 256 KB$/],
    [
      "too many files",
      { [FILE]: GOOD, ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}.ts`, ""])) },
      /more than 50 files/,
    ],
    ["what does not parse", { [FILE]: "export function (" }, /^session-windows\.ts, line 1 does not parse: /],
    ["an import of a package", { [FILE]: 'import "vitest";' }, /"vitest" cannot be imported here; what can be: /],
    ["an import of the harness", { [FILE]: 'import "#harness";' }, /"#harness" cannot be imported here/],
    [
      "an import from a folder above",
      { [FILE]: 'import "../x.ts";', "../x.ts": "" },
      /"\.\.\/x\.ts" cannot be imported/,
    ],
    ["an absolute import", { [FILE]: `import "${EXERCISE.test}";` }, /cannot be imported here/],
    ["an import of a URL", { [FILE]: 'import "data:text/javascript,1";' }, /cannot be imported here/],
    ["an import of kafkajs without Kafka", { [FILE]: 'import "kafkajs";' }, /"kafkajs" cannot be imported here/],
    ["a literal require", { [FILE]: 'require("vitest");' }, /"vitest" cannot be imported here/],
  ])("%s", async (_, files, told) => {
    const { "../x.ts": above, ...own } = files;
    const folder = submission(above === undefined ? own : { [`deep/${FILE}`]: own[FILE] ?? "", "x.ts": above });
    expect(await refusal(above === undefined ? folder : path.join(folder, "deep"))).toMatch(told);
  });

  test.runIf(process.platform !== "win32")("a link, and a link on the way", async () => {
    const outside = submission({ [FILE]: GOOD });
    const linked = temporaryFolder();
    symlinkSync(path.join(outside, FILE), path.join(linked, FILE));
    expect(await refusal(linked)).toBe("session-windows.ts is a link, and links are not followed");

    const onTheWay = temporaryFolder();
    mkdirSync(path.join(onTheWay, path.dirname(IN_REPOSITORY)), { recursive: true });
    symlinkSync(outside, path.join(onTheWay, IN_REPOSITORY));
    expect(await refusal(onTheWay)).toBe(`${IN_REPOSITORY} is a link, and links are not followed`);
  });

  test.runIf(process.platform !== "win32")("what is no regular file, without waiting for it", async () => {
    const folder = temporaryFolder();
    execFileSync("mkfifo", [path.join(folder, FILE)]);
    expect(await refusal(folder)).toBe("session-windows.ts is not a regular file");
    const asFolder = temporaryFolder();
    mkdirSync(path.join(asFolder, FILE));
    expect(await refusal(asFolder)).toBe("session-windows.ts is not a regular file");
  });

  test.each([
    ["brackets", "[".repeat(100_000) + "]".repeat(100_000)],
    ["operators", `${"!".repeat(200_000)}1`],
    ["sums", `1${"+1".repeat(100_000)}`],
    ["functions", `${"a=>".repeat(60_000)}1`],
  ])("%s nested deeper than programs are keep nobody waiting, and bring nobody down", async (_, bomb) => {
    // What the compiler makes something of, the submission's own process cannot load.
    const told = [undefined, "the file cannot be compiled: it is nested too deeply, or too involved"];
    expect(told).toContain(await refusal(submission({ [FILE]: `export const x = ${bomb};` })));
  });

  test("a long file that is nested as programs are is no such thing", async () => {
    const long = Array.from(
      { length: 2_000 },
      (_, i) => `export function f${i}(a: number) { return [a, { b: a + ${i} }]; }`,
    );
    expect(await refusal(submission({ [FILE]: long.join("\n") }))).toBeUndefined();
  });
});

test("what an exercise needs can be imported, and what it does not need cannot", async () => {
  const files = {
    [FILE]: `import { jsonSource } from "#kata/flink"; import { Duration } from "#flink"; export const f = [Duration, jsonSource];`,
  };
  expect(await refusal(submission(files))).toMatch(/"#kata\/flink" cannot be imported here/);
  const staging = new Staging();
  onTestFinished(() => staging.dispose());
  const { refused, bundle = "" } = await staging.stage({ ...EXERCISE, needs: ["kafka", "flink"] }, submission(files));
  expect(refused).toBeUndefined();
  expect(readFileSync(bundle, "utf8")).toContain("setBootstrapServers");
});

test("a submission that is no folder is told with what to do", () => {
  const folder = submission({ "ann.zip": "" });
  expect(() => insistOnFolder(path.join(folder, "nobody"))).toThrow(Problem);
  expect(() => insistOnFolder(path.join(folder, "ann.zip"))).toThrow(/is a file, not a folder/);
  symlinkSync(folder, path.join(folder, "link"), "dir");
  expect(() => insistOnFolder(path.join(folder, "link"))).toThrow(/is a link, not a folder/);
});

test("a fingerprint changes with a letter of what is taken, and with nothing else", async () => {
  const folder = submission({ [FILE]: GOOD });
  const before = await fingerprint([EXERCISE], folder);
  writeFileSync(path.join(folder, "notes.md"), "later");
  expect(await fingerprint([EXERCISE], folder)).toBe(before);
  writeFileSync(path.join(folder, FILE), `${GOOD}\n`);
  expect(await fingerprint([EXERCISE], folder)).not.toBe(before);
});

test("printable text keeps line ends and tabs, and loses what moves a cursor or turns a line around", () => {
  expect(printable("\u001b[31mred\u001b[0m\u001b]0;title\u0007\tb\r\n\u0000c\u202ed\u200be\u009b2Jf")).toBe(
    "red\tb\ncdef",
  );
});
