// exercise: 03/05
// Throws a proxy that throws whenever it is looked at.
const hostile = new Proxy(new Error("x"), {
  get() {
    throw hostile;
  },
  getPrototypeOf() {
    throw hostile;
  },
});
export async function slidingWindows(): Promise<unknown> {
  throw hostile;
}
export { slidingWindows as assignWindows };
