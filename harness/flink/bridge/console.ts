/** `console` of a job inside Flink: one call is one line of the TaskManager's log. Imported for its effect, first. */
declare const flinkLog: ((level: string, text: string) => void) | undefined;

if (typeof flinkLog === "function") {
  const log = flinkLog;
  const at =
    (level: string) =>
    (...parts: unknown[]) =>
      log(level, parts.map(spoken).join(" "));
  Object.assign(globalThis, {
    console: { log: at("INFO"), info: at("INFO"), debug: at("DEBUG"), warn: at("WARN"), error: at("ERROR") },
  });
}

function spoken(part: unknown): string {
  if (typeof part === "string") return part;
  if (part instanceof Error) return `${part.name}: ${part.message}`;
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    return String(part);
  }
}
