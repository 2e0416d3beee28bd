import { closest, distance } from "fastest-levenshtein";

/** "did you mean 'price'?", if one of the names could have been meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const found = closest(name, names);
  const slips = distance(name, found);
  return slips < name.length && slips <= Math.ceil(name.length / 3) ? `did you mean '${found}'?` : undefined;
}
