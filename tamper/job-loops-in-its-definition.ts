// exercise: 04/01
// Never returns from the function that only records the job.
// says: did not return within 5 s
// tier: full
export function summarizeOrders(): void {
  for (;;) {
    // Only its process's end ends it.
  }
}
