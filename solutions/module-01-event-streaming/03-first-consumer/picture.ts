/** The picture of the lesson: a topic of four partitions, read fetch by fetch; a fetch brings at most three records of each. */
const FETCH = 3;
const partitions = [
  { low: 0, values: ["o-1", "o-3", "o-5", "o-6", "o-8"] },
  { low: 0, values: [] },
  { low: 2, values: ["o-2", "o-4", "o-7", "o-9", "o-10", "o-11", "o-12"] },
  { low: 4, values: [] },
].map(({ low, values }) => ({ low, values, high: low + values.length }));

const offsets = Array.from({ length: Math.max(...partitions.map(({ high }) => high)) }, (_, offset) => offset);
console.log(`offset       ${offsets.map((offset) => String(offset).padEnd(6)).join("")}low  high`);
for (const [partition, { low, high, values }] of partitions.entries()) {
  const cells = offsets.map((offset) => (offset < low ? "-" : (values[offset - low] ?? "")).padEnd(6)).join("");
  console.log(`partition ${partition}  ${cells}${String(low).padEnd(5)}${high}`);
}
console.log("");

const positions = partitions.map(({ low }) => low);
const unfinished = () => [...partitions.keys()].filter((p) => (positions[p] ?? 0) < (partitions[p]?.high ?? 0));
console.log(`             ${partitions.map((_, p) => `partition ${p}`.padEnd(14)).join("")}`.trimEnd());
console.log(`at the start ${state()}`);
for (let fetch = 1; unfinished().length > 0; fetch++) {
  for (const p of unfinished()) positions[p] = Math.min((positions[p] ?? 0) + FETCH, partitions[p]?.high ?? 0);
  console.log(`fetch ${fetch}      ${state()}`);
}

function state(): string {
  const cells = partitions.map(({ high }, p) => (positions[p] === high ? "finished" : `${positions[p]} of ${high}`));
  return cells
    .map((cell) => cell.padEnd(14))
    .join("")
    .trimEnd();
}
