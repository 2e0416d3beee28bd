/** A frame's head: one byte for the stream, three of zero, four of length (Docker Engine API, "Attach to a container"). */
const HEAD = 8;

/** The text of a container's log, whose two streams the engine sends in frames. */
export function logText(frames: Buffer): string {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + HEAD <= frames.length) {
    const end = at + HEAD + frames.readUInt32BE(at + 4);
    parts.push(frames.subarray(at + HEAD, end));
    at = end;
  }
  return Buffer.concat(parts).toString("utf8").trimEnd();
}
