// exercise: 03/04
// Never gives the thread back while it is loaded.
// says: did not
const clock = new Int32Array(new SharedArrayBuffer(4));
for (let i = 0; i < 60; i++) Atomics.wait(clock, 0, 0, 1_000);
export async function* tumblingWindows(): AsyncGenerator<unknown> {}
