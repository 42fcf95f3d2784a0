import { checkpoint } from "../checkpoint.ts";
import { symmetricEigen } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkFinitePoint,
  checkOptions,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import {
  curvatureMap,
  type CurvatureMatrix,
  matrixOptions,
} from "./curvature_map.ts";
import { type ParameterBlock, parameterBlocks } from "./parameter_blocks.ts";
import { topEigenpairs } from "./top_eigenpairs.ts";
import { nonFinite } from "./non_finite.ts";

/** Which blocks of which matrix. */
export interface BlockSpectraOptions {
  /** A block for each layer, the default, or for each neuron. */
  readonly by?: "layer" | "neuron";
  /** "hessian" by default. */
  readonly matrix?: CurvatureMatrix;
}

/** What {@linkcode blockSpectra} takes. */
export const blockSpectraOptions: OptionTable<BlockSpectraOptions> = {
  by: oneOf("layer", "neuron"),
  matrix: matrixOptions.matrix,
};

/** The eigenvalues of a block on the diagonal of the Hessian. */
export interface BlockSpectrum extends ParameterBlock {
  /** Ascending: all, or the lowest and highest ten of a large block. */
  readonly eigenvalues: Float64Array;
  /** Whether these are all. */
  readonly complete: boolean;
}

/** Rows of a block up to which all its eigenvalues are computed: 32 MB. */
const denseUpTo = 2000;
/** Eigenvalues at each end of a larger one. */
const ends = 10;

/**
 * The spectra of the blocks on the diagonal of the Hessian that belong to single
 * layers, or to single neurons with their input weights and bias: curvature that
 * is left when all others are held. Between the lowest and the highest eigenvalue
 * of the whole.
 *
 * Cost: a Hessian–vector product per parameter, and the eigenvalues of each block;
 * no matrix of all parameters is formed.
 *
 * @throws {RangeError} If θ does not have p entries, or the Hessian there is not
 * finite.
 * @throws {TypeError} If an argument is of another type, an option unknown, or
 * the objective has no network.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   blockSpectra,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const [hidden, output] = blockSpectra(objective, θ); // a block per layer
 * assertEquals([hidden.eigenvalues.length, output.eigenvalues.length], [9, 4]);
 * ```
 */
export function blockSpectra(
  objective: Objective,
  θ: ArrayLike<number>,
  options: BlockSpectraOptions = {},
): BlockSpectrum[] {
  const act = "compute the spectra of blocks";
  const point = checkFinitePoint(act, objective, θ);
  checkOptions(act, options, blockSpectraOptions);
  const { by = "layer", matrix = "hessian" } = options;
  if (objective.network === undefined) {
    throw new TypeError(
      `Cannot ${act}: an objective without a network, expected one with a network`,
    );
  }
  return parameterBlocks(objective.network, by).map((block) => {
    const { parameters } = block;
    if (parameters.length > denseUpTo) {
      const [low, high] = (["smallest", "largest"] as const).map((end) =>
        topEigenpairs(objective, point, ends, { parameters, matrix, end })
          .eigenvalues
      );
      const eigenvalues = Float64Array.of(...low, ...high.toReversed());
      return { ...block, eigenvalues, complete: false };
    }
    const { size, product } = curvatureMap(act, objective, point, {
      parameters,
      matrix,
    });
    const A = new Float64Array(size * size);
    const unit = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      checkpoint();
      unit[k] = 1;
      product(unit, A.subarray(k * size, (k + 1) * size));
      unit[k] = 0;
    }
    const { status, values } = symmetricEigen(A, size, { vectors: false });
    if (status !== "completed") {
      throw nonFinite(act, "Hessian");
    }
    return { ...block, eigenvalues: values, complete: true };
  });
}
