/**
 * `Promise.all` that waits for all, also where one fails: none is still at work when its failure is heard of.
 * @throws what the first of them in the list fails with
 */
export async function allEnded<T extends readonly unknown[] | []>(
  all: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
