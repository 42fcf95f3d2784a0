import { norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { matchWith } from "../symmetry/match_neurons.ts";
import { normalize } from "../symmetry/normalize.ts";
import { type LayerIndices, layerIndices } from "../symmetry/relabel.ts";

/** What is compared of a critical point. */
export interface Fingerprint {
  readonly loss: number;
  /** The invariant of the objective, where it names one. */
  readonly invariant: Float64Array | undefined;
  /** θ, rescaled where the network lets it be. */
  readonly normal: Float64Array;
  /** The residuals, where there are some. */
  readonly residuals: Float64Array | undefined;
}

/** Compares critical points modulo the symmetries of a loss. */
export interface Comparison {
  /** What is compared, of a point. */
  of(θ: Float64Array): Fingerprint;
  /** Whether two are the same by a symmetry. */
  same(a: Fingerprint, b: Fingerprint): boolean;
  /** Whether two give the same residuals on all data. */
  sameFunction(a: Fingerprint, b: Fingerprint): boolean;
}

/**
 * Two critical points are the same by a symmetry where their losses agree and
 * the invariants that the objective names are equal; or, where it names none,
 * one lies within the tolerance of the other after its neurons are rescaled,
 * flipped and reordered.
 */
export function comparisonOf(
  objective: Objective,
  tolerance: number,
): Comparison {
  const { network, parameterCount: p } = objective;
  const layers: readonly LayerIndices[] = network ? layerIndices(network) : [];
  const atZero = Math.abs(objective.loss(new Float64Array(p)));
  const floor = Number.isFinite(atZero) ? 1e-9 * atZero : 0;

  function close(a: Float64Array, b: Float64Array): boolean {
    return distance(a, b) <= tolerance * (1 + norm(a));
  }

  function sameLoss(a: Fingerprint, b: Fingerprint): boolean {
    return Math.abs(a.loss - b.loss) <= 1e-7 * Math.abs(a.loss) + floor;
  }

  return {
    of: (θ) => ({
      loss: objective.loss(θ),
      invariant: objective.invariant?.(θ),
      normal: layers.length > 0 ? normalize(layers, θ) : θ,
      residuals: objective.residuals?.(θ),
    }),
    same(a, b) {
      if (!sameLoss(a, b)) return false;
      if (a.invariant && b.invariant) return close(a.invariant, b.invariant);
      if (close(a.normal, b.normal)) return true;
      // the normal form has made the flips that shift biases
      const match = matchWith(layers, a.normal, b.normal, { shifts: false });
      return match.distance <= tolerance * (1 + norm(a.normal));
    },
    sameFunction: (a, b) =>
      a.residuals !== undefined && b.residuals !== undefined &&
      sameLoss(a, b) && close(a.residuals, b.residuals),
  };
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}
