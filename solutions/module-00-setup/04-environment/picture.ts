/** The picture of the lesson: what a cluster of three brokers answers to a client that knows one address, and a JobManager. */
const bootstrap = "kafka-2:9092";
const jobManager = "jobmanager:8081";
const brokers = [1, 2, 3].map((nodeId) => ({ nodeId, host: `kafka-${nodeId}`, port: 9092 }));
const topics = [
  {
    name: "orders",
    partitions: [
      { partitionId: 0, leader: 1, replicas: [1, 2] },
      { partitionId: 1, leader: 2, replicas: [2, 3] },
      { partitionId: 2, leader: 3, replicas: [3, 1] },
    ],
  },
  { name: "payments", partitions: [{ partitionId: 0, leader: 2, replicas: [2, 3, 1] }] },
];

const row = (first: string, cells: string[]) => console.log(`${first.padEnd(25)}${cells.join("").trimEnd()}`);
const cell = (text: string) => text.padEnd(15);

console.log(`you ask Kafka at ${bootstrap}, and it answers for all:\n`);
row(
  "",
  brokers.map(({ nodeId }) => cell(`broker ${nodeId}`)),
);
row(
  "",
  brokers.map(({ host, port }) => cell(`${host}:${port}`)),
);
for (const { name, partitions } of topics) {
  console.log("");
  for (const { partitionId, leader, replicas } of partitions) {
    const kept = (nodeId: number) => (nodeId === leader ? "[leader]" : replicas.includes(nodeId) ? "[copy]" : "");
    row(
      `${name.padEnd(10)}partition ${partitionId}`,
      brokers.map(({ nodeId }) => cell(kept(nodeId))),
    );
  }
  const replicationFactor = partitions[0]?.replicas.length;
  console.log(`  = partitions: ${partitions.length}, replication factor: ${replicationFactor}`);
}

/** Jobs by the slots they have, a row for each TaskManager. */
const taskManagers = [
  ["clicks", "clicks", "orders", ""],
  ["", "", "", ""],
];

console.log(`\nyou ask Flink at ${jobManager}, and the JobManager answers for all:\n`);
for (const [i, slots] of taskManagers.entries()) {
  console.log(`taskmanager ${i + 1}  ${slots.map((job) => `[${job.padEnd(6)}]`).join(" ")}`);
}
const slots = taskManagers.flat();
const free = slots.filter((job) => job === "");
console.log(`  = TaskManagers: ${taskManagers.length}, slots: ${slots.length}, free: ${free.length}`);
