// exercise: 03/02
// Ignores every signal that it can, and waits for ever.
// says: did not
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR2", "SIGPIPE"]) process.on(signal, () => {});
export async function* runningTotals(): AsyncGenerator<unknown> {
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}
export { runningTotals as withoutRepeats };
