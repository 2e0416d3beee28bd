/** The picture of the lesson: six orders of one customer, a checkpoint after the third, a failure after the fifth. */
interface State {
  orders: number;
  euros: number;
}

const CHECKPOINT = 3;
const FAILURE = 5;
const nothing: State = { orders: 0, euros: 0 };
const orders = [1, 2, 3, 4, 5, 6];

const lines: [read: string, state: State | undefined, note: string][] = [];
let state = nothing;
let checkpoint = { offset: 0, state };

function work(from: number, to: number, again: boolean): void {
  for (const order of orders.slice(from, to)) {
    state = { orders: state.orders + 1, euros: state.euros + 10 };
    const repeated = again && order <= FAILURE;
    lines.push([`order ${order}${repeated ? ", again" : ""}`, state, repeated ? "the same as before" : ""]);
    if (order !== CHECKPOINT) continue;
    checkpoint = { offset: order, state };
    lines.push(["", undefined, `checkpoint: offset ${order}, ${told(state)}`]);
  }
}

work(0, FAILURE, false);
({ state } = checkpoint);
lines.push(["", undefined, `killed; goes on from offset ${checkpoint.offset} with ${told(state)}`]);
work(checkpoint.offset, orders.length, true);

console.log("reads           writes");
for (const [read, state, note] of lines) {
  console.log(state ? `${read.padEnd(16)}${told(state).padEnd(18)}${note}`.trimEnd() : `    ${note}`);
}

function told({ orders, euros }: State): string {
  return `${orders} ${orders === 1 ? "order" : "orders"}, ${euros}`;
}
