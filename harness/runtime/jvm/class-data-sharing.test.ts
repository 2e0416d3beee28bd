import { expect, test } from "vitest";
import { mergedClasses } from "./class-data-sharing.ts";

test("lists of several servers become one: without numbers, without files that are gone, without half a line", () => {
  const broker = "# a comment\njava/lang/Object id: 0\na/Broker id: 1\n@lambda-proxy a/Broker run ()V\na/Bro";
  const worker = "java/lang/Object id: 0\nb/Worker id: 1\nc/Plugin id: 2 super: 0 source: file:/tmp/plugin.jar\n";
  expect(mergedClasses([broker, worker])).toBe(
    "# a comment\njava/lang/Object\na/Broker\n@lambda-proxy a/Broker run ()V\nb/Worker\n",
  );
});
