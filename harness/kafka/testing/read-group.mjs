// Prints a topic's values. Whether kafkajs is cured here is for the caller to say, who imports the cure before, or does not.
import { valuesOf } from "./values.mjs";

console.log(JSON.stringify(await valuesOf(...process.argv.slice(2))));
process.exit(0);
