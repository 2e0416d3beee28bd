/** A text of at most `width` letters; three dots stand for what was cut off. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}
