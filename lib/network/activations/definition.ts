/**
 * An activation function with its first two derivatives. The derivatives are
 * given y = f(x) (and y′), from which many follow without another exponential.
 */
export interface Activation {
  /** f(x). */
  readonly f: (x: number) => number;
  /** f′(x), with y = f(x) at hand. */
  readonly derivative: (x: number, y: number) => number;
  /** f″(x), with y = f(x) and d = f′(x) at hand. */
  readonly secondDerivative: (x: number, y: number, d: number) => number;
}

/**
 * What one file of `activations/` says: the name, the parameters it takes
 * beside x, and how its functions follow from them.
 */
export interface ActivationDefinition {
  /** As written in a network's text. */
  readonly name: string;
  /** The default of `alpha`, for activations that have one. */
  readonly alpha?: number;
  /** Whether the activation needs `coefficients`. */
  readonly coefficients?: boolean;
  /** The functions, for complete parameters. */
  readonly build: (
    parameters: { alpha: number; coefficients: readonly number[] },
  ) => Activation;
}
