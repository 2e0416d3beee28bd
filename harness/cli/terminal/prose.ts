import type { Pen } from "../../feedback/index.ts";

/**
 * Markdown for a terminal: paragraphs and list items are wrapped, fenced code is left as it is, links show where they
 * lead. Markdown is made to be read as it stands, so nothing else is done to it.
 */
export function prose(markdown: string, pen: Pen): string {
  const blocks: string[] = [];
  let fenced = false;
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push(wrapped(open.join(" "), pen));
    open = [];
  };
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) {
      close();
      fenced = !fenced;
    } else if (fenced || line.startsWith("|")) {
      close();
      blocks.push(`     ${pen.plain(line)}`.trimEnd());
    } else if (line.trim() === "") {
      close();
      blocks.push("");
    } else {
      if (ITEM.test(line)) close();
      open.push(line.trim());
    }
  }
  close();
  return blocks.join("\n").replaceAll(/\n{3,}/g, "\n\n");
}

const ITEM = /^\s*([-*]|\d+\.) /;

function wrapped(text: string, pen: Pen): string {
  const readable = text
    .replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, "$1 ($2)")
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, strong: string) => pen.bold(strong));
  return pen.paragraph(pen.plain(readable), ITEM.test(text) ? 5 : 3);
}
