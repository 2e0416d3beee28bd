/** Out of what Flink tells of a refusal, Java's stacks and all: the sentence that matters. */
import { nearest } from "./nearest.ts";
import type { ScriptPosition } from "./refused.ts";

export interface Reduced {
  /** One sentence. */
  readonly message: string;
  readonly remedy?: string;
  /** Where Flink says it is, in the text it was given. */
  readonly position?: ScriptPosition;
}

/** One exception of a chain of causes; its message may have several lines. */
interface Cause {
  readonly type: string;
  readonly message: string;
}

/** @param told  all of it, causes in Java's order: the deepest is the last */
export function reduce(told: string): Reduced {
  const causes = causesOf(told);
  for (const { type, message } of causes) {
    for (const rule of RULES) {
      const match = rule.pattern.exec(`${type}: ${message}`);
      if (match) return rule.reduced(match, causes);
    }
  }
  const last = causes.at(-1);
  return { message: sentence(last?.message || last?.type || firstLine(told)) };
}

interface Rule {
  readonly pattern: RegExp;
  readonly reduced: (match: RegExpExecArray, causes: readonly Cause[]) => Reduced;
}

/** The first that fits the outermost cause holds. */
const RULES: readonly Rule[] = [
  {
    pattern: /Encountered "(.*?)" at line (\d+), column (\d+)\./s,
    reduced: ([, what = "", line, column]) => ({ ...unexpected(what), position: at(line, column) }),
  },
  {
    pattern: /Lexical error at line (\d+), column (\d+)\.\s+Encountered: (\S+)/,
    reduced: ([, line, column, what]) => ({
      message: `Syntax error at ${what}.`,
      position: at(line, column),
    }),
  },
  {
    pattern: /Non-query expression encountered in illegal context/,
    reduced: () => ({ message: "No statement of Flink SQL begins like this." }),
  },
  {
    pattern: /(?:From|At) line (\d+), column (\d+)(?: to line \d+, column \d+)?: (.*)/s,
    reduced: ([, line, column, what = ""]) => ({ message: sentence(what), position: at(line, column) }),
  },
  {
    pattern: /Table sink '(.*?)' doesn't support consuming (.*?) changes which is produced by node (\w+)/,
    reduced: ([, table, changes, node]) => ({
      message: `The table ${short(table)} takes only new rows, and this query also ${DOES[changes ?? ""] ?? DOES.update} (${node}).`,
      remedy:
        "Write into an upsert-kafka table with a PRIMARY KEY, or ask for a result that is never corrected, as a window's.",
    }),
  },
  {
    pattern: /Unable to create a (?:source|sink) for (?:reading|writing) table '(.*?)'/,
    reduced: ([, table], causes) => ({
      message: `The table ${short(table)} cannot be used: ${aboutOptions(causes.at(-1)?.message ?? "")}`,
      remedy: "Correct the options of its CREATE TABLE ... WITH (...).",
    }),
  },
  {
    pattern: /Cannot find table '(.*?)' in any of the catalogs/,
    reduced: ([, table = ""]) => ({ message: `Table '${table.split(".").at(-1)?.replaceAll("`", "")}' not found.` }),
  },
  {
    pattern: /NoResourceAvailableException/,
    reduced: () => ({
      message: "The cluster has no free slots for the job.",
      remedy: "Cancel jobs that still run, or lower parallelism.default.",
    }),
  },
  {
    pattern: /Could not map response to JSON/,
    reduced: () => ({
      message: "The gateway cannot write this result as JSON: keys of a MAP or MULTISET have to be strings.",
      remedy: "Cast the keys to STRING.",
    }),
  },
  {
    pattern: /Failed to deserialize (?:JSON|consumer record)/,
    reduced: (_, causes) => failedOnRecord(causes),
  },
];

const DOES: Readonly<Record<string, string>> = {
  update: "updates rows that it gave before",
  delete: "deletes rows that it gave before",
  "update and delete": "updates and deletes rows that it gave before",
};

/** What is wrong with a table's options; of long lists of what there is, only the nearest. */
function aboutOptions(message: string): string {
  const [, absent, list = ""] =
    /^Could not find any factory for identifier '(.*?)'.*?identifiers are:\s+(.*)/s.exec(message) ?? [];
  if (absent !== undefined) {
    const names = list.split(/\s+/);
    return `There is no connector or format '${absent}'; ${nearest(absent, names) ?? `there are: ${names.join(", ")}.`}`;
  }
  const [, unknown = "", supported] =
    /^Unsupported options found.*?Unsupported options:\s+(.*?)\s+Supported options:\s+(.*)/s.exec(message) ?? [];
  if (supported === undefined) return sentence(message);
  const [first = "", ...others] = unknown.split(/\s+/);
  const near = others.length === 0 && nearest(first, supported.split(/\s+/));
  return `Unsupported options: ${[first, ...others].join(", ")}${near ? `; ${near}` : "."}`;
}

/** A source hands a record through a chain of operators: what fails in one of them comes out of the source. */
function failedOnRecord(causes: readonly Cause[]): Reduced {
  const record = causes
    .map(({ message }) => /^Failed to deserialize JSON '(.*)'\.$/s.exec(message)?.[1])
    .findLast(Boolean);
  const what = firstLine(causes.at(-1)?.message ?? "").replace(/\.$/, "");
  const shown = record === undefined ? "" : `: ${record.slice(0, 500)}`;
  if (causes.some(({ type }) => type.endsWith("ExceptionInChainedOperatorException"))) {
    return { message: `The query failed on a record: ${what}${shown && `; the record${shown}`}` };
  }
  return {
    message: `A record is not what its table says (${what})${shown}`,
    remedy: "Correct the record, or leave such ones out with 'json.ignore-parse-errors' = 'true'.",
  };
}

/** Reserved words that make good names of columns. */
const RESERVED =
  /^(?:bytes|count|date|day|end|hour|interval|key|language|method|minute|month|offset|order|partition|percent|position|range|rank|result|row|rows|second|start|system|time|timestamp|user|value|values|year)\b/i;

function unexpected(what: string): Reduced {
  if (what === "<EOF>") return { message: "Syntax error: the statement ends too early." };
  const [word] = RESERVED.exec(what) ?? [];
  return {
    message: `Syntax error at "${what.replaceAll("\\'", "'")}".`,
    ...(word && { remedy: `${word} is a reserved word; as a name it stands in backquotes: \`${word}\`.` }),
  };
}

/** Exceptions that only say that something failed, around the one that says what. */
const CAUSE = /^(?:Caused by: )?((?:[\w$]+\.)+[\w$]*(?:Exception|Error)[\w$]*)(?:: (.*))?$/;

function causesOf(told: string): Cause[] {
  const causes: { type: string; lines: string[] }[] = [];
  for (const line of told.split("\n")) {
    const [cause, type = "", message = ""] = CAUSE.exec(line) ?? [];
    if (cause !== undefined) causes.push({ type, lines: [message] });
    // Frames, and what a parser would have taken.
    else if (!/^\t|^ {4}|^<Exception on server side|^End of exception|^Was expecting/.test(line)) {
      if (causes.length === 0) causes.push({ type: "", lines: [] });
      causes.at(-1)?.lines.push(line);
    }
  }
  return causes.map(({ type, lines }) => ({ type, message: lines.join("\n").trim() }));
}

/** Lines of a message as one sentence, names without Flink's default catalog and database. */
function sentence(text: string): string {
  const line = text
    .replace(/^SQL validation failed\. /, "")
    .replaceAll("`default_catalog`.`default_database`.", "")
    .replaceAll("default_catalog.default_database.", "")
    .replace(/:\s*\n+/g, ": ")
    .replace(/([.;])\s*\n+/g, "$1 ")
    .replace(/\n+/g, ", ")
    .replace(/ {2,}/g, " ")
    .trim();
  return /[.?!]$/.test(line) ? line : `${line}.`;
}

function short(table = ""): string {
  return table.replace(/^default_catalog\.default_database\./, "");
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}

function at(line = "1", column = "1"): ScriptPosition {
  return { line: Number(line), column: Number(column) };
}
