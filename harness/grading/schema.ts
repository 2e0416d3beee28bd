import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";

/** A check of documents by one of the schemas under `grading/`: what is wrong with a document, a line a fault. */
export function faultsBy(file: string): (document: unknown) => string[] {
  const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, file), "utf8"));
  const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
    schema,
  );
  return (document) => {
    validate(document);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
