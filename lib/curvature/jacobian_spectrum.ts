import { norm, svd } from "../linalg/mod.ts";
import type { Network } from "../network/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkFinitePoint,
  checkOptions,
  flag,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { jacobianBlocks } from "./jacobian_blocks.ts";
import { outputObjective } from "./output_objective.ts";
import { parameterBlocks } from "./parameter_blocks.ts";
import { topEigenpairs } from "./top_eigenpairs.ts";
import { nonFinite } from "./non_finite.ts";

/** How much of a large Jacobian is looked at. */
export interface JacobianSpectrumOptions {
  /** Singular values of one too large for all of them; 10 by default. */
  readonly count?: number;
  /**
   * Whether biases count, true by default. False: the Jacobian by the weights of a
   * network alone, as Heckel and Yilmaz publish it, and vectors that are 0 at
   * biases.
   */
  readonly biases?: boolean;
}

/** What {@linkcode jacobianSpectrum} takes. */
export const jacobianSpectrumOptions: OptionTable<JacobianSpectrumOptions> = {
  count: sizeFrom(1),
  biases: flag,
};

/** Singular values of a network's outputs as functions of its parameters. */
export interface JacobianSpectrum {
  /** Descending. */
  readonly singularValues: Float64Array;
  /** vectors[k] (p, unit length): the right singular vector of each. */
  readonly vectors: readonly Float64Array[];
  /** "layer 1", …: where there is a network. */
  readonly layers: readonly string[];
  /**
   * layerNorms[k][l] is the norm of vectors[k] restricted to layer l: how much of
   * the direction lies there; their squares have the sum 1.
   */
  readonly layerNorms: readonly Float64Array[];
  /** "dense": all singular values; "lanczos": the largest alone. */
  readonly method: "dense" | "lanczos";
}

/** Numbers of a Jacobian, and its shorter side, up to which all are computed. */
const affordable = { numbers: 2 ** 22, side: 400 };

/**
 * The singular values of the Jacobian of all outputs on all data with respect to
 * θ, with the share of each layer in their right singular vectors. Above 32 MB,
 * or 400 of samples × outputs and of parameters, the largest alone, by Lanczos
 * on products.
 *
 * Of a mean squared error their squares times 2/N are the eigenvalues of the
 * Gauss–Newton matrix.
 *
 * @throws {RangeError} If θ does not have p entries, or an option has no meaning.
 * @throws {TypeError} If an argument is of another type, an option unknown,
 * there is neither a network with data nor are there residuals, or biases are to
 * be left out where there is no network.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   jacobianSpectrum,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { singularValues } = jacobianSpectrum(objective, θ);
 * assert(singularValues[0] > 0); // the largest first
 * ```
 */
export function jacobianSpectrum(
  objective: Objective,
  θ: ArrayLike<number>,
  options: JacobianSpectrumOptions = {},
): JacobianSpectrum {
  const act = "compute singular values";
  const point = checkFinitePoint(act, objective, θ);
  checkOptions(act, options, jacobianSpectrumOptions);
  const outputs = outputObjective(act, objective);
  const p = point.length;
  const blocks = jacobianBlocks(act, outputs, point);
  const { rows, samples } = blocks;
  const isDense = rows * p <= affordable.numbers &&
    Math.min(rows, p) <= affordable.side;
  const free = options.biases === false
    ? weightsOf(act, objective.network)
    : Array.from(point.keys());
  const found = isDense
    ? dense(outputs.jacobian!(point), rows, p, free)
    : largest(
      outputs,
      point,
      Math.min(options.count ?? 10, free.length, rows),
      samples,
      free,
    );
  const { singularValues } = found;
  const vectors = found.vectors.map((vector) => {
    const whole = new Float64Array(p);
    free.forEach((k, c) => whole[k] = vector[c]);
    return whole;
  });
  const layers = objective.network
    ? parameterBlocks(objective.network, "layer")
    : [];
  return {
    singularValues,
    vectors,
    layers: layers.map(({ name }) => name),
    layerNorms: vectors.map((vector) =>
      Float64Array.from(
        layers,
        ({ parameters }) =>
          norm(Float64Array.from(parameters, (k) => vector[k])),
      )
    ),
    method: isDense ? "dense" : "lanczos",
  };
}

/** Where the weights of a network are in θ: all but the biases. */
function weightsOf(act: string, network: Network | undefined): number[] {
  if (network === undefined) {
    throw new TypeError(
      `Cannot ${act}: an objective without a network, expected one, or biases that are not left out`,
    );
  }
  return network.layers.flatMap(({ width, fanIn, bias, offset }) =>
    Array.from(
      { length: width * fanIn },
      (_, n) =>
        offset + Math.floor(n / fanIn) * (fanIn + (bias ? 1 : 0)) + n % fanIn,
    )
  );
}

/** Singular values and vectors of the columns that are looked at. */
type Found = Pick<JacobianSpectrum, "singularValues" | "vectors">;

function dense(
  J: Float64Array,
  rows: number,
  p: number,
  free: readonly number[],
): Found {
  const m = free.length;
  const A = m === p ? J : new Float64Array(rows * m);
  for (let r = 0; m < p && r < rows; r++) {
    for (let c = 0; c < m; c++) A[r * m + c] = J[r * p + free[c]];
  }
  const { status, values, right } = svd(A, rows, m);
  if (status === "non-finite") {
    throw nonFinite("compute singular values", "Jacobian");
  }
  return {
    singularValues: values,
    vectors: Array.from(values, (_, k) => right.slice(k * m, k * m + m)),
  };
}

/** σ² = λ N/2 of the Gauss–Newton matrix 2 JᵀJ/N. */
function largest(
  objective: Objective,
  θ: Float64Array,
  count: number,
  samples: number,
  parameters: readonly number[],
): Found {
  const { eigenvalues, eigenvectors } = topEigenpairs(objective, θ, count, {
    matrix: "gaussNewton",
    parameters,
  });
  return {
    singularValues: eigenvalues.map((λ) =>
      Math.sqrt(Math.max(0, λ) * samples / 2)
    ),
    vectors: eigenvectors,
  };
}
