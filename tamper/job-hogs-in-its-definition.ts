// exercise: 04/01
// Fills the heap while its job is recorded.
// says: its memory ran out
// tier: full
export function summarizeOrders(): void {
  const kept: unknown[] = [];
  while (kept.length < 200) kept.push(new Array(1_000_000).fill(0.5));
}
