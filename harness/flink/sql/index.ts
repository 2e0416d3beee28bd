/**
 * Flink SQL through the SQL Gateway: sessions, statements and their results, and whole scripts. Knows nothing of how a
 * gateway is started, nor of what a job's id is good for (`submit/`).
 */
export type { Column, LogicalType } from "./decode.ts";
export { fill, type Values } from "./fill.ts";
export type { Plan } from "./plan.ts";
export type { ChangelogRow, Query, RowKind } from "./query.ts";
export { type ScriptPosition, SqlRefused } from "./refused.ts";
export { runScript } from "./run-script.ts";
export { type Statement, splitScript } from "./script.ts";
export { type SessionOptions, type SqlResult, SqlSession } from "./session.ts";
