// exercise: 03/06
// Answers with one long string, thousands of times.
// says: more than
export async function sessionWindows(): Promise<unknown> {
  const long = "ha".repeat(200_000);
  return Array.from({ length: 10_000 }, () => long);
}
