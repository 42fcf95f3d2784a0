import type { Intervals } from "../../interval/mod.ts";
import type { GaugeSymmetry } from "./gauge.ts";

/** What {@linkcode prove} found out; everything it says is a theorem. */
export interface Proof {
  /** Whether it is proved; a failed attempt refutes nothing. */
  readonly status: "proved" | "not proved";
  /**
   * A point where the gradient vanishes; or one where all residuals do, where
   * there are fewer of them than parameters.
   */
  readonly kind: "critical point" | "interpolation";
  /** Why it is not proved. */
  readonly reason?: string;
  /** How many eigenvalues of the Hessian are negative: 0 at a strict minimum. */
  readonly index?: number;
  /**
   * Enclosures of all eigenvalues of the Hessian at the point, ascending, over the
   * parameters that are not in `hold`; those along symmetries are exactly 0.
   */
  readonly eigenvalueBounds?: Intervals;
  /**
   * Of the set of such points through this one: 0 where it is isolated, else the
   * number of directions that symmetries or an interpolation leave free.
   */
  readonly dimension?: number;
  /** The point is no further than this from θ, in ‖·‖∞. */
  readonly radius?: number;
  /**
   * There is no other within this of θ, in ‖·‖∞, with the held parameters where
   * they are; absent where no box around θ can be told to have one alone.
   */
  readonly uniqueWithin?: number;
  /** The parameters held: those asked for, and one per direction left free. */
  readonly held: readonly number[];
  /** The symmetries up to which the point is proved. */
  readonly symmetries: readonly GaugeSymmetry[];
  /** In words; begins with ∎ where it is proved. */
  readonly sentence: string;
}
