import { checkpoint } from "../checkpoint.ts";
import { dot, norm, symmetricEigen } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  anObjective,
  aTrajectory,
  checkArguments,
  checkFinitePoint,
  checkOptions,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { outputObjective } from "./output_objective.ts";
import { someOf, type Way } from "./way.ts";
import { toEnd } from "../steps.ts";
import { nonFinite } from "./non_finite.ts";

/** The neural tangent kernel of the data, K = J Jᵀ. */
export interface TangentKernel {
  /** n × n, row-major; n is samples × outputs, sample by sample. */
  readonly kernel: Float64Array;
  /** n. */
  readonly size: number;
  /** Ascending. */
  readonly eigenvalues: Float64Array;
}

/** Rows of a kernel up to which it is a matrix: 32 MB. */
const mostRows = 2048;

/**
 * The neural tangent kernel at θ: products of the gradients of all outputs on all
 * data. In the gradient flow of a mean squared error the residuals r follow
 * ṙ = −(2/N) K r; where K stays, the network is linear in its parameters.
 *
 * Cost: a Jacobian, n² p operations, and n³ for the eigenvalues. Above 2048 rows
 * it is refused: {@linkcode jacobianSpectrum} has the largest eigenvalues' roots
 * without it, and `objective.select` takes some of the samples.
 *
 * @throws {RangeError} If θ does not have p entries, or there are too many rows.
 * @throws {TypeError} If an argument is of another type, or there is neither a
 * network with data nor are there residuals.
 *
 * @see Jacot, Gabriel and Hongler, Neural tangent kernel: convergence and
 * generalization in neural networks, 2018.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   tangentKernel,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { eigenvalues } = tangentKernel(objective, θ);
 * assert(eigenvalues.every((λ) => λ > -1e-12)); // J Jᵀ has no negative ones
 * ```
 */
export function tangentKernel(
  objective: Objective,
  θ: ArrayLike<number>,
): TangentKernel {
  const act = "compute the tangent kernel";
  const point = checkFinitePoint(act, objective, θ);
  return kernelAt(act, outputObjective(act, objective), point);
}

function kernelAt(
  act: string,
  outputs: Objective,
  θ: Float64Array,
): TangentKernel {
  const n = outputs.residuals!(θ).length;
  const p = θ.length;
  if (n > mostRows) {
    throw new RangeError(
      `Cannot ${act}: ${n} rows, samples × outputs, expected at most ${mostRows}; take some of the samples with objective.select, or use jacobianSpectrum`,
    );
  }
  const J = outputs.jacobian!(θ);
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    checkpoint();
    const row = J.subarray(i * p, i * p + p);
    for (let j = 0; j <= i; j++) {
      const product = dot(row, J.subarray(j * p, j * p + p));
      kernel[i * n + j] = kernel[j * n + i] = product;
    }
  }
  const { status, values } = symmetricEigen(kernel, n, { vectors: false });
  if (status !== "completed") {
    throw nonFinite(act, "kernel");
  }
  return { kernel, size: n, eigenvalues: values };
}

/** How often a kernel is looked at along a training. */
export interface KernelChangeOptions {
  /** Points of the way at most, 20 by default; at least 2. */
  readonly points?: number;
}

/** What {@linkcode kernelChange} takes beside the way. */
export const kernelChangeOptions: OptionTable<KernelChangeOptions> = {
  points: sizeFrom(2),
};

/** The tangent kernel along a way. */
export interface KernelChange {
  /** Times of the points looked at. */
  readonly times: Float64Array;
  /** The kernel at each. */
  readonly kernels: readonly TangentKernel[];
  /** ‖K − K₀‖/‖K₀‖ in Frobenius norms, K₀ being the first. */
  readonly distances: Float64Array;
  /** ⟨K, K₀⟩/(‖K‖ ‖K₀‖): 1 where only the scale has changed. */
  readonly alignments: Float64Array;
}

/**
 * The change; see {@linkcode kernelChangeSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   kernelChange,
 *   mlp,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { trajectory } = train(objective, θ);
 * const { distances } = kernelChange(objective, trajectory, { points: 5 });
 * assertEquals(distances[0], 0); // from the kernel at the start
 * ```
 */
export function kernelChange(
  objective: Objective,
  way: Way,
  options: KernelChangeOptions = {},
): KernelChange {
  return toEnd(kernelChangeSteps(objective, way, options));
}

/**
 * The tangent kernel at some points along a training, first and last among them,
 * and how far it has moved: hardly at all in the lazy regime, where the network is
 * as good as linear. Yields what there is after each point.
 *
 * @throws {RangeError} If `points` has no meaning, a point does not have p
 * parameters, or there are too many rows, see {@linkcode tangentKernel}.
 * @throws {TypeError} As there.
 */
export function* kernelChangeSteps(
  objective: Objective,
  way: Way,
  options: KernelChangeOptions = {},
): Generator<KernelChange, KernelChange> {
  const act = "follow the tangent kernel";
  checkArguments(act, { objective, way }, {
    objective: anObjective,
    way: aTrajectory,
  });
  checkOptions(act, options, kernelChangeOptions);
  const { times, parameters } = way;
  const at = someOf(way, options.points ?? 20);
  const outputs = outputObjective(act, objective);
  const kernels: TangentKernel[] = [];
  const distances: number[] = [];
  const alignments: number[] = [];
  const soFar = (): KernelChange => ({
    times: Float64Array.from(at.slice(0, kernels.length), (i) => times[i]),
    kernels: kernels.slice(),
    distances: Float64Array.from(distances),
    alignments: Float64Array.from(alignments),
  });
  for (const i of at) {
    const θ = checkFinitePoint(act, objective, parameters[i]);
    kernels.push(kernelAt(act, outputs, θ));
    const [{ kernel: first }, { kernel }] = [kernels[0], kernels.at(-1)!];
    const [size, whole] = [norm(first), norm(kernel)];
    distances.push(norm(kernel.map((x, k) => x - first[k])) / (size || 1));
    alignments.push(dot(kernel, first) / (size * whole || 1));
    if (kernels.length < at.length) yield soFar();
  }
  return soFar();
}
