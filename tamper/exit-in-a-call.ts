// exercise: 03/06
// Ends its process with success in the middle of a call.
// says: it called process.exit
export async function sessionWindows(): Promise<unknown> {
  process.exit(0);
}
