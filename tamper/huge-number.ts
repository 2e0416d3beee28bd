// exercise: 03/07
// Answers with a whole number of three hundred thousand digits.
export async function countPerMinute(): Promise<unknown> {
  return 1n << 1_000_000n;
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
