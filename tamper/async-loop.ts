// exercise: 03/01
// Waits in small steps for ever.
export async function* map(): AsyncGenerator<unknown> {
  for (;;) await new Promise((resolve) => setTimeout(resolve, 5));
}
export { map as filter, map as flatMap };
