import type { Dataset } from "../data/dataset.ts";
import type { Intervals } from "../interval/mod.ts";
import type { Network } from "../network/network.ts";
import type { Enclosure } from "./enclosure.ts";

/**
 * A loss with its derivatives as a function of a flat θ. Solvers, spectra,
 * landscapes and verdicts know nothing else.
 *
 * Shapes: θ, gradient, v (p); Hessian (p × p), row-major. Methods with `out`
 * write into it when given, allocate when not, and return it.
 */
export interface Objective {
  /** Length p of θ. */
  readonly parameterCount: number;
  /** The loss at θ. */
  loss(θ: Float64Array): number;
  /** ∇L at θ. */
  gradient(θ: Float64Array, out?: Float64Array): Float64Array;
  /** The loss; ∇L goes to `out`. */
  lossAndGradient(θ: Float64Array, out: Float64Array): number;
  /** The Hessian at θ. */
  hessian(θ: Float64Array, out?: Float64Array): Float64Array;
  /** The Hessian at θ applied to v. */
  hessianVectorProduct(
    θ: Float64Array,
    v: Float64Array,
    out?: Float64Array,
  ): Float64Array;
  /** `count` losses for parameter vectors laid one after another in Θ. */
  lossBatch?(Θ: Float64Array, count: number, out: Float64Array): Float64Array;
  /** A view on samples start … start + count − 1; no copy. */
  batch?(start: number, count: number): Objective;
  /** The same loss on the samples of these numbers, in that order; a copy. */
  select?(samples: ArrayLike<number>): Objective;
  /**
   * r with L = ‖r‖²/N, where the loss is a sum of squares; N is the number of
   * samples, or 1 where there are none.
   */
  residuals?(θ: Float64Array, out?: Float64Array): Float64Array;
  /** ∂r/∂θ: one row of p numbers per residual; present where residuals are. */
  jacobian?(θ: Float64Array, out?: Float64Array): Float64Array;
  /**
   * What the derivatives can be for all parameters in a box; absent where nothing
   * is known between points.
   */
  enclosure?(box: Intervals): Enclosure;
  /**
   * Numbers that are equal where two θ are the same by a symmetry of the loss that
   * no order of neurons tells: of a linear network the product of its matrices.
   */
  invariant?(θ: Float64Array): Float64Array;
  /** The same loss without its penalties, where it has some. */
  unpenalized?(): Objective;
  /** Present where derivatives come from differences, which look a step away. */
  readonly differences?: Differences;
  /** The network whose parameters θ holds, where there is one. */
  readonly network?: Network;
  /** The samples of the loss, where there are some. */
  readonly data?: Dataset;
  /** What computes: "wasm", "reference", "custom". */
  readonly backend?: string;
  /** Plain data from which a worker builds the same objective. */
  readonly specification?: ObjectiveSpecification;
}

/** How derivatives by differences are made. */
export interface Differences {
  /** What the highest are differences of. */
  readonly of: "loss" | "gradient";
  /** How far away these look, in units of max(1, |θᵢ|). */
  readonly reach: number;
  /**
   * The same loss with derivatives by differences over shorter and longer steps:
   * what they differ by is not known of them.
   */
  readonly others: readonly Objective[];
}

/**
 * The plain data of an objective; survives structured clone. Each kind has
 * fields of its own, which an `ObjectiveKind` of that name knows.
 */
export interface ObjectiveSpecification {
  /** Names the kind. */
  readonly kind: string;
}
