import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Exercise } from "../course/index.ts";
import {
  type AnyDraw,
  defaults,
  drawFile,
  type Example,
  exampleOf,
  NotThisStream,
  outcomeOf,
  readDraw,
  readStream,
  type Source,
  Studio,
  TypedStream,
} from "../draw/index.ts";
import { firstGivenDifference, givenBy, type Happening, happeningText, picture, rising, trace } from "../time/index.ts";
import { svg } from "../time/svg/index.ts";
import { Proof } from "./bank.ts";
import { proveFigure } from "./figures.ts";
import type { StepReport } from "./tools.ts";

/** What a lesson asks a learner to predict, and how it is settled. */
export function predictionIn(lesson: string): string {
  return /## Predict([\s\S]*?)\n## /.exec(lesson)?.[1] ?? "";
}

/** Whether an exercise that can be drawn says so in its lesson, and whether its reference does what the picture says. */
export async function proveDrawing(exercise: Exercise, write: boolean): Promise<StepReport> {
  const proof = new Proof();
  const draw = drawFile(exercise) && (await readDraw(exercise));
  if (!draw) return proof.result();
  const example = exampleOf(exercise);
  const names = example?.command.startsWith(`npx katas draw ${exercise.short} `) === true;
  proof.hold(names, `draw.ts begins with an example: // npx katas draw ${exercise.short} "..."`);
  const lesson = readFileSync(exercise.readme, "utf8");
  const predict = predictionIn(lesson);
  const [, vary = ""] = /\*\*Try variations\.\*\*([\s\S]*)/.exec(lesson) ?? [];
  const shown = (predict + vary).includes(`npx katas draw ${exercise.short} `);
  proof.hold(shown, `the lesson shows a line npx katas draw ${exercise.short} in "Predict" or "Try variations"`);
  const studio = new Studio();
  try {
    const reference = { exercise, folder: exercise.solution };
    if (example) await proveExample(studio, reference, draw, example, proof);
    await proveModel(studio, reference, draw, proof);
    for (const [name, { stream, options = {}, alt }] of Object.entries(draw.figures ?? {})) {
      const chosen = { ...defaults(draw), ...options };
      const { outcome, drawn } = await referenceOn(studio, reference, draw, stream, chosen);
      proof.hold(outcome.state === "given", `the reference draws ${name}`);
      if (outcome.state !== "given") continue;
      const image = svg(picture({ ...drawn, expected: outcome.given }), alt);
      proveFigure(exercise.readme, { name, alt, svg: image }, write, proof);
    }
  } finally {
    await studio.close();
  }
  return proof.result();
}

/** Streams of each style that an exercise may take; those it does not are skipped. */
const STREAMS = 40;

/** What is drawn as late, dropped and held comes from the model: on any stream, it and the reference have to agree. */
async function proveModel(studio: Studio, reference: Source, draw: AnyDraw, proof: Proof): Promise<void> {
  const opened = await studio.open(reference, 30_000);
  try {
    const functions = await opened.load();
    let compared = 0;
    for (const [style, arbitrary] of Object.entries(STYLES)) {
      for (const happenings of fc.sample(arbitrary, { numRuns: STREAMS, seed: 7 })) {
        const stream = new TypedStream(draw.ends ? [...happenings, END] : happenings);
        const options = defaults(draw);
        const traced = trace(stream.happenings, draw.operator(options, stream));
        const given = await draw.run(functions, stream, options).catch((error: unknown) => {
          if (error instanceof NotThisStream) return undefined;
          throw error;
        });
        if (!given) break;
        if (!traced.operator.windows && given.every(({ kind }) => kind === "window")) continue;
        compared++;
        const difference = firstGivenDifference(givenBy(traced), given, String, (position) => `step ${position}`);
        if (!difference) continue;
        const text = stream.happenings.map(happeningText).join(" ");
        return proof.hold(false, `the reference and the model agree on ${style}: ${text} (${difference.words})`);
      }
    }
    if (compared > 0) proof.hold(true, "the reference and the model agree");
  } finally {
    await opened.close();
  }
}

const END: Happening = { kind: "watermark", input: "", watermark: Infinity };

const EVENT = fc
  .record({
    key: fc.constantFrom("ann", "bob"),
    time: fc.integer({ min: -60, max: 120 }),
    value: fc.integer({ min: 1, max: 3 }),
  })
  .map((event): Happening => ({ kind: "event", input: "", event }));

function mark(inputs: string[]): fc.Arbitrary<Happening> {
  return fc.record({
    kind: fc.constant("watermark" as const),
    input: fc.constantFrom(...inputs),
    watermark: fc.integer({ min: -60, max: 130 }),
  });
}

const STYLES: Record<string, fc.Arbitrary<Happening[]>> = {
  events: fc.array(EVENT, { minLength: 1, maxLength: 10 }),
  "events and watermarks": fc.array(fc.oneof(EVENT, EVENT, mark([""])), { minLength: 1, maxLength: 14 }).map(rising),
  reports: fc
    .array(
      fc.oneof(mark(["a", "b"]), fc.record({ kind: fc.constant("idle" as const), input: fc.constantFrom("a", "b") })),
      {
        minLength: 1,
        maxLength: 10,
      },
    )
    .map(rising),
};

async function proveExample(
  studio: Studio,
  reference: Source,
  draw: AnyDraw,
  { args }: Example,
  proof: Proof,
): Promise<void> {
  const [stream = "", ...rest] = args;
  const given = rest.flatMap((word, i) =>
    word.startsWith("--") ? [[word.slice(2), Number(rest[i + 1])] as const] : [],
  );
  const options = { ...defaults(draw), ...Object.fromEntries(given) };
  const { outcome } = await referenceOn(studio, reference, draw, stream, options);
  proof.hold(outcome.state === "given", "the reference draws the example of draw.ts");
}

async function referenceOn(
  studio: Studio,
  reference: Source,
  draw: AnyDraw,
  text: string,
  options: Record<string, number>,
) {
  const stream = readStream(text, draw);
  const outcome = await outcomeOf(studio, reference, draw, stream, options);
  const title = draw.title?.(options, stream);
  const drawn = { trace: trace(stream.happenings, draw.operator(options, stream)), ...(title && { title }) };
  return { outcome, drawn };
}
