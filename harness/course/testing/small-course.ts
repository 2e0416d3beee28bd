import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../paths.ts";

/** A course of a test's own, written file by file. */
export class SmallCourse {
  readonly root: string;

  /** @param root  a checkout of the test's own; a folder in this one unless told, where its files find `#kata` */
  constructor(root = folderInCheckout()) {
    this.root = root;
  }

  /** @param file  relative to the course, with slashes */
  write(file: string, text: string): string {
    const target = path.join(this.root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
  }

  /** A module's README. @param slug  `module-00-setup` */
  module(slug: string, title: string, minutes = 30): void {
    this.write(`exercises/${slug}/README.md`, `---\ntitle: ${title}\nminutes: ${minutes}\n---\n`);
  }

  /**
   * An exercise: its README, and what else its folder in exercises/ and its folder in solutions/ hold.
   * @param where  `module-00-setup/01-first`
   */
  exercise(where: string, front: Record<string, unknown>, files: Record<string, string> = {}): void {
    const lines = Object.entries({ title: where, minutes: 10, points: 1, ...front }).map(
      ([name, value]) => `${name}: ${JSON.stringify(value)}\n`,
    );
    this.write(`exercises/${where}/README.md`, `---\n${lines.join("")}---\n`);
    for (const [name, text] of Object.entries(files)) {
      const inSolutions = name.startsWith("solutions/");
      this.write(inSolutions ? `solutions/${where}/${name.slice(10)}` : `exercises/${where}/${name}`, text);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function folderInCheckout(): string {
  const parent = path.join(ROOT, ".katas");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(path.join(parent, "course-"));
}
