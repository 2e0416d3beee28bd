// exercise: 03/05
// Prints and throws what moves a cursor, hides text or turns it around.
const HOSTILE =
  "\u001b[2J\u001b]0;title\u0007\u001b]8;;http://localhost\u0007\u009b31m\u202e\u2066\u200b\ufeff\u0000\b\r";
export async function slidingWindows(): Promise<unknown> {
  console.log(HOSTILE);
  const error = new Error(`${HOSTILE} passed ${HOSTILE}`);
  error.name = HOSTILE;
  throw error;
}
export { slidingWindows as assignWindows };
