/** The picture of the lesson: who gets which partitions, divided by kafkajs's own round-robin assigner. */
import { AssignerProtocol, type PartitionAssigner, PartitionAssigners } from "kafkajs";

const PARTITIONS = [0, 1, 2, 3];
const cluster = { findTopicPartitionMetadata: () => PARTITIONS.map((partitionId) => ({ partitionId })) };
const assigner = PartitionAssigners.roundRobin({ cluster } as unknown as Parameters<PartitionAssigner>[0]);

async function divide(instances: string[]): Promise<string[]> {
  const members = instances.map((memberId) => ({ memberId, memberMetadata: Buffer.alloc(0) }));
  const divided = await assigner.assign({ members, topics: ["orders"] });
  return instances.map((instance) => {
    const mine = divided.find(({ memberId }) => memberId === instance);
    const decoded = mine && AssignerProtocol.MemberAssignment.decode(mine.memberAssignment);
    return decoded?.assignment.orders?.join(" ") ?? "nothing";
  });
}

function row(label: string, cells: string[]): string {
  return [label.padEnd(16), ...cells.map((cell) => cell.padEnd(12))].join("").trimEnd();
}

console.log(`topic orders: partitions ${PARTITIONS.join(" ")}`);
for (const [application, most] of [["billing", 5] as const, ["shipping", 1] as const]) {
  const instances = Array.from({ length: most }, (_, n) => `${application}-${n + 1}`);
  console.log(`\n${row(`group ${application}`, instances)}`);
  for (let n = 1; n <= most; n++) {
    console.log(row(`  ${n} running`, await divide(instances.slice(0, n))));
  }
}
