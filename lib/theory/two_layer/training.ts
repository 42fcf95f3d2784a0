/** A training of `trainTwoLayer`, iteration by iteration. */
export interface TwoLayerTraining {
  /** The iterations t that were kept, each after its step but for losses. */
  readonly times: Float64Array;
  /** ‖Y − f(X)‖² before the step of iteration t. */
  readonly losses: Float64Array;
  /** The same on the test set, after it. */
  readonly risks: Float64Array;
  /**
   * W = W₂W₁ after it (times × outputs × inputs, row-major), in the coordinates
   * of the training.
   */
  readonly weights: Float64Array;
  /** (W − β)² entry by entry, in the original coordinates (as `weights`). */
  readonly errors: Float64Array;
  /** Where it began, in the coordinates of the training. */
  readonly initial: {
    readonly first: Float64Array;
    readonly second: Float64Array;
  };
  /** Where it ended. */
  readonly final: {
    readonly first: Float64Array;
    readonly second: Float64Array;
  };
  /** The best map, in the coordinates of the training and the original ones. */
  readonly solution: {
    readonly weights: Float64Array;
    readonly original: Float64Array;
    /** Its loss. */
    readonly loss: number;
  };
  /** U, S and Vᵀ of the best map: W of the original space is U W Vᵀ. */
  readonly coordinates: {
    readonly U: Float64Array;
    readonly values: Float64Array;
    readonly Vt: Float64Array;
  };
  /**
   * What `twoLayerModes` needs to tell the training before it is done: one
   * iteration is one unit of time, iteration t ends at t + 1. Absent where there
   * is no such theory: from a start that is not diagonal, with decay or relu.
   */
  readonly modes?: {
    readonly sigma: Float64Array;
    readonly lambda: Float64Array;
    readonly a: Float64Array;
    readonly b: Float64Array;
    readonly rates: readonly [number, number];
    /** Whether XᵀX is diagonal in V, too; if not, modes mix, which they ignore. */
    readonly exact: boolean;
  };
}
