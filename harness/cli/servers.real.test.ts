/** up, status, warm, look and down on a real broker, as a user would. Needs Java, as the jvm runtime's own tests do. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRunning } from "../processes.ts";
import { until } from "../until.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

const JVM = { KATAS_RUNTIME: "jvm", TERM: "linux" };

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout({ git: false });
});
afterAll(async () => {
  await checkout.katas(["down"]);
  checkout.remove();
}, 60_000);

const katas = async (...args: string[]) => await checkout.katas(args, JVM);

test("where nothing runs, that is said, and nothing is started", async () => {
  const [down, status, look] = await Promise.all([katas("down"), katas("status"), katas("look")]);
  expect(down).toEqual({ code: 0, out: " Nothing of this checkout runs.\n", err: "" });
  expect(status).toEqual({
    code: 0,
    out:
      " Kafka on jvm: KATAS_RUNTIME=jvm asks for it\n" +
      " No server of this checkout runs; whoever needs one starts it. Now: npx katas up\n",
    err: "",
  });
  expect(look).toEqual({
    code: 0,
    out: " No failing run has left anything on a Kafka cluster: there is nothing to look at.\n",
    err: "",
  });
  expect(JSON.parse((await katas("status", "--json")).out)).toMatchObject({ supervisor: null, nodes: [] });
  expect(JSON.parse((await katas("look", "--json")).out)).toBeNull();
});

test("up waits for the broker and tells its address; status tells how it is; warm finds it there", async () => {
  const up = await katas("up");
  expect([up.code, up.err]).toEqual([0, expect.stringContaining("Kafka is ready after")]);
  const address = /^ {3}kafka {2}(127\.0\.0\.1:\d+)$/m.exec(up.out)?.[1];
  expect(address).toBeDefined();

  const status = JSON.parse((await katas("status", "--json")).out);
  expect(status).toMatchObject({
    runtime: "jvm",
    nodes: [{ node: "kafka-1", address, state: "running", runtime: "jvm" }],
  });
  expect(isRunning(status.supervisor.pid)).toBe(true);
  if (process.platform !== "win32") expect(status.nodes[0].residentBytes).toBeGreaterThan(50_000_000);
  const left = Date.parse(status.supervisor.stopsAt) - Date.now();
  expect(left).toBeGreaterThan(19 * 60_000);
  expect((await katas("status")).out).toMatch(/ {3}kafka-1 {2}127\.0\.0\.1:\d+ {2}running {2}up \d+ s +\d+ MB/);
  expect((await katas("warm")).out).toContain("Everything the servers need is here. They run.");
}, 90_000);

test("look shows topics, records, groups and lag of the run that failed", async () => {
  checkout.write(
    "exercises/module-00-setup/02-sending/sending.ts",
    "export async function send(brokers: string[], topic: string): Promise<void> {}\n",
  );
  expect((await katas("test", "00/02")).code).toBe(1);
  const { code, out, err } = await katas("look");
  expect([code, err]).toEqual([0, ""]);
  const lines = out.split("\n").map((line) => line.replace(/katas-[0-9a-f]{6}\S+/, "NAME"));
  expect(lines.slice(1)).toEqual([
    "",
    " x 00/02 sending  SND-01",
    "   Everything that is sent arrives.",
    "",
    " topic never-made  does not exist  NAME",
    "",
    " topic orders  NAME",
    "   partition  begin  end",
    "           0      0    4",
    "           1      0    3",
    "   the last records of each:",
    "   partition  offset  key   value",
    ...[0, 2, 4, 6].map((n, offset) => `           0       ${offset}  "k${n}"  "order ${n}"`),
    ...[1, 3, 5].map((n, offset) => `           1       ${offset}  "k${n}"  "order ${n}"`),
    "",
    " group readers  Empty, 0 members  NAME",
    "   topic   partition  committed  end  lag  member",
    "   orders          0          1    4    3  -",
    "   orders          1          -    3    -  -",
    "",
  ]);
  const left = JSON.parse((await katas("look", "--json")).out);
  expect(left.checks).toMatchObject([
    { exercise: "00/02-sending", code: "SND-01", groups: [{ state: "Empty" }], missing: [expect.any(String)] },
  ]);
  expect(left.checks[0].groups[0].partitions[0]).toMatchObject({ committed: 1, end: 4, lag: 3 });
}, 60_000);

test("down stops the servers and their supervisor; then look says that they are gone", async () => {
  const { supervisor, nodes } = JSON.parse((await katas("status", "--json")).out);
  const down = await katas("down");
  expect(down.out).toBe(
    ` Stopped kafka-1 (jvm, ${nodes[0].address}).\n Stopped the supervisor (process ${supervisor.pid}).\n`,
  );
  expect([supervisor.pid, Number(nodes[0].id)].map(isRunning)).toEqual([false, false]);
  const look = await katas("look");
  expect([look.code, look.out]).toEqual([3, ""]);
  expect(look.err.replaceAll(/\s+/g, " ")).toContain(
    `The last failing run (00/02, SND-01) used Kafka at ${nodes[0].address}, which does not answer any more.`,
  );
}, 60_000);

test.runIf(process.platform !== "win32")(
  "a supervisor that is killed takes its broker along",
  async () => {
    expect((await katas("up")).code).toBe(0);
    const { supervisor, nodes } = JSON.parse((await katas("status", "--json")).out);
    const [broker] = nodes;
    process.kill(supervisor.pid, "SIGKILL");
    await until(
      "the broker to end",
      () => isRunning(Number(broker.id)),
      (runs) => !runs,
      5_000,
    );
    expect((await katas("status")).out).toContain("No server of this checkout runs");
    expect((await katas("down")).out).toBe(" Nothing of this checkout runs.\n");
  },
  90_000,
);

test("an external cluster that does not answer", async () => {
  const env = { KATAS_KAFKA_BROKERS: "127.0.0.1:1" };
  const [up, status] = await Promise.all([checkout.katas(["up"], env), checkout.katas(["status", "--json"], env)]);
  expect([up.code, up.err]).toEqual([3, expect.stringContaining("No Kafka broker answers at 127.0.0.1:1")]);
  expect([status.code, JSON.parse(status.out).nodes]).toMatchObject([0, [{ state: "no answer" }]]);
});
