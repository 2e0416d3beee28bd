/**
 * Keeps SIGUSR1 from opening Node's inspector in this process, through which anybody who runs on this machine could do
 * anything in it: a submission too, where processes are not held apart. Import it for its side effect, in what judges
 * submissions and in what keeps their servers.
 */
process.on("SIGUSR1", () => {});
