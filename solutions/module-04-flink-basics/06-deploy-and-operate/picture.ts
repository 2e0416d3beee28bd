/** The picture of the lesson: what makes a job end, by which states it goes, and what is left. */
interface Way {
  what: string;
  states: string[];
  kept: string;
}

const WAYS: Way[] = [
  { what: "its input ends", states: ["RUNNING", "FINISHED"], kept: "the results" },
  { what: "POST  .../stop", states: ["RUNNING", "FINISHED"], kept: "results, savepoint" },
  { what: "PATCH ...?mode=cancel", states: ["RUNNING", "CANCELLING", "CANCELED"], kept: "no savepoint" },
  { what: "a TaskManager is lost*", states: ["RUNNING", "RESTARTING", "RUNNING"], kept: "the last checkpoint, if any" },
  { what: "a function throws**", states: ["RUNNING", "FAILING", "FAILED"], kept: "no savepoint" },
];

const ENDS = ["FINISHED", "CANCELED", "FAILED"];

console.log(`${"what happens".padEnd(24)}${"states of the job".padEnd(35)}kept`);
for (const { what, states, kept } of WAYS) {
  const way = states.map((state) => (ENDS.includes(state) ? `[${state}]` : state)).join(" > ");
  const alarm = states.at(-1) === "FAILED" ? "   ALARM" : "";
  console.log(`${what.padEnd(24)}${way.padEnd(35)}${kept}${alarm}`);
}
console.log("\n[ ] an end");
console.log("*   with checkpoints, or a restart strategy of its own; otherwise FAILED");
console.log("**  and the job's restart strategy does not start it again");
