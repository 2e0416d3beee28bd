import { describe, expect, it } from "vitest";
import { NotObserved } from "../until.ts";
import { Unmet } from "./expect.ts";
import { Started } from "./started.ts";

const never = new AbortController().signal;

/** Runs until its signal is aborted, as a learner's function should. */
const dutiful = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

describe("a function that runs until it is told to stop", () => {
  it("is waited for while it runs, and stops when told", async () => {
    let looks = 0;
    const started = new Started(dutiful, never);

    expect(
      await started.until(
        "a third look",
        () => ++looks,
        (seen) => seen === 3,
      ),
    ).toBe(3);
    await started.stop();
  });

  it("stops with its check", async () => {
    const check = new AbortController();
    const started = new Started(dutiful, check.signal);
    const ended = started.until(
      "its end",
      () => "still running",
      () => false,
    );

    check.abort();
    await expect(ended).rejects.toBeInstanceOf(Unmet);
  });

  it("may be waited for after it was told to stop", async () => {
    const started = new Started(dutiful, never);
    await started.stop();

    expect(
      await started.until(
        "a look",
        () => "seen",
        (seen) => seen === "seen",
      ),
    ).toBe("seen");
  });

  it("ends a wait at once with what it throws", async () => {
    const bug = new TypeError("nothing to see");
    const started = new Started(async () => Promise.reject(bug), never);

    await expect(
      started.until(
        "what never comes",
        () => 1,
        () => false,
      ),
    ).rejects.toBe(bug);
    await expect(started.stop()).rejects.toBe(bug);
  });

  it("ends a wait where it returns without having been told to", async () => {
    const started = new Started(async () => {}, never);

    await expect(
      started.until(
        "what never comes",
        () => 1,
        () => false,
      ),
    ).rejects.toBeInstanceOf(Unmet);
  });

  it("is not waited for past the deadline", async () => {
    const started = new Started(dutiful, never);

    await expect(
      started.until(
        "what never comes",
        () => 1,
        () => false,
        50,
      ),
    ).rejects.toBeInstanceOf(NotObserved);
    await started.stop();
  });
});
