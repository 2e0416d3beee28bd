import { EXIT, Problem } from "../../problem.ts";

/** What servers, downloads and the search for Java and Docker depend on; the rest of a shell stays outside. */
const NAMES = new Set([
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "TMPDIR",
  "JAVA_HOME",
  "XDG_RUNTIME_DIR",
  "XDG_CACHE_HOME",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "NODE_EXTRA_CA_CERTS",
  "NODE_USE_ENV_PROXY",
  "SSL_CERT_FILE",
  // Windows starts nothing without these.
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "COMSPEC",
  "PATHEXT",
  "TEMP",
  "TMP",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMFILES",
  "PROGRAMDATA",
]);
const PREFIXES = ["KATAS_", "DOCKER_", "TESTCONTAINERS_"];

function isOurs(name: string): boolean {
  const upper = name.toUpperCase();
  return NAMES.has(upper) || PREFIXES.some((prefix) => upper.startsWith(prefix));
}

/** The part of an environment that the supervisor works with. */
export function scrubbed(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && isOurs(name)) kept[name] = value;
  return kept;
}

/**
 * Takes a client's settings over. A supervisor outlives the shell that started it: whoever corrects a proxy or a
 * mirror after a failed download must not be served with the old one.
 */
export function takeOver(settings: Record<string, string>, env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) if (isOurs(name) && !(name in settings)) delete env[name];
  for (const [name, value] of Object.entries(settings)) if (isOurs(name)) env[name] = value;
}

/**
 * How long nobody may need the servers before they stop, in milliseconds: `KATAS_IDLE_MINUTES`, 20 unless set.
 * @throws Problem (usage) where it is no positive number
 */
export function idleTime(env: NodeJS.ProcessEnv = process.env): number {
  const given = env.KATAS_IDLE_MINUTES?.trim() || "20";
  const minutes = Number(given);
  if (!(minutes > 0 && Number.isFinite(minutes))) {
    throw new Problem(`KATAS_IDLE_MINUTES=${given} is no number of minutes.`, {
      remedy: "Set it to a number above 0, or leave it out (20).",
      exitCode: EXIT.usage,
    });
  }
  return minutes * 60_000;
}
