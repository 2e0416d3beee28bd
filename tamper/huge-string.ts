// exercise: 03/05
// Answers with a string of millions of letters.
// says: a message without an end
// tier: full
export async function slidingWindows(): Promise<unknown> {
  return "x".repeat(8_500_000);
}
export { slidingWindows as assignWindows };
