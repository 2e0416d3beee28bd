// exercise: 03/03
// Asks for the next item five thousand times without waiting for one.
// tier: full
export async function* assignWatermarks(source: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const reader = source[Symbol.asyncIterator]();
  for (let i = 0; i < 5_000; i++) void reader.next();
  yield reader.next();
}
export { assignWatermarks as combineWatermarks };
