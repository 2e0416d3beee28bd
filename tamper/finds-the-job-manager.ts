// exercise: 00/04
// Asks the JobManager for what the gate in its place refuses: at the gate, and wherever else it may listen.
// only with: servers
// says: nothing was to be had but what the gate gives
// tier: full
async function answers(url: string, init?: RequestInit): Promise<boolean> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function look(brokers: string[], flink: string): Promise<string> {
  const had: string[] = [];
  const jar = new FormData();
  jar.append("jarfile", new Blob(["PK"]), "tampered.jar");
  if (await answers(`${flink}/jars/upload`, { method: "POST", body: jar })) had.push("a jar was uploaded");
  for (const path of ["/jobmanager/config", "/jobmanager/logs", "/jobmanager/environment"]) {
    if (await answers(`${flink}${path}`)) had.push(path);
  }
  const known = new Set([...brokers.map((broker) => Number(broker.split(":")[1])), Number(new URL(flink).port)]);
  // Where JobManagers and SQL gateways listen; something that answers as one was put at one of the last ports.
  const ports = [6123, 8081, 8083];
  for (let port = 32_000; port < 32_010; port++) ports.push(port);
  for (const port of ports.filter((one) => !known.has(one))) {
    for (const path of ["/config", "/jars", "/v1/info"]) {
      if (await answers(`http://127.0.0.1:${port}${path}`)) had.push(`${port}${path}`);
    }
  }
  return had.length === 0 ? "nothing was to be had but what the gate gives" : `had: ${had}`;
}

let looked: Promise<string> | undefined;
export async function describeStack({ brokers, flink }: { brokers: string[]; flink: string }): Promise<unknown> {
  if (!(await answers(`${flink}/overview`))) throw new Error("not even the gate was reached");
  looked ??= look(brokers, flink);
  throw new Error(await looked);
}
