/**
 * What takes a server that was just started seconds, and nothing after that: done before a check's time begins. Knows
 * nothing of how servers are started, nor of exercises.
 */
export { loadEngine } from "./engine.ts";
export { loadPlanner } from "./planner.ts";
