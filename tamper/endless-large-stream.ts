// exercise: 03/03
// Gives large items without an end.
// tier: full
const large = "x".repeat(1_000_000);
export async function* assignWatermarks(): AsyncGenerator<unknown> {
  for (;;) yield { watermark: large };
}
export { assignWatermarks as combineWatermarks };
