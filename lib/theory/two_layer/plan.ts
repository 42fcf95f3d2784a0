import type { LinearModel } from "../linear_model/linear_model.ts";
import type { LeastSquares } from "../double_descent/weight_errors.ts";
import {
  product,
  timesTransposed,
  transpose,
} from "../linear_model/matrices.ts";
import { ratesOf } from "../modes/two_layer_modes.ts";
import { diagonalStart } from "./diagonal_start.ts";
import { geometricTimes, type TwoLayerTrainingOptions } from "./options.ts";
import {
  type SingularCoordinates,
  singularCoordinates,
  toSynaptic,
} from "./singular_coordinates.ts";
import type { TwoLayerTraining } from "./training.ts";

/** A training with all that follows from its options. */
export interface Plan {
  readonly inputs: number;
  readonly outputs: number;
  readonly hidden: number;
  readonly iterations: number;
  readonly times: ArrayLike<number>;
  readonly synaptic: boolean;
  readonly sequential: boolean;
  readonly relu: boolean;
  readonly asPublished: boolean;
  readonly decay: number;
  /** 1 for half the loss, 2 for the whole. */
  readonly factor: number;
  readonly rates: readonly [number, number];
  /** Weights at first, in the coordinates of the training. */
  readonly start: {
    readonly first: Float64Array;
    readonly second: Float64Array;
  };
  /** The best map, in the same ones. */
  readonly target: Float64Array;
  /** XᵀX in the same ones. */
  readonly covariance: Float64Array;
  readonly coordinates: SingularCoordinates;
  readonly modes: TwoLayerTraining["modes"];
}

/** XᵀX counts as diagonal in V where nothing beside is larger than this share. */
const negligible = 1e-9;

/** @throws {RangeError} If something does not fit together. */
export function planOf(
  act: string,
  { data, test, coefficients }: Pick<
    LinearModel,
    "data" | "test" | "coefficients"
  >,
  { eigenvalues, directions, minimumNorm: B }: LeastSquares,
  options: TwoLayerTrainingOptions,
): Plan {
  const { inputCount: d, outputCount: outputs } = data;
  if (test.inputCount !== d || coefficients.length !== outputs * d) {
    throw new RangeError(
      `Cannot ${act}: a test of ${test.inputCount} inputs and ${coefficients.length} coefficients, expected ${d} and ${outputs} × ${d}`,
    );
  }
  const { hidden = 50, iterations = 100_000, decay = 0 } = options;
  const relu = options.activation === "relu";
  const synaptic = options.coordinates === "synaptic";
  if (relu && synaptic) {
    throw new RangeError(
      `Cannot ${act}: relu in synaptic coordinates, expected "original": relu knows no rotation`,
    );
  }
  const [ηa, ηb] = ratesOf(act, options.rates ?? [1e-3, 1e-3]);
  const scales = options.scales ?? [0.1, 0.1];
  if (scales.length !== 2) {
    throw new RangeError(
      `Cannot ${act}: scales has ${scales.length} entries, expected 2`,
    );
  }
  const factor = options.gradient === "whole" ? 2 : 1;
  const sizes = { inputs: d, hidden, outputs };
  const coordinates = singularCoordinates(B, outputs, d);
  const Σ = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      for (let k = 0; k < d; k++) {
        Σ[j * d + k] += eigenvalues[i] * directions[i * d + j] *
          directions[i * d + k];
      }
    }
  }
  const { Vt } = coordinates;
  // C = Vᵀ Σ V; the source has V Σ Vᵀ
  const V = options.asPublished ? Vt : transpose(Vt, d, d);
  const C = product(product(transpose(V, d, d), Σ, d, d, d), V, d, d, d);
  const start = startOf(act, options, sizes, scales, coordinates);
  return {
    ...sizes,
    iterations,
    times: timesOf(act, options, iterations),
    synaptic,
    sequential: options.update !== "simultaneous",
    relu,
    asPublished: options.asPublished ?? false,
    decay,
    factor,
    rates: [ηa, ηb],
    start,
    target: synaptic ? toSynaptic(B, coordinates, outputs, d) : B,
    covariance: synaptic ? C : Σ,
    coordinates,
    modes: start.diagonal && !relu && decay === 0
      ? modesOf(start.diagonal, coordinates, C, sizes, [
        factor * ηa,
        factor * ηb,
      ])
      : undefined,
  };
}

function timesOf(
  act: string,
  { times, activation }: TwoLayerTrainingOptions,
  iterations: number,
): ArrayLike<number> {
  if (!times) {
    return activation === "relu"
      ? geometricTimes(iterations)
      : Array.from({ length: iterations }, (_, t) => t);
  }
  for (let k = 0; k < times.length; k++) {
    if (!(times[k] < iterations) || (k > 0 && !(times[k] > times[k - 1]))) {
      throw new RangeError(
        `Cannot ${act}: times[${k}] is ${
          times[k]
        }, expected ascending iterations below ${iterations}`,
      );
    }
  }
  return times;
}

type Start = Plan["start"] & {
  readonly diagonal?: { readonly a: Float64Array; readonly b: Float64Array };
};

function startOf(
  act: string,
  { start, seed = 12, rotated = true, coordinates: kind }:
    TwoLayerTrainingOptions,
  sizes: { inputs: number; hidden: number; outputs: number },
  scales: ArrayLike<number>,
  coordinates: SingularCoordinates,
): Start {
  const { inputs: d, hidden, outputs } = sizes;
  const { U, Vt } = coordinates;
  if (start) {
    if (
      start.first.length !== hidden * d ||
      start.second.length !== outputs * hidden
    ) {
      throw new RangeError(
        `Cannot ${act}: a start of ${start.first.length} and ${start.second.length} weights, expected ${hidden} × ${d} and ${outputs} × ${hidden}`,
      );
    }
    const first = Float64Array.from(start.first);
    const second = Float64Array.from(start.second);
    if (kind !== "synaptic") return { first, second };
    const Ut = transpose(U, outputs, outputs);
    return {
      first: timesTransposed(first, Vt, hidden, d, d),
      second: product(Ut, second, outputs, outputs, hidden),
    };
  }
  const diagonal = diagonalStart(sizes, scales, seed, rotated);
  const { first, second } = diagonal;
  if (kind === "synaptic") return { first, second, diagonal };
  return {
    first: product(first, Vt, hidden, d, d),
    second: product(U, second, outputs, outputs, hidden),
    diagonal,
  };
}

function isDiagonal(C: Float64Array, d: number): boolean {
  let largest = 0;
  let beside = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      const size = Math.abs(C[i * d + j]);
      if (i === j) largest = Math.max(largest, size);
      else beside = Math.max(beside, size);
    }
  }
  return beside <= negligible * largest;
}

/** σᵢ = sᵢλᵢ of the modes that all three layers of neurons can carry. */
function modesOf(
  { a, b }: { readonly a: Float64Array; readonly b: Float64Array },
  { values }: SingularCoordinates,
  C: Float64Array,
  { inputs: d, hidden, outputs }: {
    inputs: number;
    hidden: number;
    outputs: number;
  },
  rates: readonly [number, number],
): TwoLayerTraining["modes"] {
  const count = Math.min(d, hidden, outputs);
  const lambda = Float64Array.from({ length: count }, (_, i) => C[i * d + i]);
  return {
    sigma: lambda.map((λ, i) => λ * values[i]),
    lambda,
    a: a.slice(0, count),
    b: b.slice(0, count),
    rates,
    exact: isDiagonal(C, d),
  };
}
