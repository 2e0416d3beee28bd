#!/usr/bin/env node
// The door to everything: it only has to be readable by whatever Node is here, and to say so where that is too old.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
// Node 21 ended before it could load today's Vite.
if (major < 20 || major === 21 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
  console.error(`Node ${process.versions.node} is too old for this course, which needs 20.19, or 22.12 and newer.`);
  console.error("Install a current Node (https://nodejs.org, or your version manager), then run this again.");
  process.exit(3);
}
run().catch((error) => {
  if (error.code === "ERR_MODULE_NOT_FOUND") {
    console.error("The course's packages are not installed, or not completely. Run: npm install");
  } else if (["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(error.code)) {
    console.error(`The course cannot write to node_modules/.cache in its folder (${error.code}).`);
    console.error("Make room on its disk, or make the folder your own, then run this again.");
  } else throw error;
  process.exit(3);
});

// Nothing here may be newer than the oldest Node that loads modules: a syntax error would hide the sentence above.
async function run() {
  const { compiled } = await import("../compile.js");
  const { main } = await import((await compiled())("harness/cli/main.ts"));
  await main(process.argv.slice(2));
}
