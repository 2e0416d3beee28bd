/**
 * One process a checkout that owns its servers and outlives the runs that use them: started by whoever needs it first,
 * it answers at a local socket, and stops with everything it started after an idle time. Must not know: tests, topics,
 * exercises.
 *
 *     client.ts  ── link.ts ──►  socket  ──►  server.ts ── run.ts ── servers.ts ── the runtimes
 *     start.ts spawns a Program               claim.ts: only one serves       guardian.ts: nothing survives it
 */
export { type EnsureOptions, findSupervisor, needSupervisor, type Program, type Supervisor } from "./client.ts";
export { idleTime } from "./environment.ts";
export { type Place, placeOf } from "./place.ts";
export type { SupervisorStatus } from "./protocol.ts";
