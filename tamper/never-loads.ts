// exercise: 03/03
// Awaits for ever at its top level.
// says: did not
await new Promise((resolve) => setTimeout(resolve, 600_000));
export async function* assignWatermarks(): AsyncGenerator<unknown> {}
export { assignWatermarks as combineWatermarks };
