/** Losses along one direction. */
export interface Slice {
  readonly offsets: Float64Array;
  readonly losses: Float64Array;
}

/** One slice per parameter, on common offsets. */
export interface ParameterSlices {
  readonly offsets: Float64Array;
  /** losses[i][k] is the loss with offsets[k] added to parameter i. */
  readonly losses: readonly Float64Array[];
  /** "layer1.weight(0, 1)" … */
  readonly names: readonly string[];
}
