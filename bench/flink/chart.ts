/** Bars of records a second, as SVG: one group a size and program, one bar a way. */
import { scaleBand, scaleLinear } from "d3-scale";
import type { Element } from "xast";
import { x } from "xastscript";
import { xml } from "../../harness/xml.ts";
import { median } from "../figures.ts";
import type { Figure } from "./index.ts";

const WIDTH = 640;
const LEFT = 220;
const GROUP = 118;
const STYLE = `
.paper { fill: #ffffff; }
text { fill: #24292f; font: 12px system-ui, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; }
.head { font-weight: 600; }
.bar { fill: #8c959f; }
.ours { fill: #0072b2; }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; }
text { fill: #e6edf3; }
.bar { fill: #6e7681; }
.ours { fill: #56b4e9; }
}
`;

export function chart(figures: Figure[]): string {
  const groups = [...new Set(figures.map(({ bytes, program }) => `${bytes} B, ${program}`))];
  const height = groups.length * GROUP + 40;
  const fastest = Math.max(...figures.map(({ rates }) => median(rates)));
  const across = scaleLinear([0, fastest], [LEFT, WIDTH - 60]);
  const drawn = groups.flatMap((group, i) => {
    const own = figures.filter(({ bytes, program }) => `${bytes} B, ${program}` === group);
    const down = scaleBand(
      own.map(({ way }) => way),
      [i * GROUP + 48, (i + 1) * GROUP + 20],
    ).padding(0.15);
    const bars = own.flatMap(({ way, rates }): Element[] => {
      const rate = median(rates);
      const y = down(way) ?? 0;
      const middle = y + down.bandwidth() / 2 + 4;
      return [
        x("text", { x: LEFT - 8, y: middle, "text-anchor": "end" }, way),
        x("rect", {
          class: way === "TypeScript" ? "bar ours" : "bar",
          x: LEFT,
          y,
          width: across(rate) - LEFT,
          height: down.bandwidth(),
        }),
        x("text", { x: across(rate) + 6, y: middle }, `${Math.round(rate / 1_000)}k`),
      ];
    });
    return [x("text", { class: "head", x: 12, y: i * GROUP + 38 }, group), ...bars];
  });
  return xml(
    x("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${WIDTH} ${height}`, role: "img" }, [
      x("title", "Records a second"),
      x("style", STYLE),
      x("rect", { class: "paper", width: WIDTH, height }),
      x("text", { class: "head", x: 12, y: 18 }, "Records a second, medians, one task"),
      ...drawn,
    ]),
  );
}
