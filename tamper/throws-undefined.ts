// exercise: 03/06
// Throws undefined.
// says: sessionWindows threw
export async function sessionWindows(): Promise<unknown> {
  throw undefined;
}
