/** The picture of the lesson: a partition with three records, and where a new consumer group starts to read. */
const records = ["good morning", "hello", "good night"];
const end = records.length;

const cells = [...records, "(next record)"].map((text) => ` ${text} `);
const edge = cells.map((cell, i) => (i < end ? "-" : ".").repeat(cell.length)).join("+");
const offsets = cells.map((cell, i) => ` ${i < end ? i : `${end} = end offset`}`.padEnd(cell.length)).join(" ");
const start = " ".repeat(9);
const endColumn = edge.lastIndexOf("+") + 1;
const twoReaders = (first: string, second: string) => console.log(start + first.padEnd(endColumn) + second);

console.log("topic greetings, partition 0\n");
console.log(`offset    ${offsets}`.trimEnd());
console.log(`${start}+${edge}`);
console.log(`${start}|${cells.join("|")}`.trimEnd());
console.log(`${start}+${edge}`);
twoReaders("^", "^");
twoReaders("a new group with", "a new group with");
twoReaders("fromBeginning: true", "fromBeginning: false");
twoReaders(`reads these ${end} first`, "waits here for the next record");
