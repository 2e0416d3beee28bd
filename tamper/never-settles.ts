// exercise: 00/01
// Answers with a promise that never settles.
// says: did not finish within 10 s
export async function batchReport(): Promise<unknown> {
  return new Promise(() => {});
}
export async function* runningReport(): AsyncGenerator<unknown> {
  yield await new Promise(() => {});
}
