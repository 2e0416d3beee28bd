/** Runs before a test file: a submission's process needs as long to start as the file to load. */
import "./launcher.ts";
import path from "node:path";
import { expect } from "vitest";
import { begin } from "./confined.ts";

begin(path.normalize(expect.getState().testPath ?? ""));
