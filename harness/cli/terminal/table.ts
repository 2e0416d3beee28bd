import Table from "cli-table3";

/** Columns without lines between them, so that they can be read, copied and cut. Indented by three, like paragraphs. */
export function columns(rows: string[][], options: { head?: string[]; right?: number[] } = {}): string {
  const none = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
  const between = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"];
  const width = Math.max(0, ...rows.map((row) => row.length));
  const table = new Table({
    chars: Object.fromEntries([...none, ...between].map((name) => [name, ""])),
    style: { "padding-left": 0, "padding-right": 2, head: [], border: [], compact: true },
    colAligns: Array.from({ length: width }, (_, column) => (options.right?.includes(column) ? "right" : "left")),
    ...(options.head && { head: options.head }),
  });
  table.push(...rows);
  return table
    .toString()
    .split("\n")
    .map((line) => `   ${line}`.trimEnd())
    .join("\n");
}
