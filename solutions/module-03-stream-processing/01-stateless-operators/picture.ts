/** The picture of the lesson: who is busy when, as a reader takes three results from a chain of operators. */
import { filter, flatMap, map } from "./stateless-operators.ts";

const WIDTH = 4;
const LINES: Record<string, string[]> = { o1: ["mug", "pen"], o2: [], o3: ["cap", "bag"], o4: ["hat"] };
const lanes: Record<string, string[]> = { source: [], filter: [], flatMap: [], map: [], reader: [] };
let step = 0;

function mark(lane: string, word: string): void {
  const row = lanes[lane] ?? [];
  row[step++] = word;
}

async function* orders() {
  try {
    for (const order of Object.keys(LINES)) {
      mark("source", order);
      yield order;
    }
  } finally {
    mark("source", "closed");
  }
}

const nonEmpty = filter(orders(), async (order) => {
  const keep = LINES[order]?.length !== 0;
  mark("filter", keep ? "yes" : "no");
  return keep;
});
const products = flatMap(nonEmpty, async (order) => {
  mark("flatMap", String(LINES[order]?.length));
  return LINES[order] ?? [];
});
const labels = map(products, async (product) => {
  mark("map", product.toUpperCase());
  return product.toUpperCase();
});

let taken = 0;
for await (const label of labels) {
  mark("reader", label);
  taken += 1;
  if (taken === 3) break;
}

console.log("orders   o1 = mug, pen    o2 = nothing    o3 = cap, bag    o4 = hat\n");
console.log(`${"".padEnd(9)}time -->`);
for (const [lane, row] of Object.entries(lanes)) {
  const cells = Array.from({ length: step }, (_, i) => (row[i] ?? ".").padEnd(WIDTH));
  console.log(`${lane.padEnd(9)}${cells.join("").trimEnd()}`);
}
