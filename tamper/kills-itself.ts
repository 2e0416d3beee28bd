// exercise: 03/05
// Ends its own process by a signal.
// says: it was killed
// tier: full
export async function slidingWindows(): Promise<unknown> {
  return process.abort();
}
export { slidingWindows as assignWindows };
