// exercise: 03/02
// Answers with iterables whose steps are lies: done twice, no object, a thenable.
const steps = [{ done: 0, value: 1 }, { done: false }, 7, { value: Promise.resolve(1) }, { then: null }];
export function runningTotals(): unknown {
  let step = 0;
  return { [Symbol.asyncIterator]: () => ({ next: () => steps[step++ % steps.length] }) };
}
export { runningTotals as withoutRepeats };
