import { open } from "node:fs/promises";

const BLOCK = 256 * 1024;

/** @returns the last lines of a file, at most 256 KB of it; empty if there is no such file */
export async function lastLines(file: string, count: number): Promise<string[]> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, BLOCK);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer.toString("utf8").split(/\r?\n/);
    if (size > length) lines.shift();
    if (lines.at(-1) === "") lines.pop();
    return lines.slice(-count);
  } finally {
    await handle.close();
  }
}

/**
 * The line of a log that says why a server stopped: the deepest cause, else the last error, else the last line that
 * says anything. Time and level are left out.
 */
export function tellingLine(lines: readonly string[]): string | undefined {
  const said = lines.filter((line) => line.trim() !== "" && !/^\s+(at |\.\.\. \d)/.test(line));
  const line =
    said.findLast((text) => text.startsWith("Caused by: ")) ??
    said.findLast((text) => /\b(ERROR|FATAL)\b|\bError\b|Exception\b/.test(text)) ??
    said.at(-1);
  return line?.replace(/^Caused by: /, "").replace(/^[\d:.,]+ +[A-Z]+ +/, "");
}
