import type { Objective } from "../objective/objective.ts";
import type { LineSearchName } from "./line_search.ts";

/** Where a minimizer stands; it writes an accepted step into these fields. */
export interface Point {
  /** θ (p). */
  readonly parameters: Float64Array;
  /** ∇L at θ (p). */
  readonly gradient: Float64Array;
  /** L at θ. */
  loss: number;
}

/** What became of one iteration. */
export type IterationOutcome =
  | "accepted"
  | "refused"
  | "stalled"
  | "non-finite";

/** A minimizer at work on one objective. */
export interface MinimizerRun {
  /** Tries one step from the point, and takes it if it is better. */
  iterate(): IterationOutcome;
  /**
   * Whether a point of vanishing gradient is one to stay at, as far as the
   * method can tell; absent where it cannot.
   */
  isMinimum?(): boolean;
}

/** A minimizer: it allocates its work space for an objective and a point. */
export interface Minimizer {
  /** The name options give it. */
  readonly name: string;
  /**
   * Starts at the point, whose loss and gradient are known.
   *
   * @throws {RangeError} If the objective lacks what the method needs.
   */
  start(
    objective: Objective,
    point: Point,
    choices?: MinimizerChoices,
  ): MinimizerRun;
}

/** What may be chosen within a method. */
export interface MinimizerChoices {
  /** For the methods that search along lines; each has its default. */
  readonly lineSearch?: LineSearchName;
}
