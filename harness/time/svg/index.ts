/** Event time as SVG: the figure of one stream, and kinds of windows side by side. */
export { bands, type Kind } from "./bands.ts";
export { svg } from "./figure.ts";
