// exercise: 03/04
// Throws an error whose name, message and stack throw when they are read.
class Hostile extends Error {
  override get message(): string {
    throw this;
  }
  override get stack(): string {
    throw this;
  }
}
export async function* tumblingWindows(): AsyncGenerator<unknown> {
  throw new Hostile();
}
