import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { type Exercise, findExercise, readCourse } from "../course/index.ts";
import { exampleOf } from "../draw/example.ts";
// Help needs no more than the first lines of files; the rest of draw/ is loaded when something is drawn.
import type { AnyDraw, Drawn, Source } from "../draw/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";
import { fromRoot } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Target } from "../target/index.ts";
import { interruptible } from "./terminal/interrupt.ts";

const NARROWEST = 60;
const INDENT = 3;

const NOTATION = `
A stream is typed in order of arrival:
  ann@5  ann@5:3          an event of ann at 5, with the value 1, or 3
  |30  |end               a watermark; the input has ended
  +10                     10 pass on the clock
  a:ann@5  a|30  a|idle   the same of an input named a, which may be idle`;

/** `katas draw`: a learner's own function on a stream they type, beside what the reference gives. */
export function draw(program: Command): void {
  program
    .command("draw")
    .description("run your own function on a stream you type, and draw it beside what the reference gives")
    .argument("[exercise]", "which one (03/06, session-windows)")
    .argument("[stream...]", "the stream, in quotes; the exercise's example unless given")
    .usage('<exercise> "<stream>" [the exercise\'s options] [--svg <file>] [--json]')
    .allowUnknownOption()
    .helpOption(false)
    .addHelpText("after", () => `\n${NOTATION.trim()}\n\n${examples()}\n\n${ENDING}`)
    .action(async (word: string | undefined, _rest: string[], _options: unknown, command: Command) => {
      if (word === undefined || word.startsWith("-")) {
        if (word === undefined) throw missing();
        if (["--help", "-h"].includes(word)) return command.outputHelp();
        throw missing();
      }
      const exercise = findExercise(readCourse(), word);
      process.exitCode = await drawn(exercise, command.args.slice(1));
    });
}

const ENDING = `npx katas draw 03/06 --help shows an exercise's own options. The exit code is 1 where your code throws or does not
end; a difference is drawn, and no failure.`;

function missing(): Problem {
  return new Problem("draw needs to know which exercise.", {
    remedy: "npx katas draw --help lists those that can be drawn, each with an example.",
    exitCode: EXIT.usage,
  });
}

/** The examples of all exercises that can be drawn, read from their files without running them. */
function examples(): string {
  const exercises = readCourse().flatMap((module) => module.exercises);
  const found = exercises.flatMap((exercise) => exampleOf(exercise)?.command ?? []);
  return ["Examples:", ...found.map((command) => `  ${command}`)].join("\n");
}

async function drawn(exercise: Exercise, args: string[]): Promise<number> {
  const { drawExercise, readDraw, readStream, Studio } = await import("../draw/index.ts");
  const { readTarget } = await import("../run/targets.ts");
  const how = await readDraw(exercise);
  if (!how) {
    throw new Problem(`${exercise.short} has no picture that draw could make.`, {
      remedy: "npx katas draw --help lists the exercises that have one.",
      exitCode: EXIT.usage,
    });
  }
  const typed = read(exercise, how, args);
  if (!typed) return 0;
  // Without a stream, the example is drawn, with its options where others are not given.
  const example = exampleOf(exercise);
  const asked = typed.words.length > 0 || !example ? typed : read(exercise, how, [...example.args, ...args]);
  if (!asked) return 0;
  const stream = readStream(asked.words.join(" "), how);
  const target = readTarget(process.env.KATAS_TARGET, [exercise]);
  const sides = { learner: await sourceOf(exercise, target), reference: await sourceOf(exercise, "solution") };
  const studio = new Studio();
  let result: Drawn | undefined;
  await interruptible(async (signal) => {
    signal.addEventListener("abort", () => void studio.close(), { once: true });
    const drawing = drawExercise(studio, sides, how, stream, asked.options);
    // What is cut off so says other things than that.
    result = await drawing.finally(() => signal.throwIfAborted());
  }).finally(() => studio.close());
  if (!result) return EXIT.ours;
  await show(exercise, result, asked);
  return result.yours.state === "failed" || !result.picture ? EXIT.failed : 0;
}

/** Where a target's file lies. @throws Problem (exit 2) where a submission is no folder */
async function sourceOf(exercise: Exercise, target: Target): Promise<Source> {
  if (target.startsWith("sandbox:")) {
    const { insistOnFolder } = await import("../sandbox/index.ts");
    const folder = path.resolve(target.slice("sandbox:".length));
    insistOnFolder(folder);
    return { exercise, folder };
  }
  const { targetFile } = await import("../run/targets.ts");
  const folder = target === "exercise" ? exercise.folder : exercise.solution;
  return { exercise, folder, entry: path.relative(folder, targetFile(exercise, target)) };
}

interface Asked {
  words: string[];
  options: Record<string, number>;
  svg: string | undefined;
  json: boolean;
}

/** Reads what stands behind the exercise, with its own options; undefined where help was asked for and given. */
function read(exercise: Exercise, how: AnyDraw, args: string[]): Asked | undefined {
  const command = new Command(`katas draw ${exercise.short}`)
    .description(`${exercise.title}. ${how.words}`)
    .argument("[stream...]", "the stream, in quotes; the example unless given")
    .option("--svg <file>", "write the picture as SVG too")
    .option("--json", "as JSON, for programs")
    .exitOverride()
    .showHelpAfterError(`npx katas draw ${exercise.short} --help shows how it is used.`)
    .addHelpText("after", `\n${NOTATION.trim()}\n\nExample:\n  ${exampleOf(exercise)?.command}`);
  for (const [name, option] of Object.entries(how.options)) {
    command.option(`--${name} <number>`, option.help, number(option.min), option.default);
  }
  command.parse(args, { from: "user" });
  const { svg, json, ...options } = command.opts();
  return { words: command.args, options, svg, json: json === true };
}

function number(min: number | undefined): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const exact = /^-?\d+$/.test(text) && Number.isSafeInteger(value);
    if (!exact || (min !== undefined && value < min)) {
      throw new InvalidArgumentError(`It takes a whole number${min === undefined ? "" : ` from ${min}`}.`);
    }
    return value;
  };
}

async function show(exercise: Exercise, { picture, yours, compared }: Drawn, { svg, json }: Asked): Promise<void> {
  const ink = pen(thisTerminal());
  const file = fromRoot(exercise.file);
  if (picture && svg !== undefined) {
    const { svg: render } = await import("../time/svg/index.ts");
    const folder = path.dirname(path.resolve(svg));
    if (!existsSync(folder)) {
      throw new Problem(`There is no folder ${folder} to write to.`, { exitCode: EXIT.usage });
    }
    writeFileSync(svg, render(picture, `${exercise.title}: ${picture.title}`));
  }
  const sentence = told({ picture, yours, compared }, file, ink.mark);
  if (json) {
    const { json: data } = await import("../time/json.ts");
    console.log(JSON.stringify({ ...(picture && data(picture)), exercise: exercise.key, yours, compared }, null, 2));
    if (yours.state === "failed") console.error(ink.paragraph(ink.plain(sentence.text), 0));
    return;
  }
  if (picture) {
    const { grid } = await import("../time/grid.ts");
    const terminal = thisTerminal();
    const width = Math.max(NARROWEST, terminal.width) - INDENT;
    console.log(` ${ink.bold(exercise.short)} ${exercise.title.toLowerCase()}  ${ink.dim(picture.title)}\n`);
    for (const line of grid(picture, { width, unicode: terminal.unicode })) {
      console.log((" ".repeat(INDENT) + (line.includes("first difference:") ? ink.red(line) : line)).trimEnd());
    }
    console.log("");
  }
  const colour = { good: ink.green, bad: ink.red, plain: (text: string) => text }[sentence.mood];
  console.log(colour(ink.paragraph(ink.plain(sentence.text), 1)));
  if (picture && svg !== undefined) console.log(` Written: ${svg}`);
}

interface Sentence {
  mood: "good" | "bad" | "plain";
  text: string;
}

function told({ picture, yours, compared }: Drawn, file: string, mark: { pass: string; fail: string }): Sentence {
  const drawn = picture ? " What is drawn is the reference's outcome." : "";
  if (yours.state === "failed") return { mood: "bad", text: `${mark.fail} Your code ${yours.how}.${drawn}` };
  if (yours.state === "not implemented") {
    return picture
      ? { mood: "plain", text: `${yours.what} (${file}): what is drawn is the reference's outcome.` }
      : { mood: "bad", text: `${mark.fail} ${yours.what} (${file}), and there is no reference here.` };
  }
  if (!compared) return { mood: "plain", text: "There is no reference here to compare with: yours is drawn alone." };
  return picture?.difference
    ? { mood: "bad", text: `${mark.fail} Yours differs from what the reference gives; the first difference is marked.` }
    : { mood: "good", text: `${mark.pass} Yours gives the same as the reference.` };
}
