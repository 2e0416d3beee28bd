// exercise: 03/05
// Fills memory beside JavaScript's heap, by buffers.
// only with: memory
// tier: full
export async function slidingWindows(): Promise<unknown> {
  const kept: Buffer[] = [];
  while (kept.length < 80) kept.push(Buffer.alloc(50_000_000));
  return [];
}
export { slidingWindows as assignWindows };
