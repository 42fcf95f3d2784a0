/** There are no second derivatives at a point: the loss has a kink there. */
export class KinkError extends RangeError {
  /** The class, for messages. */
  override readonly name = "KinkError";
  /** Where, as in "kink at neuron 3, whose weights and bias are 0". */
  readonly reason: string;

  /** An error with this reason. */
  constructor(reason: string) {
    super(
      `Cannot compute the Hessian: ${reason}, expected a point where the loss ` +
        `is twice differentiable`,
    );
    this.reason = reason;
  }
}
