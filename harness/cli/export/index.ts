/** Writes what students get: the course without its solutions, as a folder that can be made a template repository. */
export { type Content, courseForStudents, type Source } from "./contents.ts";
export { type Written, writeAnew, writeUpdate } from "./write.ts";
