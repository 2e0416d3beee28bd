import { readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "../course/index.ts";
import {
  type AnyDraw,
  defaults,
  drawFile,
  type Example,
  exampleOf,
  type Outcome,
  outcomeOf,
  readDraw,
  readStream,
} from "../draw/index.ts";
import { firstGivenDifference, givenBy, picture, trace } from "../time/index.ts";
import { svg } from "../time/svg/index.ts";
import { Proof } from "./bank.ts";
import { proveFigure } from "./figures.ts";
import type { StepReport } from "./tools.ts";

/** Whether an exercise that can be drawn says so in its lesson, and whether its reference does what the picture says. */
export async function proveDrawing(exercise: Exercise, write: boolean): Promise<StepReport> {
  const proof = new Proof();
  const draw = drawFile(exercise) && (await readDraw(exercise));
  if (!draw) return proof.result();
  const example = exampleOf(exercise);
  const names = example?.command.startsWith(`npx katas draw ${exercise.short} `) === true;
  proof.hold(names, `draw.ts begins with an example: // npx katas draw ${exercise.short} "..."`);
  const lesson = readFileSync(exercise.readme, "utf8");
  const [, predict = ""] = /## Predict([\s\S]*?)\n## /.exec(lesson) ?? [];
  const [, vary = ""] = /\*\*Try variations\.\*\*([\s\S]*)/.exec(lesson) ?? [];
  const shown = (predict + vary).includes(`npx katas draw ${exercise.short} `);
  proof.hold(shown, `the lesson shows a line npx katas draw ${exercise.short} in "Predict" or "Try variations"`);
  if (example) await proveExample(exercise, draw, example, proof);
  for (const [name, { stream, options = {}, alt }] of Object.entries(draw.figures ?? {})) {
    const { outcome, drawn } = await referenceOn(exercise, draw, stream, { ...defaults(draw), ...options });
    proof.hold(outcome.state === "given", `the reference draws ${name}`);
    if (outcome.state !== "given") continue;
    proveFigure(
      exercise.readme,
      { name, alt, svg: svg(picture({ ...drawn, expected: outcome.given }), alt) },
      write,
      proof,
    );
  }
  return proof.result();
}

/** What is drawn as late, dropped and held comes from the model: it and the reference have to agree. */
async function proveExample(exercise: Exercise, draw: AnyDraw, { args }: Example, proof: Proof): Promise<void> {
  const [stream = "", ...rest] = args;
  const given = rest.flatMap((word, i) =>
    word.startsWith("--") ? [[word.slice(2), Number(rest[i + 1])] as const] : [],
  );
  const { outcome, drawn } = await referenceOn(exercise, draw, stream, {
    ...defaults(draw),
    ...Object.fromEntries(given),
  });
  proof.hold(outcome.state === "given", "the reference draws the example of draw.ts");
  const modelled =
    drawn.trace.operator.windows || (outcome.state === "given" && outcome.given.some(({ kind }) => kind !== "window"));
  if (outcome.state !== "given" || !modelled) return;
  const difference = firstGivenDifference(
    givenBy(drawn.trace),
    outcome.given,
    String,
    (position) => `step ${position}`,
  );
  proof.hold(!difference, `the reference gives what the model of draw.ts says (${difference?.words})`);
}

async function referenceOn(exercise: Exercise, draw: AnyDraw, text: string, options: Record<string, number>) {
  const stream = readStream(text, draw);
  const file = path.join(exercise.solution, `${exercise.slug}.ts`);
  const outcome: Outcome = await outcomeOf(file, draw, stream, options);
  const title = draw.title?.(options, stream);
  const drawn = { trace: trace(stream.happenings, draw.operator(options, stream)), ...(title && { title }) };
  return { outcome, drawn };
}
