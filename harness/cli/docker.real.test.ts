/**
 * The docker runtime, once, as a learner meets it: an exercise's reference on a broker in a container, and nothing left.
 * The rest of it is tested by the full tier (harness/runtime/docker). Needs an engine that has the image.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCourse } from "../course/index.ts";
import { ROOT } from "../paths.ts";
import { findEngine } from "../runtime/docker/engine.ts";
import { hasImage, KAFKA_IMAGE } from "../runtime/docker/image.ts";
import { CHECKOUT_LABEL } from "../runtime/docker/labels.ts";
import { placeOf } from "../runtime/supervisor/index.ts";

const engine = await findEngine();
const docker = engine.ok ? engine.client.container.dockerode : undefined;
const usable = docker !== undefined && (await hasImage(docker, KAFKA_IMAGE));
const why = engine.ok ? `${KAFKA_IMAGE} is not pulled` : engine.why;
/** A report of skipped tests has their names only. */
const named = (name: string) => (usable ? name : `${name} (${why})`);

const state = realpathSync(mkdtempSync(path.join(os.tmpdir(), "katas-docker-")));
afterAll(async () => {
  await katas("down");
  rmSync(state, { recursive: true, force: true });
}, 60_000);

function katas(...args: string[]): Promise<{ code: number | null; text: string }> {
  const env = { ...process.env, KATAS_STATE: state, KATAS_RUNTIME: "docker", KATAS_TARGET: "solution" };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [path.join(ROOT, "harness/cli/katas.js"), ...args],
      { cwd: ROOT, env },
      (_error, out, err) => resolve({ code: child.exitCode, text: out + err }),
    );
  });
}

test.runIf(usable)(
  named("an exercise passes on a broker in a container, and down leaves none"),
  async () => {
    const exercise = readCourse()
      .flatMap(({ exercises }) => exercises)
      .find(({ needs }) => needs.join() === "kafka");
    const { code, text } = await katas("test", exercise?.short ?? "");
    expect([code, text]).toEqual([0, expect.stringContaining("Kafka on docker: KATAS_RUNTIME=docker asks for it")]);
    const label = [`${CHECKOUT_LABEL}=${placeOf(state).id}`];
    const containers = async () => await docker?.listContainers({ all: true, filters: { label } });
    expect(await containers()).toHaveLength(1);
    expect((await katas("down")).code).toBe(0);
    expect(await containers()).toEqual([]);
  },
  120_000,
);
