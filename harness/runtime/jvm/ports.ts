import { randomInt } from "node:crypto";
import getPort from "get-port";
import { HOST } from "../loopback.ts";

/**
 * Below every system's range for outgoing connections (Linux starts at 32768, macOS and Windows at 49152): the address
 * of a killed broker is still free when it is restarted, and a client that keeps calling it cannot connect to itself.
 */
const FIRST = 20_000;
const LAST = 32_000;

function* candidates(): Generator<number> {
  for (let i = 0; i < 100; i++) yield randomInt(FIRST, LAST);
}

/** @returns ports of 127.0.0.1 that were free a moment ago, all different */
export async function allocatePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await getPort({ port: candidates(), host: HOST }));
  return ports;
}
