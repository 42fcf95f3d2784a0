/** There is no enclosure of derivatives over a box: it reaches a kink, say. */
export class EnclosureError extends RangeError {
  /** The class, for messages. */
  override readonly name = "EnclosureError";
}
