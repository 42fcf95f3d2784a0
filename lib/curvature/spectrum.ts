/** The eigendecomposition of a Hessian. */
export interface HessianSpectrum {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** eigenvectors[k] (p, unit length) belongs to eigenvalues[k]. */
  readonly eigenvectors: readonly Float64Array[];
  /** ‖H v − λ v‖ of each pair. */
  readonly residuals: Float64Array;
}
