// exercise: 03/06
// Throws where nothing can catch it.
// says: an error was thrown where nothing could catch it
export async function sessionWindows(): Promise<unknown> {
  setImmediate(() => {
    throw new Error("all checks passed");
  });
  return new Promise(() => {});
}
