// exercise: 03/07
// Answers with a value that is nested a hundred thousand deep.
export async function countPerMinute(): Promise<unknown> {
  let deep: unknown = 0;
  for (let i = 0; i < 100_000; i++) deep = { deep };
  return deep;
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
