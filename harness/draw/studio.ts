import type { Exercise } from "../course/index.ts";
import { findConfinement, Sandbox, Staging } from "../sandbox/index.ts";

/** A file of an exercise. */
export interface Source {
  exercise: Exercise;
  folder: string;
  /** Which file of the folder; the one that has the exercise's name unless told. */
  entry?: string;
}

/** A file in a process of its own. */
export interface Opened {
  load: Sandbox["load"];
  /** Whether its time was up: then the process was ended, whatever it was doing. */
  late(): boolean;
  close(): Promise<void>;
}

/** There is nothing to call. The message completes "your code …". */
export class Unloadable extends Error {
  override readonly name = "Unloadable";
}

/** Where files of exercises are run to be drawn, staged and confined as a submission is. Close it. */
export class Studio {
  readonly #staging = new Staging();
  readonly #confinement = findConfinement(this.#staging.folder);
  readonly #open = new Set<Sandbox>();
  #closed = false;

  /**
   * Starts a process for a file. What it prints goes to the standard error.
   *
   * @param withinMs  for everything from its being started until it is closed; a loop that never ends is stopped then
   * @throws Unloadable for a file that cannot be run; Problem where this machine cannot start a process
   */
  async open({ exercise, folder, entry }: Source, withinMs: number): Promise<Opened> {
    const [staged, confinement] = await Promise.all([this.#staging.stage(exercise, folder, entry), this.#confinement]);
    if (staged.refused !== undefined) throw new Unloadable(`cannot be loaded: ${staged.refused}`);
    const sandbox = await Sandbox.open(staged, confinement, (line) => console.error(line));
    this.#open.add(sandbox);
    if (this.#closed) await sandbox.close();
    let late = false;
    const deadline = setTimeout(() => {
      late = true;
      void sandbox.close();
    }, withinMs);
    return {
      load: () => sandbox.load(),
      late: () => late,
      close: async () => {
        clearTimeout(deadline);
        this.#open.delete(sandbox);
        await sandbox.close();
      },
    };
  }

  /** Ends what is still running, and removes what was staged. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open].map((sandbox) => sandbox.close()));
    this.#staging.dispose();
  }
}
