/**
 * Gives something a time to be done in. The timer keeps the process alive, as that of AbortSignal.timeout does not: while
 * a server accepts connections and closes them at once, nor does Node's `fetch`, and a process would end before its answer.
 *
 * @param ms    milliseconds
 * @param work  heeds the signal, and throws its reason
 * @returns     what the work does
 * @throws what the work throws; a TimeoutError once the time has passed
 */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new DOMException(`Not done within ${ms} ms.`, "TimeoutError")), ms);
  try {
    return await work(over.signal);
  } finally {
    clearTimeout(timer);
  }
}
