// exercise: 03/06
// Rejects a promise that nobody awaits.
// says: a promise was rejected and nobody awaited it
export async function sessionWindows(): Promise<unknown> {
  void Promise.reject(new Error("all checks passed"));
  return new Promise(() => {});
}
