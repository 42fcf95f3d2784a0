/** There is no enclosure of derivatives over a box: it reaches a kink, say. */
export class EnclosureError extends RangeError {
  /** The class, for messages. */
  override readonly name = "EnclosureError";
  /** What is in the box, as in "the loss has a kink on sample 3". */
  readonly reason: string;

  /** An error with this reason. */
  constructor(reason: string) {
    super(
      `Cannot enclose derivatives: ${reason}, expected a box where they are ` +
        `continuous`,
    );
    this.reason = reason;
  }
}
