// exercise: 03/05
// Never gives the thread back in a call.
// says: did not finish within 10 s
export async function slidingWindows(): Promise<unknown> {
  const beginning = Date.now();
  while (Date.now() - beginning < 60_000);
  return [];
}
export { slidingWindows as assignWindows };
