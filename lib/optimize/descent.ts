import type { LineSearchName } from "./line_search.ts";

/** A rule for directions of descent, at work on one objective. */
export interface DescentRun {
  /** Writes the direction d at the point; false where it is not finite. */
  direction(out: Float64Array): boolean;
  /**
   * A guess at the step along d.
   *
   * @param previous The step before, and φ′(0) there; 0 at first.
   */
  firstStep(
    direction: Float64Array,
    slope: number,
    previous: { readonly step: number; readonly slope: number },
  ): number;
  /** Learns from an accepted step: s in θ, y in ∇L. */
  learn?(s: Float64Array, y: Float64Array): void;
  /** Forgets what it has learned; false where there is nothing to forget. */
  forget?(): boolean;
}

/** How a descent and its line search go together. */
export interface DescentTraits {
  /** The line search unless the options name one. */
  readonly lineSearch: LineSearchName;
  /** The slope that may remain after a search, as a part of that before. */
  readonly σ: number;
}
