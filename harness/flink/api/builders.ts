/** What a builder was not told and needs. */
export function missing(what: string, call: string): Error {
  return new Error(`${what} needs ${call} before build()`);
}

export function fail(error: Error): never {
  throw error;
}
