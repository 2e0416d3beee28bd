/**
 * For what a process is in several of at a time, where whoever looks knows one: it is told the latest that has not ended.
 *
 * @param tell  undefined where none is left
 * @returns what notes one, and gives what to call when that has ended
 */
export function latestOf<T>(tell: (latest: T | undefined) => void): (one: T) => () => void {
  const under: T[] = [];
  return (one) => {
    under.push(one);
    tell(one);
    return () => {
      under.splice(under.indexOf(one), 1);
      tell(under.at(-1));
    };
  };
}
