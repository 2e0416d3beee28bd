// exercise: 04/01
// Looks, while its job is recorded in Node, for a way out to Node.
// says: nothing was found
// tier: full
export function summarizeOrders(): void {
  const found: string[] = [];
  for (const name of ["process", "require", "fetch", "Buffer", "setTimeout"]) if (name in globalThis) found.push(name);
  const ways: (() => unknown)[] = [
    () => (globalThis.constructor as FunctionConstructor)("return process")(),
    () => (console.log.constructor as FunctionConstructor)("return process")(),
  ];
  for (const [i, way] of ways.entries()) {
    try {
      if (way() !== undefined) found.push(`way ${i}`);
    } catch {
      // There is none.
    }
  }
  throw new Error(found.length === 0 ? "nothing was found" : `found: ${found}`);
}
