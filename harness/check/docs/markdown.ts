/** What can be read out of a Markdown file without running anything. */

/** A command of a fenced shell block. */
export interface Line {
  /** As it stands, without a prompt, a comment, and what it is joined to by `&&`. */
  text: string;
  /** The same without the variables that are set before it. */
  command: string;
  /** Names and values of those variables. */
  sets: Record<string, string>;
}

const FENCED = /^ *```(\w*)[^\n]*\n([\s\S]*?)^ *```/gm;
const SHELL = /^(sh|bash|shell|console)$/;

/** Links to files of the course, without their anchors. */
export function relativeLinks(text: string): string[] {
  const links = text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g);
  return [...links].flatMap(([, link = ""]) => (/^[a-z]+:/.test(link) ? [] : [link]));
}

/** The commands of all shell blocks, in order. */
export function shellLines(text: string): Line[] {
  const blocks = [...text.matchAll(FENCED)].filter(([, language = ""]) => SHELL.test(language));
  return blocks
    .flatMap(([, , block = ""]) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .flatMap((line) => withoutComment(line.trim().replace(/^\$ /, "")).split(" && "))
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(parseLine);
}

/** Commands of blocks that do not say they are a shell's, and would not be seen: a block says `sh`. */
export function unseenLines(text: string): string[] {
  const blocks = [...text.matchAll(FENCED)].filter(([, language]) => language === "");
  return blocks
    .flatMap(([, , block = ""]) => block.split("\n"))
    .filter((line) => /^\s*(\$ )?([A-Z_]+=\S+ )*(npm|npx) /.test(line))
    .map((line) => line.trim());
}

/** The program that a text asks to be saved: "save this as `try.ts`" and the next TypeScript block. */
export function savedFiles(text: string): { name: string; source: string }[] {
  const found = text.matchAll(/save this as `([\w.-]+)`[\s\S]*?```ts\n([\s\S]*?)^```/gim);
  return [...found].map(([, name = "", source = ""]) => ({ name, source }));
}

/** @param text  one command, without a comment */
export function parseLine(text: string): Line {
  const before = /^(?:[A-Z_]+=\S* +)*/.exec(text)?.[0] ?? "";
  const sets = [...before.matchAll(/([A-Z_]+)=(\S*)/g)].map(([, name = "", value = ""]) => [name, value]);
  return { text, command: text.slice(before.length), sets: Object.fromEntries(sets) };
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s+)#.*$/, "");
}
