// exercise: 03/07
// Fills memory by buffers that are shared between threads.
// only with: memory
export async function countPerMinute(): Promise<unknown> {
  const kept: Uint8Array[] = [];
  while (kept.length < 80) kept.push(new Uint8Array(new SharedArrayBuffer(50_000_000)));
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
