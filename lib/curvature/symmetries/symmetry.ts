import type { Network } from "../../network/mod.ts";

/** What makes directions in which the function of a network does not change. */
export type SymmetryKind =
  | "dead neuron"
  | "duplicated neurons"
  | "rescaling"
  | "redundant linear layers"
  | "softmax shift";

/** Directions that may be null ones, and why. */
export interface Candidate {
  /** Which symmetry. */
  readonly kind: SymmetryKind;
  /** The layer, counted from 1 as in names of parameters. */
  readonly layer: number;
  /** The neurons of that layer, counted from 0. */
  readonly neurons: readonly number[];
  /** What is so, in words. */
  readonly sentence: string;
  /** Whether it is so only if all the directions are null ones. */
  readonly all: boolean;
  /** Directions (p), of any length. */
  readonly directions: Iterable<Float64Array>;
}

/** Finds the candidates of one kind at θ. */
export type Symmetry = (
  net: Network,
  θ: Float64Array,
) => Iterable<Candidate>;

/** A direction with these entries, zero elsewhere. */
export function direction(
  p: number,
  entries: Iterable<readonly [index: number, value: number]>,
): Float64Array {
  const u = new Float64Array(p);
  for (const [index, value] of entries) u[index] += value;
  return u;
}
