// exercise: 03/06
// Reads the environment for something of the teacher's.
// says: nothing of the teacher's is there
const OURS = ["TZ", "LANG", "NODE_ENV", "SystemRoot", "KAFKAJS_NO_PARTITIONER_WARNING", "KAFKAJS_LOG_LEVEL"];
export async function sessionWindows(): Promise<unknown> {
  const found = Object.keys(process.env).filter((name) => !OURS.includes(name));
  throw new Error(found.length === 0 ? "nothing of the teacher's is there" : `found: ${found}`);
}
