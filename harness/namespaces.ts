/** The parts of a command line that hold a process on Linux: with util-linux, in namespaces, as nobody in particular. */

/** An end with whoever started it, however that one ends. Who becomes another user has to say it again. */
const ENDS_WITH_PARENT = ["--pdeathsig", "KILL"];
export const ENDS_WITH_US = ["setpriv", ...ENDS_WITH_PARENT];

/** No capability, and no way to get one. */
const POWERLESS = ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", ...ENDS_WITH_PARENT];

/** What a process shares with no other. */
export const UNSHARED = ["--pid", "--ipc", "--uts", "--mount", "--fork", "--kill-child=SIGKILL"];

/** Stands on a command line for a user whom nothing belongs to. */
const STRANGER = "{stranger}";

/** Goes on as nobody, and as one who may nothing. */
export const AS_STRANGER = ["setpriv", "--reuid", STRANGER, "--regid", STRANGER, "--clear-groups", ...POWERLESS, "--"];

/** Goes on as one who may nothing, whoever that is. */
export const AS_POWERLESS = ["setpriv", ...POWERLESS, "--"];

/**
 * The stranger gets an id far above those that systems give out, and another for each of our processes: limits count by
 * user, and what one has started would otherwise leave none for another's.
 */
export function strangerId(): number {
  return FIRST_STRANGER + process.pid;
}

const FIRST_STRANGER = 1_900_000_000;

/** The process that a stranger was made up by; undefined for any other user. */
export function strangersMaker(id: number): number | undefined {
  return id > FIRST_STRANGER ? id - FIRST_STRANGER : undefined;
}

/** A command as this process runs it. */
export function runnable(command: string[]): string[] {
  return command.map((part) => (part === STRANGER ? String(strangerId()) : part));
}
