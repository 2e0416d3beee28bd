// exercise: 03/05
// Sends five thousand requests and reads no answer.
import { writeSync } from "node:fs";

const request = '[{"t":1,"m":2,"i":2,"a":3},"q","pull",[4,4],1]\n';
export async function slidingWindows(): Promise<unknown> {
  for (let i = 0; i < 5_000; i++) {
    try {
      writeSync(3, request);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  return [];
}
export { slidingWindows as assignWindows };
