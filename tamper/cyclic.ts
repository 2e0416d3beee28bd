// exercise: 03/07
// Answers with a list that holds itself.
// says: holds itself
export async function countPerMinute(): Promise<unknown> {
  const list: unknown[] = [];
  list.push(list, { list });
  return list;
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
