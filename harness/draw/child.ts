/** The process in which a file of an exercise runs: loads it, and calls its functions when it is asked to. */
import { pathToFileURL } from "node:url";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { endWithParent } from "../target/lifeline.ts";
import { answer, Wire } from "./wire.ts";

endWithParent();

// A function that is wrong may reject where nobody waits; what it gave is judged all the same.
process.on("unhandledRejection", (error) => console.error(error));

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const wire = new Wire(connection);
let exported: Record<string, unknown> = {};

connection.onRequest("load", (file: string) =>
  answer(async () => {
    exported = await import(pathToFileURL(file).href);
    return Object.keys(exported).filter((name) => typeof exported[name] === "function");
  }),
);
connection.onRequest("call", (name: string, args: unknown[]) =>
  answer(async () => {
    const fn = exported[name];
    if (typeof fn !== "function") throw new TypeError(`${name} is not exported`);
    return wire.encode(await fn(...args.map((one) => wire.decode(one))));
  }),
);
connection.listen();
