import path from "node:path";
import { fromRoot } from "../paths.ts";

/** What the name of a staging folder begins with. */
export const STAGING = "katas-staging-";

/** Whether a file lies in a staging folder: then it is a submission's. */
export function isStaged(file: string): boolean {
  return file.split(path.sep).some((part) => part.startsWith(STAGING));
}

/** How a learner reads the path of a file of theirs: from the checkout on; a submission's by its name, not where it was staged. */
export function shownFile(file: string): string {
  return isStaged(file) ? path.basename(file) : fromRoot(file);
}
