/** The picture of the lesson: three orders of one customer, checked one after the other and all at once. */
const orders = [
  { id: "o-1", checkTakes: 6 },
  { id: "o-2", checkTakes: 2 },
  { id: "o-3", checkTakes: 4 },
];

function draw(title: string, oneByOne: boolean): void {
  let free = 0;
  const checked = orders.map(({ id, checkTakes }) => {
    const begin = oneByOne ? free : 0;
    free = begin + checkTakes;
    return { id, begin, end: free };
  });
  console.log(title);
  for (const { id, begin, end } of checked) {
    console.log(`  check of ${id}  ${"    ".repeat(begin)}${"====".repeat(end - begin)}>`);
  }
  const out = checked.toSorted((a, b) => a.end - b.end).map(({ id }) => id);
  console.log(`  comes out     ${out.join("  ")}`);
}

draw("one after the other", true);
console.log();
draw("all at once", false);
