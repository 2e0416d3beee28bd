/** Why an exercise of a submission cannot be run. */
export class Refused extends Error {
  override readonly name = "Refused";
}
