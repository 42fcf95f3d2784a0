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

/** Solves A x ≈ b from x = 0; `out` receives x and is not b. */
export type KrylovSolver = (
  A: LinearMap,
  b: Float64Array,
  out: Float64Array,
  limits: KrylovLimits,
) => KrylovReport;
