/** Samples with what a network should answer to them. Immutable by custom. */
export interface Dataset {
  /** Number of samples N. */
  readonly samples: number;
  /** Features per sample. */
  readonly inputCount: number;
  /** Targets per sample, or number of classes when there are labels. */
  readonly outputCount: number;
  /** samples × inputCount, row-major. */
  readonly inputs: Float64Array;
  /** samples × outputCount, row-major; absent when there are labels. */
  readonly targets?: Float64Array;
  /** Class of each sample, 0 … outputCount − 1; absent when there are targets. */
  readonly labels?: Int32Array;
  /** Weight of each sample; absent means 1. */
  readonly weights?: Float64Array;
}
