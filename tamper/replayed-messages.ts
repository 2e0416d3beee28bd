// exercise: 03/07
// Sends every message it has sent once more.
import { Socket } from "node:net";

const write = Socket.prototype.write;
Socket.prototype.write = function (this: Socket, ...args: Parameters<typeof write>) {
  write.apply(this, args);
  return write.apply(this, args);
} as typeof write;
export async function countPerMinute(): Promise<unknown> {
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
