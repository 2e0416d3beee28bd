/** After a pass: the learner's file beside the reference, in text and in behaviour. */
export { behaviour, type Difference, type Likeness, likeness } from "./behaviour.ts";
export { passed, referenceOf } from "./standing.ts";
export { drawTexts } from "./texts.ts";
