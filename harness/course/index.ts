/**
 * Reads the exercises and solutions trees into one typed manifest and keeps the learner's progress. Knows files and
 * nothing else: no servers, no Vitest.
 */
export { findExercise, findExercises } from "./find.ts";
export { type Exercise, type Language, type Module, readCourse } from "./manifest.ts";
export { type Mistake, readMistakes } from "./mistakes.ts";
export { flinkOf, NEEDS, type Need } from "./needs.ts";
export { forgetProgress, isSolved, nextUnsolved, type Progress, readProgress, recordProgress } from "./progress.ts";
export { importedNames, unimplemented, untouched, untouchedIn, type WrittenCheck, writtenChecks } from "./stub.ts";
export { invariant, readExplanations, readHints, type Section } from "./texts.ts";
