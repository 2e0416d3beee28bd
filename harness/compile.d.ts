/** @returns where the JavaScript of a source lies, as a file URL; `source` as seen from the checkout */
export function compiled(): Promise<(source: string) => string>;

/** What a `#name` stands for, seen from the checkout. */
export const IMPORTS: Readonly<Record<string, string>>;
