import type { Objective } from "../../lib/objective/objective.ts";
import nist from "../fixtures/optimize/nist.json" with { type: "json" };
import type { Jet } from "./jet.ts";
import { sumOfSquares } from "./least_squares.ts";

/** A regression with certified results. */
export interface Regression {
  readonly name: string;
  /** L is the residual sum of squares, in units of `scale` for each b. */
  readonly objective: Objective;
  /** Two starts, far and near, in units of `scale`. */
  readonly starts: readonly Float64Array[];
  /** Certified parameters, in units of `scale`. */
  readonly certified: readonly number[];
  readonly residualSumOfSquares: number;
}

type Model = (b: readonly Jet[], x: number) => Jet;

const models = {
  Bennett5: ([b1, b2, b3], x) =>
    b2.plus(x).log().over(b3).times(-1).exp().times(b1),
  MGH17: ([b1, b2, b3, b4, b5], x) =>
    b1.plus(b2.times(b4.times(-x).exp())).plus(b3.times(b5.times(-x).exp())),
} satisfies Record<string, Model>;

/**
 * A regression with parameters in the given units: methods that are not
 * invariant to scale get numbers of order one.
 */
export function regression(
  name: keyof typeof models,
  scale: readonly number[],
): Regression {
  const { x, y, starts, certified, residualSumOfSquares } = nist[name];
  const model: Model = models[name];
  function inUnits(b: readonly number[]): Float64Array {
    return Float64Array.from(b, (bi, i) => bi / scale[i]);
  }
  return {
    name,
    objective: sumOfSquares(scale.length, (θ) => {
      const b = θ.map((jet, i) => jet.times(scale[i]));
      return x.map((xi, i) => model(b, xi).minus(y[i]));
    }),
    starts: starts.map(inUnits),
    certified: Array.from(inUnits(certified)),
    residualSumOfSquares,
  };
}
