import type { Dataset } from "../data/dataset.ts";
import {
  addScaled,
  dot,
  infinityNorm,
  norm,
  symmetricEigen,
} from "../linalg/mod.ts";
import type { Network } from "../network/mod.ts";
import { empiricalLoss, type EmpiricalLossOptions } from "../objective/mod.ts";
import { boundEigenvalues } from "./eigenvalue_bounds.ts";
import { hessianSpectrum } from "./spectrum.ts";
import { symmetries } from "./symmetries/list.ts";
import type { Candidate, SymmetryKind } from "./symmetries/symmetry.ts";
import { checkParameters } from "../options/mod.ts";

/** A symmetry that explains null directions. */
export interface NullExplanation {
  /** Which symmetry. */
  readonly kind: SymmetryKind;
  /** The layer, counted from 1 as in names of parameters. */
  readonly layer: number;
  /** The neurons of that layer, counted from 0. */
  readonly neurons: readonly number[];
  /** What is so, in words. */
  readonly sentence: string;
  /** How many null directions it explains that nothing before it did. */
  readonly dimension: number;
  /** Directions of the symmetry that are null ones (p, orthonormal). */
  readonly directions: readonly Float64Array[];
  /**
   * The largest distance of these from the null space, between 0 and 1: the sine
   * of an angle.
   */
  readonly residual: number;
}

/** The null directions of a Hessian, named. */
export interface NullDirections {
  /** How many there are: eigenvalues that are zero within their bounds. */
  readonly dimension: number;
  /** The symmetries that explain them. */
  readonly explanations: readonly NullExplanation[];
  /** An orthonormal basis (p each) of those that no symmetry explains. */
  readonly unexplained: readonly Float64Array[];
}

/**
 * Names the null directions of the Hessian at θ: dead neurons, duplicated ones
 * (up to a sign where the activation allows it), the rescaling of homogeneous
 * activations, redundant linear layers, the shift that softmax does not see.
 *
 * A symmetry explains as many null directions as its own directions have in
 * common with their space, up to a residual of 0.01. Away from points of vanishing gradient the
 * loss is flat along the curve of a symmetry, but its tangent need not be a null
 * direction.
 *
 * Cost: one spectrum, and a Hessian–vector product per parameter.
 *
 * @param options The loss whose Hessian it is, as for `empiricalLoss`.
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ, data and network do not fit each other, or the
 * Hessian at θ is not finite.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   dataset,
 *   explainNullDirections,
 *   network,
 *   parseNetwork,
 * } from "@thalweg/thalweg";
 *
 * const net = network(parseNetwork("1 → 2 tanh no bias → 1 no bias"));
 * const data = dataset({ inputs: [[1], [2]], targets: [[0], [0]] });
 * const θ = Float64Array.of(0.5, 0.5, 1, -1); // the same neuron twice
 * const { explanations } = explainNullDirections(net, data, θ);
 * assertEquals(explanations[0].kind, "duplicated neurons");
 * assertEquals(explanations[0].neurons, [0, 1]);
 * ```
 */
export function explainNullDirections(
  net: Network,
  data: Dataset,
  θ: ArrayLike<number>,
  options: EmpiricalLossOptions = {},
): NullDirections {
  const objective = empiricalLoss(net, data, options);
  const point = checkParameters("explain null directions", net, θ);
  const { eigenvalues, eigenvectors } = hessianSpectrum(objective, point);
  const { bounds } = boundEigenvalues(
    objective,
    point,
    eigenvalues,
    eigenvectors,
    infinityNorm(eigenvalues),
  );
  return explainNullSpace(
    net,
    point,
    eigenvectors.filter((_, k) => Math.abs(eigenvalues[k]) <= bounds[k]),
  );
}

/** Unit vectors closer than this are one: near a symmetry is near enough. */
const accuracy = 1e-2;

/** Names the directions of a null space, of which an orthonormal basis is given. */
export function explainNullSpace(
  net: Network,
  θ: Float64Array,
  vectors: readonly Float64Array[],
): NullDirections {
  const dimension = vectors.length;
  const explanations: NullExplanation[] = [];
  /** Orthonormal, in the basis of the null space. */
  const explained: Float64Array[] = [];

  function isNew(u: Float64Array): boolean {
    const part = Float64Array.from(vectors, (z) => dot(z, u));
    return extend(explained, part, accuracy);
  }

  for (const symmetry of symmetries) {
    for (const candidate of symmetry(net, θ)) {
      if (explained.length === dimension) break;
      const found = nullDirectionsOf(candidate, vectors);
      const count = found.directions.filter(isNew).length;
      if (count === 0) continue;
      const { kind, layer, neurons, sentence } = candidate;
      explanations.push({
        kind,
        layer,
        neurons,
        sentence,
        dimension: count,
        ...found,
      });
    }
  }
  return { dimension, explanations, unexplained: rest(vectors, explained) };
}

/**
 * The directions that the span of a candidate has in common with a null space:
 * principal vectors of the two (Björck and Golub, 1973) whose angle is small.
 */
function nullDirectionsOf(
  { directions, all }: Candidate,
  vectors: readonly Float64Array[],
): Pick<NullExplanation, "directions" | "residual"> {
  const span: Float64Array[] = [];
  for (const u of directions) {
    const length = norm(u);
    if (length > 0) extend(span, u.map((x) => x / length), accuracy);
  }
  const count = span.length;
  const projections = span.map((u) =>
    Float64Array.from(vectors, (z) => dot(z, u))
  );
  const gram = new Float64Array(count * count);
  projections.forEach((a, i) =>
    projections.forEach((b, j) => gram[i * count + j] = dot(a, b))
  );
  const principal = symmetricEigen(gram, count).vectors;
  const common: Float64Array[] = [];
  let residual = 0;
  for (let k = count - 1; k >= 0; k--) {
    const weights = principal.subarray(k * count, (k + 1) * count);
    const u = combine(weights, span);
    const outside = u.slice();
    for (const z of vectors) addScaled(outside, -dot(z, u), z, outside);
    const distance = norm(outside);
    if (distance > accuracy) break; // angles grow from here on
    common.push(u);
    residual = Math.max(residual, distance);
  }
  return all && common.length < count
    ? { directions: [], residual: 0 }
    : { directions: common, residual };
}

/** An orthonormal basis of the null space without what is explained. */
function rest(
  vectors: readonly Float64Array[],
  explained: readonly Float64Array[],
): Float64Array[] {
  const dimension = vectors.length;
  const basis = [...explained];
  const axes = vectors.map((_, k) => {
    const axis = new Float64Array(dimension);
    axis[k] = 1;
    return axis;
  });
  // at least one axis keeps this much outside a smaller subspace
  const share = 0.9 / Math.sqrt(dimension);
  while (basis.length < dimension) {
    axes.some((axis) => extend(basis, axis, share));
  }
  return basis.slice(explained.length).map((w) => combine(w, vectors));
}

/** Σ wₖ vₖ. */
function combine(
  weights: Float64Array,
  vectors: readonly Float64Array[],
): Float64Array {
  const out = new Float64Array(vectors[0].length);
  vectors.forEach((v, k) => addScaled(out, weights[k], v, out));
  return out;
}

/** Adds to an orthonormal basis what is new in v, if that is at least `least`. */
function extend(
  basis: Float64Array[],
  v: Float64Array,
  least: number,
): boolean {
  const w = v.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const b of basis) addScaled(w, -dot(b, w), b, w);
  }
  const length = norm(w);
  if (!(length >= least)) return false;
  basis.push(w.map((x) => x / length));
  return true;
}
