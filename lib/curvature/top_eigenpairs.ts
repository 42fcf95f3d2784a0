import { addScaled, lanczos, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkFinitePoint,
  checkOptions,
  countFrom,
  number,
  numberFrom,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import {
  curvatureMap,
  type MatrixChoice,
  matrixOptions,
} from "./curvature_map.ts";
import { nonFinite } from "./non_finite.ts";

/** Which eigenpairs {@linkcode topEigenpairs} looks for, and how long. */
export interface TopEigenpairsOptions extends MatrixChoice {
  /** Which end of the spectrum; the largest by default. */
  readonly end?: "largest" | "smallest";
  /** Bound on ‖H v − λ v‖ / ‖H‖; 1e-12 by default. */
  readonly relativeTolerance?: number;
  /** Hessian–vector products at most; 2000 by default. */
  readonly maxProducts?: number;
  /** Of the random vectors that the search begins with; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode topEigenpairs} takes beside the number of pairs. */
export const topEigenpairsOptions: OptionTable<TopEigenpairsOptions> = {
  ...matrixOptions,
  end: oneOf("largest", "smallest"),
  relativeTolerance: numberFrom(0),
  maxProducts: countFrom(1),
  seed: number,
};

/** Some eigenpairs of a Hessian. */
export interface TopEigenpairs {
  /** "max-steps": the products did not suffice for the bound. */
  readonly status: "converged" | "max-steps";
  /** The outermost first: descending at the upper end, ascending at the lower. */
  readonly eigenvalues: Float64Array;
  /** eigenvectors[i] (p, unit length) belongs to eigenvalues[i]. */
  readonly eigenvectors: readonly Float64Array[];
  /** ‖H v − λ v‖ of each pair, by one more product each. */
  readonly residuals: Float64Array;
  /** Hessian–vector products. */
  readonly products: number;
}

/**
 * The k outermost eigenpairs of the exact Hessian at θ, from Hessian–vector
 * products alone: no matrix is formed, so that p may be large. Of a block on its
 * diagonal, p is the number of its rows; or of the Gauss–Newton matrix.
 *
 * Lanczos with full reorthogonalization. Equal eigenvalues come as often as
 * they are there. Agrees with {@linkcode hessianSpectrum} to 1e-10 ‖H‖
 * (tests/curvature/top_eigenpairs_test.ts). Eigenvalues that lie close together
 * in comparison with ‖H‖, as those near zero do in most networks, take many
 * products.
 *
 * @throws {RangeError} If k is not one of 1 … p, θ does not have p entries, or
 * the Hessian there is not finite.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { customObjective, topEigenpairs } from "@thalweg/thalweg";
 *
 * const bowl = customObjective({
 *   parameterCount: 2,
 *   loss: ([x, y]) => x * x + 3 * y * y,
 *   gradient: ([x, y]) => [2 * x, 6 * y],
 * });
 * const { eigenvalues } = topEigenpairs(bowl, new Float64Array(2), 1);
 * assertAlmostEquals(eigenvalues[0], 6, 1e-8);
 * ```
 */
export function topEigenpairs(
  objective: Objective,
  θ: ArrayLike<number>,
  k: number,
  options: TopEigenpairsOptions = {},
): TopEigenpairs {
  checkOptions("find eigenpairs", options, topEigenpairsOptions);
  const point = checkFinitePoint("find eigenpairs", objective, θ);
  const { size: p, product } = curvatureMap(
    "find eigenpairs",
    objective,
    point,
    options,
  );
  if (!Number.isInteger(k) || k < 1 || k > p) {
    throw new RangeError(
      `Cannot find ${k} eigenpairs, expected one of 1 … ${p}`,
    );
  }
  const {
    end = "largest",
    relativeTolerance = 1e-12,
    maxProducts = 2000,
    seed = 0,
  } = options;
  const random = randomGenerator(seed);
  const { converged, values, vectors, products } = lanczos(product, p, k, {
    end,
    relativeTolerance,
    maxProducts,
    randomize(out) {
      for (let i = 0; i < p; i++) out[i] = random.normal();
    },
  });
  const Hv = new Float64Array(p);
  const residuals = values.map((λ, i) => {
    product(vectors[i], Hv);
    return norm(addScaled(Hv, -λ, vectors[i], Hv));
  });
  if (!residuals.every(Number.isFinite)) {
    throw nonFinite("find eigenpairs", "Hessian");
  }
  return {
    status: converged ? "converged" : "max-steps",
    eigenvalues: values,
    eigenvectors: vectors,
    residuals,
    products: products + values.length,
  };
}
