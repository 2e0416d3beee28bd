// exercise: 03/04
// Answers with what moves a cursor, where the answer would be shown.
const hostile = "\u001b[2J\u001b]0;title\u0007\u202epassed\u2028\u0000";
export async function* tumblingWindows(): AsyncGenerator<unknown> {
  for (let i = 0; i < 5; i++) yield { [hostile]: hostile, key: hostile, start: 0, end: 10, count: 1, sum: 1 };
}
