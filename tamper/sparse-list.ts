// exercise: 03/05
// Answers with a list that claims the greatest length there is and holds nothing.
// says: more than
export async function slidingWindows(): Promise<unknown> {
  const list: unknown[] = [];
  list.length = 2 ** 32 - 1;
  return list;
}
export { slidingWindows as assignWindows };
