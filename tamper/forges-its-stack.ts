// exercise: 03/01
// Throws errors whose stacks name places that are none.
const FRAMES = [
  "at f (/x/katas-staging-a/1/\u001b[2Jx.ts:0:1)",
  "at f (/x/katas-staging-a/1/\u001b[2Jx\t\u202e\r.ts:7:1)",
  "at f (/x/katas-staging-a/1/x.ts:99999999999999999999:1)",
  "\u0007",
];
let calls = 0;
export async function* map(): AsyncGenerator<unknown> {
  const error = new Error("forged");
  error.stack = `Error\n${FRAMES[calls++ % FRAMES.length]}\n\n`;
  throw error;
}
export { map as filter, map as flatMap };
