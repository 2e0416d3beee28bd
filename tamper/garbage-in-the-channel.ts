// exercise: 03/06
// Sends what is no message.
// says: a message that says nothing
// tier: full
import { writeSync } from "node:fs";

for (const line of ["", "{", "[]", "null", "[1]", '"pass"', "[[0,0],0]", "\u0000\u001b[2J", "-1"])
  writeSync(3, `${line}\n`);
export async function sessionWindows(): Promise<unknown> {
  return [];
}
