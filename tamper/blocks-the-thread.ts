// exercise: 03/02
// Puts its thread to sleep for ever.
// tier: full
export async function* runningTotals(): AsyncGenerator<unknown> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
}
export { runningTotals as withoutRepeats };
