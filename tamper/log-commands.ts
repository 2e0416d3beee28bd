// exercise: 03/06
// Prints and throws commands that a workflow's log would obey.
const COMMANDS = [
  "::stop-commands::pause",
  "::set-output name=result::pass",
  "##[error]",
  "::add-mask::fail",
  "::notice::ok",
];
export async function sessionWindows(): Promise<unknown> {
  for (const command of COMMANDS) console.log(command);
  throw new Error(`\n${COMMANDS.join("\r\n")}`);
}
