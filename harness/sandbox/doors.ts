/**
 * Opens, in a submission's process and before anything of the submission's is loaded, the ports of the servers that it may
 * reach, and hands them to the tests' process, which holds them from then on (`Relay`): a submission can neither close them
 * nor listen there itself. The ports stand on the command line, between this program and the bundle.
 */
import { once } from "node:events";
import { createServer, type Server } from "node:net";

const ports = process.argv.slice(2, -1).map(Number);

if (process.send && ports.length > 0) {
  const doors: Server[] = [];
  for (const port of ports) {
    const door = createServer().listen(port, "127.0.0.1");
    await once(door, "listening");
    doors.push(door);
    process.send(port, door);
  }
  // The answer: all are held over there.
  await once(process, "message");
  for (const door of doors) door.close();
  process.disconnect();
}
