// exercise: 03/01
// Never lets go of its reader: what closes its stream does not settle.
export function map(): unknown {
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: 0 }),
      return: () => new Promise(() => {}),
    }),
  };
}
export { map as filter, map as flatMap };
