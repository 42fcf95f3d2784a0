/** A linear map: writes A v into `out`, which is not v. */
export type LinearMap = (v: Float64Array, out: Float64Array) => void;

/** When a Krylov solver ends. */
export interface KrylovLimits {
  /** Bound on ‖b − A x‖ / ‖b‖. */
  readonly relativeTolerance: number;
  /** Products with A at most. */
  readonly maxProducts: number;
}

/** How a Krylov solver ended. */
export interface KrylovReport {
  /** Whether the bound on the residual was met. */
  readonly converged: boolean;
  /** Products with A. */
  readonly products: number;
  /** ‖b − A x‖ / ‖b‖ as the recurrence has it. */
  readonly residual: number;
}

/**
 * Solves A x ≈ b from x = 0; `out` receives x and is not b. Where b or a product
 * is not finite, x is NaN.
 */
export type KrylovSolver = (
  A: LinearMap,
  b: Float64Array,
  out: Float64Array,
  limits: KrylovLimits,
) => KrylovReport;

/** The end of a solve that met a number that is not finite. */
export function lost(out: Float64Array, products: number): KrylovReport {
  out.fill(NaN);
  return { converged: false, products, residual: NaN };
}
