// exercise: 03/07
// Never gives the thread back, though it awaits all the time.
// says: did not finish within 10 s
// tier: full
export async function countPerMinute(): Promise<unknown> {
  const beginning = Date.now();
  while (Date.now() - beginning < 60_000) await undefined;
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
