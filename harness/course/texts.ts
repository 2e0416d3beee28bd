import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "./manifest.ts";

/** A `##` section of one of the texts beside an exercise's reference. */
export interface Section {
  heading: string;
  body: string;
}

/** Hints in growing strength. */
export function readHints(exercise: Exercise): Section[] {
  return sections(path.join(exercise.solution, "hints.md"));
}

/** What each check of the exercise stands for, by code; the first paragraph is the invariant in one or two sentences. */
export function readExplanations(exercise: Exercise): Map<string, string> {
  return new Map(sections(path.join(exercise.solution, "explain.md")).map(({ heading, body }) => [heading, body]));
}

/** The invariant a check stands for: the first paragraph of its explanation, on one line. */
export function invariant(explanation: string): string {
  return (explanation.split(/\n\s*\n/)[0] ?? "").replaceAll(/\s+/g, " ").trim();
}

/** The sections of a Markdown file by its `##` headings; fenced code may hold lines that look like headings. */
function sections(file: string): Section[] {
  if (!existsSync(file)) return [];
  const found: Section[] = [];
  let fenced = false;
  for (const line of readFileSync(file, "utf8").split(/\r?\n/)) {
    if (line.startsWith("```")) fenced = !fenced;
    const last = found.at(-1);
    if (!fenced && line.startsWith("## ")) found.push({ heading: line.slice(3).trim(), body: "" });
    else if (last) last.body += `${line}\n`;
  }
  return found.map(({ heading, body }) => ({ heading, body: body.trim() }));
}
