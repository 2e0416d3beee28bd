// exercise: 03/06
// Answers with a list of hundreds of thousands.
// says: more than
// tier: full
export async function sessionWindows(): Promise<unknown> {
  return new Array(300_000).fill(0);
}
