// exercise: 03/07
// Takes the handlers of uncaught errors away, so that its own failures are not told.
process.removeAllListeners("unhandledRejection");
process.removeAllListeners("uncaughtException");
process.on("unhandledRejection", () => {});
process.setUncaughtExceptionCaptureCallback(() => {});
export async function countPerMinute(): Promise<unknown> {
  void Promise.reject(new Error("nobody is told"));
  throw new Error("nobody is told");
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
