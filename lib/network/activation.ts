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

/** An activation by name, with parameters, as plain data. */
export interface ActivationData {
  /** A name of the list, as in "leakyRelu". */
  readonly name: string;
  /** Slope or scale of leakyRelu, elu, smoothLeakyRelu. */
  readonly alpha?: number;
  /** Coefficients c₀, c₁, … of polynomial. */
  readonly coefficients?: readonly number[];
}

/** What a layer accepts: a name, a name with parameters, or own functions. */
export type ActivationChoice = string | ActivationData | Activation;
