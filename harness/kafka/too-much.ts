/** Bytes to which one reading may come, unpacked; those of an exercise come to some thousands. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** What was written is more than anybody reads: a submission's records are unpacked in the process that judges it. */
export class TooMuchToRead extends Error {
  override readonly name = "TooMuchToRead";

  constructor() {
    super(`the topic holds more than ${MOST_BYTES / 1024 / 1024} MB, unpacked, and is not read on`);
  }
}
