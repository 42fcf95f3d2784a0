import { lanczosQuadrature, type LanczosRule } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkFinitePoint,
  checkOptions,
  finiteFrom,
  number,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { normalCdf, normalDensity } from "../special/mod.ts";
import {
  curvatureMap,
  type MatrixChoice,
  matrixOptions,
} from "./curvature_map.ts";
import { toEnd } from "../steps.ts";
import { nonFinite } from "./non_finite.ts";

/** How {@linkcode spectralDensity} looks. */
export interface SpectralDensityOptions extends MatrixChoice {
  /** Random vectors, 10 by default; from two on there are error bars. */
  readonly probes?: number;
  /** Products per vector, 100 by default; p at most. */
  readonly steps?: number;
  /** Of the random vectors; 0 by default. */
  readonly seed?: number;
  /** σ of the Gaussians; 1/100 of the width of the spectrum by default. */
  readonly width?: number;
  /** Points of the curves, 401 by default. */
  readonly resolution?: number;
}

/** What {@linkcode spectralDensity} takes. */
export const spectralDensityOptions: OptionTable<SpectralDensityOptions> = {
  ...matrixOptions,
  probes: sizeFrom(1),
  steps: sizeFrom(1),
  seed: number,
  width: finiteFrom(0),
  resolution: sizeFrom(2),
};

/** The eigenvalues of a Hessian as a smooth density, with error bars. */
export interface SpectralDensity {
  /** λ at which the curves are given, ascending. */
  readonly xs: Float64Array;
  /** Share of the eigenvalues per unit of λ, each spread over a Gaussian. */
  readonly density: Float64Array;
  /** Standard error of that over the probes; NaN with one probe. */
  readonly densityErrors: Float64Array;
  /** Share of the eigenvalues below λ, spread likewise. */
  readonly cumulative: Float64Array;
  /** Standard error of that over the probes; NaN with one probe. */
  readonly cumulativeErrors: Float64Array;
  /** σ of the Gaussians. */
  readonly width: number;
  /** Ritz values of all probes. */
  readonly nodes: Float64Array;
  /** Their weights, of sum 1. */
  readonly weights: Float64Array;
  /** Probes so far. */
  readonly probes: number;
  /** Products with the matrix so far. */
  readonly products: number;
  /** Its rows: the number of eigenvalues. */
  readonly size: number;
}

/** A density under way. */
export interface SpectralDensityStep {
  /** From the probes so far; computed when it is read. */
  readonly density: SpectralDensity;
  /** Share of the probes, 0 … 1. */
  readonly done: number;
}

/**
 * The density; see {@linkcode spectralDensitySteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   spectralDensity,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { xs, density } = spectralDensity(objective, θ, { probes: 5 });
 * assertEquals(xs.length, density.length);
 * ```
 */
export function spectralDensity(
  objective: Objective,
  θ: ArrayLike<number>,
  options: SpectralDensityOptions = {},
): SpectralDensity {
  return toEnd(spectralDensitySteps(objective, θ, options));
}

/**
 * The density of the Hessian's eigenvalues at θ by stochastic Lanczos
 * quadrature, from products alone, yielding after each probe what there is.
 *
 * Each probe, a vector of random signs, gives a Gauss rule for the spectrum whose
 * expectation over the probes has the exact moments up to 2·steps − 1. Isolated
 * eigenvalues are found exactly, with random weights; what lies closer together
 * than some multiple of the spectrum's width over `steps` is smeared. Standard
 * errors tell the spread over probes, not this.
 *
 * Cost: probes × steps Hessian–vector products, and 8 p steps² operations per
 * probe.
 *
 * @throws {RangeError} If θ does not have p entries, an option has no meaning, or
 * the Hessian is not finite.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { customObjective, spectralDensity } from "@thalweg/thalweg";
 *
 * const bowl = customObjective({
 *   parameterCount: 4,
 *   loss: (θ) => θ[0] ** 2 / 2 + θ[1] ** 2 / 2,
 *   hessian: () => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
 * });
 * const { xs, cumulative } = spectralDensity(bowl, [0, 0, 0, 0]);
 * const middle = xs.findIndex((λ) => λ > 0.5);
 * assertAlmostEquals(cumulative[middle], 0.5, 1e-12); // half are zero
 * ```
 *
 * @see Ghorbani, Krishnan and Xiao, An investigation into neural net
 * optimization via Hessian eigenvalue density, 2019, whose weights are, as here,
 * the squared first components.
 */
export function* spectralDensitySteps(
  objective: Objective,
  θ: ArrayLike<number>,
  options: SpectralDensityOptions = {},
): Generator<SpectralDensityStep, SpectralDensity> {
  const act = "estimate the spectral density";
  const point = checkFinitePoint(act, objective, θ);
  checkOptions(act, options, spectralDensityOptions);
  const { probes = 10, steps = 100, seed = 0 } = options;
  const { size, product } = curvatureMap(act, objective, point, options);
  const random = randomGenerator(seed);
  const rules: LanczosRule[] = [];
  while (rules.length < probes) {
    const v = Float64Array.from(
      { length: size },
      () => random.integer(2) === 0 ? 1 : -1,
    );
    const rule = lanczosQuadrature(product, v, steps);
    if (!rule.nodes.every(Number.isFinite)) {
      throw nonFinite(act, "Hessian");
    }
    rules.push(rule);
    const soFar = rules.slice();
    yield {
      get density() {
        return densityOf(soFar, size, options);
      },
      done: rules.length / probes,
    };
  }
  return densityOf(rules, size, options);
}

/** Where no width is given: this part of the spectrum's. */
const defaultWidth = 0.01;

function densityOf(
  rules: readonly LanczosRule[],
  size: number,
  { width, resolution = 401 }: SpectralDensityOptions,
): SpectralDensity {
  const lowest = Math.min(...rules.map(({ nodes }) => nodes[0]));
  const highest = Math.max(...rules.map(({ nodes }) => nodes.at(-1)!));
  // equal eigenvalues have a width too, for a picture
  const span = highest - lowest > 1e-9 * Math.abs(highest)
    ? highest - lowest
    : Math.abs(highest) || 1;
  const σ = width || defaultWidth * span;
  const [from, to] = [lowest - 5 * σ, highest + 5 * σ];
  const xs = Float64Array.from(
    { length: resolution },
    (_, i) => from + (to - from) * i / (resolution - 1),
  );
  const density = meanAndError(
    rules,
    xs,
    (x) => normalDensity(x / σ) / σ,
  );
  const cumulative = meanAndError(rules, xs, (x) => normalCdf(x / σ));
  return {
    xs,
    density: density.means,
    densityErrors: density.errors,
    cumulative: cumulative.means,
    cumulativeErrors: cumulative.errors,
    width: σ,
    nodes: Float64Array.from(rules.flatMap(({ nodes }) => [...nodes])),
    weights: Float64Array.from(
      rules.flatMap(({ weights }) => [...weights].map((w) => w / rules.length)),
    ),
    probes: rules.length,
    products: rules.reduce((sum, { products }) => sum + products, 0),
    size,
  };
}

/** Mean over the probes of Σ wₖ f(x − λₖ) at each x, and its standard error. */
function meanAndError(
  rules: readonly LanczosRule[],
  xs: Float64Array,
  f: (distance: number) => number,
): { readonly means: Float64Array; readonly errors: Float64Array } {
  const n = rules.length;
  const curves = rules.map(({ nodes, weights }) =>
    xs.map((x) => {
      let sum = 0;
      for (let k = 0; k < nodes.length; k++) {
        sum += weights[k] * f(x - nodes[k]);
      }
      return sum;
    })
  );
  const means = xs.map((_, i) =>
    curves.reduce((sum, curve) => sum + curve[i], 0) / n
  );
  const errors = xs.map((_, i) =>
    Math.sqrt(
      curves.reduce((sum, curve) => sum + (curve[i] - means[i]) ** 2, 0) /
        (n * (n - 1)),
    )
  );
  return { means, errors };
}
