import {
  type Candidate,
  linearLayers,
  rescaling,
  softmaxShift,
  type SymmetryKind,
} from "../../curvature/mod.ts";
import {
  above,
  ballsAround,
  below,
  type Intervals,
} from "../../interval/mod.ts";
import {
  ballProduct,
  distanceBound,
  exactBalls,
  identity,
} from "../../linalg/mod.ts";
import {
  type ActivationChoice,
  exactDegree,
  type Network,
} from "../../network/mod.ts";
import type { Objective } from "../../objective/mod.ts";
import { inverse } from "./newton.ts";
import { completePivots } from "./pivots.ts";

/** A symmetry along which the loss does not change. */
export interface GaugeSymmetry {
  /** Which symmetry. */
  readonly kind: SymmetryKind;
  /** The layer, counted from 1 as in names of parameters. */
  readonly layer: number;
  /** The neurons of that layer, counted from 0. */
  readonly neurons: readonly number[];
  /** How many directions it leaves free. */
  readonly dimension: number;
}

/** Held parameters, one per direction of the orbits through θ. */
export interface Gauge {
  /** Their indices. */
  readonly held: readonly number[];
  /** What is held fast by them. */
  readonly symmetries: readonly GaugeSymmetry[];
  /**
   * Whether orbits cross the slice of the other parameters everywhere in a box:
   * then a critical point of the loss on the slice is one of the loss.
   */
  isTransversal(box: Intervals): boolean;
}

/** Symmetries that hold for every θ, and not only where neurons are alike. */
const families = [linearLayers, rescaling, softmaxShift];

/**
 * Fixes the gauge: for each independent direction in which the loss does not
 * change at θ, one parameter is held, chosen by complete pivoting.
 *
 * @param free The parameters that directions may move.
 * @param candidates Those of them that may be held.
 */
export function gaugeOf(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
  candidates: readonly number[],
): Gauge {
  // a penalty sees what the network does not
  const { network: net, data, specification, unpenalized } = objective;
  const isOfOutputs = data !== undefined ||
    specification?.kind === "population";
  const symmetric = net && isOfOutputs && !unpenalized ? net : undefined;
  const orbits = symmetric ? orbitsOf(symmetric, θ, free) : [];
  const n = candidates.length;
  const tangents = new Float64Array(orbits.length * n);
  orbits.forEach(({ direction }, r) =>
    candidates.forEach((i, k) => tangents[r * n + k] = direction[i])
  );
  const { rows, columns } = completePivots(tangents, orbits.length, n);
  const held = columns.map((k) => candidates[k]);
  return {
    held,
    symmetries: countBySymmetry(rows.map((r) => orbits[r].candidate)),
    isTransversal: (box) =>
      rows.length === 0 ||
      isRegular(tangentsOver(symmetric!, free, box, rows, held), rows.length),
  };
}

interface Orbit {
  readonly candidate: Candidate;
  readonly direction: Float64Array;
}

/** The directions at θ that move no parameter but the free ones. */
function orbitsOf(
  net: Network,
  θ: Float64Array,
  free: readonly number[],
): Orbit[] {
  const mayMove = new Set(free);
  // by where it can be nonzero, as a zero at θ may be none beside it
  const ones = new Float64Array(θ.length).fill(1);
  const support = directionsOf(net, ones);
  return directionsOf(net, θ).filter((_, r) =>
    support[r].direction.every((x, i) => x === 0 || mayMove.has(i))
  );
}

function directionsOf(net: Network, θ: Float64Array): Orbit[] {
  return families.flatMap((family) =>
    [...family(net, θ)]
      .filter((candidate) => isExact(net, candidate))
      .flatMap((candidate) =>
        Array.from(
          candidate.directions,
          (direction) => ({ candidate, direction }),
        )
      )
  );
}

/** Whether the activations are homogeneous by definition, not just on samples. */
function isExact(net: Network, { kind, layer, neurons }: Candidate): boolean {
  if (kind === "softmax shift") return true;
  const { activation } = net.layers[layer - 1];
  return neurons.every((i) => {
    const choice = (Array.isArray(activation)
      ? activation[i]
      : activation) as ActivationChoice;
    const degree = exactDegree(choice);
    return kind === "rescaling" ? degree !== undefined : degree === 1;
  });
}

/** The held entries of the chosen directions, for all θ in a box. */
function tangentsOver(
  net: Network,
  free: readonly number[],
  { lo, hi }: Intervals,
  rows: readonly number[],
  held: readonly number[],
): Intervals {
  // each entry is a number times one parameter, or a number: its range is
  // between its values at two corners
  const corners = [lo, hi].map((corner) => orbitsOf(net, corner, free));
  const entries = rows.flatMap((r) =>
    held.map((i) => corners.map((orbits) => orbits[r].direction[i]))
  );
  return {
    lo: Float64Array.from(entries, (ends) => below(Math.min(...ends))),
    hi: Float64Array.from(entries, (ends) => above(Math.max(...ends))),
  };
}

/** Whether every matrix in M is regular: ‖I − BM‖ < 1 for some B. */
function isRegular(M: Intervals, n: number): boolean {
  const balls = ballsAround(M);
  const B = inverse(balls.mid, n);
  if (!B) return false;
  const product = ballProduct(exactBalls(B), balls, n, n, n);
  // a bound of the row sums norm as well
  return distanceBound(product, exactBalls(identity(n)), n) < 1;
}

/** One entry for each kind and layer. */
function countBySymmetry(candidates: readonly Candidate[]): GaugeSymmetry[] {
  const found = new Map<string, GaugeSymmetry>();
  for (const { kind, layer, neurons } of candidates) {
    const key = `${kind} ${layer}`;
    const known = found.get(key);
    const all = new Set([...known?.neurons ?? [], ...neurons]);
    found.set(key, {
      kind,
      layer,
      neurons: [...all].sort((i, j) => i - j),
      dimension: (known?.dimension ?? 0) + 1,
    });
  }
  return [...found.values()];
}
