import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import type { Module } from "../course/index.ts";
import { COURSE, fromRoot } from "../paths.ts";
import { Proof } from "./bank.ts";
import type { StepReport } from "./tools.ts";

/** An image that is made by running code, and is stored beside the text that shows it. */
export interface MadeFigure {
  /** The name of its file. */
  name: string;
  /** What it shows, for who does not see it. */
  alt: string;
  svg: string;
}

/** Whether a figure is stored as it is made today, and is shown with its words; with `write`, stores it. */
export function proveFigure(readme: string, { name, alt, svg }: MadeFigure, write: boolean, proof: Proof): void {
  const file = path.join(path.dirname(readme), name);
  if (write) writeFileSync(file, svg);
  const stored = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  proof.hold(stored === svg, `${fromRoot(file)} is stale: npm run check -- --write-pictures draws it anew`);
  proof.hold(readFileSync(readme, "utf8").includes(`![${alt}](${name})`), `the text shows ![${alt}](${name})`);
}

/** The figures of modules' own pages: `solutions/<module>/figures.ts` exports a list of them. */
export async function proveModuleFigures(modules: Module[], write: boolean): Promise<StepReport> {
  const proof = new Proof();
  for (const module of modules) {
    const file = path.join(COURSE, "solutions", module.slug, "figures.ts");
    if (!existsSync(file)) continue;
    const { figures }: { figures: MadeFigure[] } = await tsImport(pathToFileURL(file).href, import.meta.url);
    for (const figure of figures) proveFigure(path.join(module.folder, "README.md"), figure, write, proof);
  }
  return proof.result();
}
