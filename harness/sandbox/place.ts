import path from "node:path";

/** What the name of a staging folder begins with. */
export const STAGING = "katas-staging-";

/** Whether a file lies in a staging folder: then it is a submission's. */
export function isStaged(file: string): boolean {
  return file.split(path.sep).some((part) => part.startsWith(STAGING));
}
