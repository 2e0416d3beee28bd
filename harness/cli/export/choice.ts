/**
 * What goes into a student's repository. Folders are named that go, not folders that stay: one that is added to the
 * course stays with the teacher until somebody adds it here.
 */
const FOLDERS = [".devcontainer/", "docs/", "exercises/", "fixtures/", "harness/"];

const FILES = new Set([
  ".gitattributes",
  ".github/workflows/classroom.yml",
  ".gitignore",
  ".npmrc",
  "LICENSE",
  "README.md",
  "biome.json",
  "docker-compose.yml",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
]);

/** Documents about building and teaching the course. */
const NOT_FOR_LEARNERS = new Set(["docs/architecture.md", "docs/conformance.md", "docs/teaching.md"]);

/** Why a file stays with the teacher; undefined for one that goes. @param file  with slashes, seen from the checkout */
export function staysBehind(file: string): string | undefined {
  if (file.startsWith("solutions/")) {
    if (/\/(hints|explain)\.md$|\/draw\.ts$/.test(file)) return undefined;
    return file.endsWith("/DISCUSSION.md") ? "discussions" : "references, alternatives, mistakes";
  }
  if (NOT_FOR_LEARNERS.has(file)) return "documents for teachers and contributors";
  if (FILES.has(file)) return undefined;
  if (!FOLDERS.some((folder) => file.startsWith(folder))) return "what the course is built and proved with";
  const proof = /^(harness|fixtures)\/.*\.test\.ts$|^harness\/.+\/testing\//.test(file);
  return proof ? "the harness's own tests" : undefined;
}

/** Where a file lies in a student's repository: what draws an exercise is beside the stub there, as nothing else is. */
export function placeOf(file: string): string {
  return file.endsWith("/draw.ts") ? file.replace(/^solutions\//, "exercises/") : file;
}
