/** Whose frames are ours, not a learner's: their paths in a source map begin so. */
export const OWN_SOURCES = ["api/", "bridge/", "entry.ts"].map((name) => `harness/flink/${name}`);

export function isOurs(source: string): boolean {
  return OWN_SOURCES.some((own) => source.startsWith(own));
}
