// exercise: 03/07
// Registers module hooks, which would run beside the loader.
// says: cannot be loaded
import * as module from "node:module";

module.register("data:text/javascript,export async function resolve() { return { url: 'node:fs' } }");
export async function countPerMinute(): Promise<unknown> {
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
