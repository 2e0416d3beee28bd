// exercise: 03/05
// Imports a package that lies in the teacher's checkout.
// says: cannot be imported here
import { expect } from "vitest";

expect.extend({});
export async function slidingWindows(): Promise<unknown> {
  return [];
}
export { slidingWindows as assignWindows };
