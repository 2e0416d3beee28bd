import path from "node:path";

/** In a document of the course: what students are not told, since it is about files they have not. */
const OURS = /<!-- course -->\n[\s\S]*?<!-- \/course -->\n?/g;

/** In a README: the place of what only students are told. */
const PLACE = "<!-- student repository -->\n";

const THIS_REPOSITORY = `## This repository

It is the course as students get it: every lesson, test, hint and explanation, and no solutions. Your teacher has the
references and the discussions, and grades with copies of the tests that you cannot change. A failure is told as in the course, but for
the name of the misconception behind it, which needs the solutions.

Write in the files that the lessons name; everything else belongs to the course, and may be replaced when it is updated. \`npx katas reset\`
finds a stub in the history of this repository: keep its first commit.

`;

/** Commands that need the solutions, in a block of commands. */
const NEEDS_SOLUTIONS = /^(KATAS_TARGET=\S+ |npx katas (solution|compare|check|export)\b|npm run check\b).*\n/gm;

/**
 * A Markdown file of the course as students get it.
 *
 * @param file  its path, with slashes, seen from the repository
 * @param goes  all paths of the export: a link to another file becomes its words
 */
export function forStudents(text: string, file: string, goes: Set<string>): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(OURS, "")
    .replaceAll(/```(sh|bash|console)\n[\s\S]*?```/g, (block) => block.replaceAll(NEEDS_SOLUTIONS, ""))
    .replaceAll(
      /Solved\. The reference and the discussion: npx katas solution \S+/g,
      "Solved. The discussion is with your teacher.",
    )
    .replace(PLACE, THIS_REPOSITORY)
    .replaceAll(/(?<!!)\[([^\]]*)\]\(([^)#\s]+)(#[^)\s]*)?\)/g, (link, words: string, to: string) => {
      if (/^[a-z]+:/.test(to)) return link;
      const target = path.posix.join(path.posix.dirname(file), to);
      if (target.endsWith("/DISCUSSION.md")) return `${words} (your teacher has it)`;
      const there = goes.has(target) || [...goes].some((one) => one.startsWith(`${target.replace(/\/$/, "")}/`));
      return there ? link : words;
    });
}
