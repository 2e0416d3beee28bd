/**
 * The tokens of one SQL statement, as Flink's own lexer cuts them (Calcite's, with names in backticks). What the two might
 * read differently, and nobody needs, is refused instead: whatever is not a string here is none for Flink either.
 */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "symbol" | "hint" | "hintEnd";
  /** A word in capitals; of a string or a quoted name what it says; any other token as it is written. */
  readonly text: string;
}

const TOKEN =
  /(?<blank>\s+|--[^\n]*|\/\*(?!\+)[\s\S]*?\*\/)|(?<hint>\/\*\+)|(?<hintEnd>\*\/)|'(?<string>(?:[^']|'')*)'|`(?<quoted>(?:[^`]|``)*)`|(?<word>[\p{L}\p{N}_$]+)|(?<symbol>[\s\S])/gu;

const ODD: readonly (readonly [RegExp, string])[] = [
  [/^\r(?!\n)/, "A line ends with a line feed here, not with a carriage return alone."],
  [/^\/\//, "A comment begins with -- here, not with //."],
  [/^\/\*\*/, "A comment begins with /* and a blank here."],
  [/^["'`]/, 'A text stands between single quotes and a name between backticks; " is neither.'],
];

const PREFIX = "A text has no prefix (U&'...', E'...', _utf8'...') here.";

/** @throws Error with a sentence */
export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: written, index, groups = {} } of statement.matchAll(TOKEN)) {
    const { blank, hint, hintEnd, string, quoted, word } = groups;
    const odd = ODD.find(([pattern]) => pattern.test(statement.slice(index)) && (blank ?? groups.symbol) !== undefined);
    if (odd) throw new Error(odd[1]);
    if (blank !== undefined) {
      if (/\r(?!\n)/.test(blank)) throw new Error(ODD[0]?.[1]);
      continue;
    }
    if (string !== undefined && /[\p{L}\p{N}_$&]$/u.test(statement.slice(0, index))) throw new Error(PREFIX);
    if (string !== undefined) tokens.push({ kind: "string", text: string.replaceAll("''", "'") });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted.replaceAll("``", "`") });
    else if (word !== undefined) tokens.push({ kind: "word", text: word.toUpperCase() });
    else if (hint !== undefined) tokens.push({ kind: "hint", text: written });
    else if (hintEnd !== undefined) tokens.push({ kind: "hintEnd", text: written });
    else tokens.push({ kind: "symbol", text: written });
  }
  return tokens;
}
