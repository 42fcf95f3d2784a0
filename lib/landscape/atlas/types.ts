import type { Proof, VerdictKind } from "../../verdict/mod.ts";

/** A critical point of an atlas: one for all that symmetries make of it. */
export interface AtlasPoint {
  /** θ, where it was found first. */
  readonly parameters: Float64Array;
  /** L there. */
  readonly loss: number;
  /** ‖∇L‖∞ there. */
  readonly gradientNorm: number;
  /** What it is; never one of those that are no critical points. */
  readonly kind: VerdictKind;
  /** That in words. */
  readonly sentence: string;
  /** How many eigenvalues of the Hessian are negative for sure. */
  readonly index: number;
  /** How many may be zero: then the point may be one of a whole set. */
  readonly nullity: number;
  /** Of the Hessian, ascending. */
  readonly eigenvalues: Float64Array;
  /** How many searches ended here, of whatever kind. */
  readonly searches: number;
  /** How many descents from the starts ended here. */
  readonly descents: number;
  /** The numbers of the starts whose searches ended here, ascending. */
  readonly starts: readonly number[];
  /**
   * The share of starts in its basin, as a 95 % interval; of the minimizer that
   * was used, which may step over a ridge where the flow does not. Absent
   * without descents.
   */
  readonly basin?: readonly [low: number, high: number];
  /** Where it is proved: what `prove` says. */
  readonly proof?: Proof;
  /** Whether the descents from it have been followed; there may be none. */
  readonly isConnected: boolean;
}

/** A descent from a saddle, along a direction of negative curvature. */
export interface AtlasConnection {
  /** Which point of the atlas it begins at. */
  readonly from: number;
  /** Which point it ends at; absent where it ends at no critical point. */
  readonly to?: number;
  /** Where it ended (p): that point, or one that is the same by a symmetry. */
  readonly end: Float64Array;
  /** Which eigenvector it begins along, the lowest eigenvalue's being 0. */
  readonly direction: number;
  /** Which way along it. */
  readonly way: 1 | -1;
}

/** The critical points that were found, and what descents join. */
export interface Atlas {
  /** In the order in which they were found. */
  readonly points: readonly AtlasPoint[];
  /** From saddles to where descents from them end. */
  readonly connections: readonly AtlasConnection[];
  /** Starts searched from. */
  readonly starts: number;
  /** Descents made from starts. */
  readonly descents: number;
  /**
   * Searches that ended at no critical point, by what they ended at instead:
   * "gradient-flat", "escaping to infinity", "not converged", …
   */
  readonly lost: Readonly<Record<string, number>>;
}

/** An atlas of nothing. */
export const emptyAtlas: Atlas = {
  points: [],
  connections: [],
  starts: 0,
  descents: 0,
  lost: {},
};
