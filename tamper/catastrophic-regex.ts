// exercise: 03/06
// Never comes back from a regular expression.
// says: did not finish within 10 s
// tier: full
export async function sessionWindows(): Promise<unknown> {
  return /^(a+)+$/.test(`${"a".repeat(60)}!`);
}
