// exercise: 03/06
// Fills JavaScript's heap.
// says: its memory ran out
export async function sessionWindows(): Promise<unknown> {
  const kept: unknown[] = [];
  while (kept.length < 200) kept.push(new Array(1_000_000).fill(0.5));
  return kept.length;
}
