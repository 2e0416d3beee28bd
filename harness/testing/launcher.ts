/**
 * Ends a worker with the process that launched it: one that was killed cannot end its workers, and what they have started
 * would keep them. Import it before anything is started, for its side effect.
 */
const end = () => process.kill(process.pid, "SIGKILL");
// Undefined where this process has no launcher.
if (process.connected === false) end();
process.once("disconnect", end);
