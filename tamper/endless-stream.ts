// exercise: 03/02
// Gives small items without an end.
export async function* runningTotals(): AsyncGenerator<unknown> {
  for (;;) yield { customer: "ann", payments: 1, cents: 10 };
}
export { runningTotals as withoutRepeats };
