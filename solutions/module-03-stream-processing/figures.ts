/** The figures of the module's page. */
import { picture, script, timed, trace } from "#time";
import { bands, svg } from "#time/svg";

const DELAY = 5;

const WATERMARK =
  "Eight events from bottom to top in order of arrival, at 12, 15, 11, 19, 17, 24, 16 and 21, and the watermark as a stair to their left: it rises to 6, 9, 13 and 18, each time after an event later than all before it. The event at 16 lies left of the stair: it is late.";

const WINDOWS =
  "Seven events at 1, 6, 13, 26, 27, 37 and 56, and below them the windows that hold them. Tumbling windows of size 10 lie side by side with 2, 1, 2, 1 and 1 events. Sliding windows of size 20 and slide 10 overlap, and each event is in two. Sessions with a gap of 12 go from 1 to 25 and from 26 to 49 with 3 events each, and from 56 to 68 with 1.";

const orders = "ann@12 ann@15 ann@11 ann@19 ann@17 ann@24 ann@16 ann@21";

export const figures = [
  {
    name: "watermark.svg",
    alt: WATERMARK,
    svg: svg(picture({ trace: trace(script(orders), { delay: DELAY, lateness: 0 }) }), WATERMARK),
  },
  {
    name: "windows.svg",
    alt: WINDOWS,
    svg: bands(
      timed("ann@1 ann@6 ann@13 ann@26 ann@27 ann@37 ann@56"),
      [
        { label: ["tumbling", "size 10"], windows: { kind: "tumbling", size: 10, offset: 0 } },
        { label: ["sliding", "size 20", "slide 10"], windows: { kind: "sliding", size: 20, slide: 10, offset: 0 } },
        { label: ["session", "gap 12"], windows: { kind: "session", gap: 12 } },
      ],
      WINDOWS,
    ),
  },
];
