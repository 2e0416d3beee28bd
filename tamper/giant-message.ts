// exercise: 03/07
// Sends one message that has no end.
// says: Your code's process ended
import { writeSync } from "node:fs";

export async function countPerMinute(): Promise<unknown> {
  const part = "x".repeat(1_000_000);
  for (let i = 0; i < 10; i++) {
    try {
      writeSync(3, part);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
