// exercise: 03/06
// Answers with a small value that is a billion values when it is walked.
// says: more than
export async function sessionWindows(): Promise<unknown> {
  let laughs: unknown[] = ["ha"];
  for (let i = 0; i < 30; i++) laughs = [laughs, laughs];
  return laughs;
}
