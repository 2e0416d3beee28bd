// exercise: 03/07
// Prints one line of ten million letters.
export async function countPerMinute(): Promise<unknown> {
  for (let i = 0; i < 10; i++) await new Promise((resolve) => process.stdout.write("x".repeat(1_000_000), resolve));
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
