// exercise: 03/06
// Aborts its process.
// says: Your code's process ended
export async function sessionWindows(): Promise<unknown> {
  process.abort();
}
