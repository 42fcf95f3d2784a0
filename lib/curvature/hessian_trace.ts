import { checkpoint } from "../checkpoint.ts";
import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkFinitePoint,
  checkOptions,
  number,
  oneOf,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import {
  type CurvatureMap,
  curvatureMap,
  type MatrixChoice,
  matrixOptions,
} from "./curvature_map.ts";
import { nonFinite } from "./non_finite.ts";

/** How {@linkcode hessianTrace} estimates. */
export interface HessianTraceOptions extends MatrixChoice {
  /**
   * "hutchinson": random signs alone; "hutch++", the default: a third of the
   * products finds where the matrix is large, whose trace is then exact.
   */
  readonly method?: "hutchinson" | "hutch++";
  /** Products with the matrix at most, 99 by default; at least 6. */
  readonly products?: number;
  /** Of the random vectors; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode hessianTrace} takes. */
export const hessianTraceOptions: OptionTable<HessianTraceOptions> = {
  ...matrixOptions,
  method: oneOf("hutchinson", "hutch++"),
  products: sizeFrom(6),
  seed: number,
};

/** A trace, estimated. */
export interface HessianTrace {
  /** The estimate: unbiased. */
  readonly value: number;
  /** Standard error, from the spread of the random vectors; 0 where exact. */
  readonly standardError: number;
  /** Products with the matrix. */
  readonly products: number;
}

/**
 * The trace of the Hessian at θ, from products alone.
 *
 * Hutchinson: the mean of vᵀHv over vectors v of random signs. Hutch++ needs the
 * root of the products for the same error, the more so the faster eigenvalues
 * fall. Exact where the products suffice for all coordinates.
 *
 * @throws {RangeError} If θ does not have p entries, an option has no meaning, or
 * the Hessian is not finite.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @see Meyer, Musco, Musco and Woodruff, Hutch++: optimal stochastic trace
 * estimation, 2021, algorithm 1.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   hessianSpectrum,
 *   hessianTrace,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { value, standardError } = hessianTrace(objective, θ, { products: 60 });
 * const exact = hessianSpectrum(objective, θ).eigenvalues
 *   .reduce((sum, λ) => sum + λ);
 * assert(Math.abs(value - exact) < 5 * standardError + 1e-9);
 * ```
 */
export function hessianTrace(
  objective: Objective,
  θ: ArrayLike<number>,
  options: HessianTraceOptions = {},
): HessianTrace {
  const act = "estimate the trace";
  const point = checkFinitePoint(act, objective, θ);
  checkOptions(act, options, hessianTraceOptions);
  const { method = "hutch++", products = 99, seed = 0 } = options;
  const map = curvatureMap(act, objective, point, options);
  const random = randomGenerator(seed);
  const signs = () =>
    Float64Array.from(
      { length: map.size },
      () => random.integer(2) === 0 ? 1 : -1,
    );
  const estimate = products >= map.size
    ? exactTrace(map)
    : method === "hutchinson"
    ? hutchinson(map, products, signs)
    : hutchPlusPlus(map, Math.floor(products / 3), signs);
  if (Number.isFinite(estimate.value)) return estimate;
  throw nonFinite(act, "Hessian");
}

function exactTrace({ size, product }: CurvatureMap): HessianTrace {
  const unit = new Float64Array(size);
  const image = new Float64Array(size);
  let value = 0;
  for (let i = 0; i < size; i++) {
    checkpoint();
    unit[i] = 1;
    product(unit, image);
    value += image[i];
    unit[i] = 0;
  }
  return { value, standardError: 0, products: size };
}

/** The mean of gᵀ A g over `count` vectors, after `project`. */
function hutchinson(
  { size, product }: CurvatureMap,
  count: number,
  draw: () => Float64Array,
  project: (v: Float64Array) => void = () => {},
): HessianTrace {
  const image = new Float64Array(size);
  const values = Array.from({ length: count }, () => {
    checkpoint();
    const g = draw();
    project(g);
    product(g, image);
    return dot(g, image);
  });
  const value = values.reduce((sum, x) => sum + x, 0) / count;
  const square = values.reduce((sum, x) => sum + (x - value) ** 2, 0);
  return {
    value,
    standardError: Math.sqrt(square / (count * (count - 1))),
    products: count,
  };
}

/** tr QᵀAQ + the trace of A outside Q, with Q spanning A S for `count` signs. */
function hutchPlusPlus(
  map: CurvatureMap,
  count: number,
  draw: () => Float64Array,
): HessianTrace {
  const { size, product } = map;
  const basis: Float64Array[] = [];

  function project(v: Float64Array): void {
    for (let pass = 0; pass < 2; pass++) { // twice is enough
      for (const q of basis) addScaled(v, -dot(q, v), q, v);
    }
  }

  for (let k = 0; k < count; k++) {
    checkpoint();
    const image = new Float64Array(size);
    product(draw(), image);
    const length = norm(image);
    project(image);
    const left = norm(image);
    // what cancels is rounding: the image of A is spanned
    if (left > 1e-10 * length) basis.push(image.map((x) => x / left));
  }
  const image = new Float64Array(size);
  let within = 0;
  for (const q of basis) {
    checkpoint();
    product(q, image);
    within += dot(q, image);
  }
  const rest = hutchinson(map, count, draw, project);
  return {
    value: within + rest.value,
    standardError: rest.standardError,
    products: 2 * count + basis.length,
  };
}
