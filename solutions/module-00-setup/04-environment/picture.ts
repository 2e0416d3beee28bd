/** The picture of the lesson: what a cluster of three brokers answers to a client that knows one address. */
const bootstrap = "kafka-2:9092";
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

console.log(`you ask ${bootstrap}, and it answers for all:\n`);
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
