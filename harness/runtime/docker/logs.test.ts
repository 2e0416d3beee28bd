import { expect, test } from "vitest";
import { logText } from "./logs.ts";

function frame(stream: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

test("both streams in their order, a character cut by a frame too", () => {
  const [left, right] = [Buffer.from("né").subarray(0, 2), Buffer.from("né").subarray(2)];
  const cut = [left, right].map((part) => Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, part.length]), part]));
  expect(logText(Buffer.concat([frame(1, "one\n"), frame(2, "two\n"), ...cut, frame(1, "\n")]))).toBe("one\ntwo\nné");
});

test("nothing logged is an empty text", () => {
  expect(logText(Buffer.alloc(0))).toBe("");
});
