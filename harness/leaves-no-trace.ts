/** For test files that share a process: what one has changed of it, the next one would meet. */
import { afterAll, expect } from "vitest";

const [variables, folder] = [{ ...process.env }, process.cwd()];

afterAll(() => {
  expect({ ...process.env }, "the variables that a test file leaves").toEqual(variables);
  expect(process.cwd(), "the folder that a test file leaves").toBe(folder);
});
