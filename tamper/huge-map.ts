// exercise: 03/06
// Answers with a map and a set of thirty thousand objects each, which are slow to compare.
// tier: full
export async function sessionWindows(): Promise<unknown> {
  const items = Array.from({ length: 30_000 }, (_, i) => ({ i }));
  return [new Map(items.map((item) => [item, item])), new Set(items)];
}
