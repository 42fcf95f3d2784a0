/** Eigenvalues and, if asked for, eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  /**
   * "non-finite": the matrix has an entry that is NaN or infinite, and so are
   * all values; "max-steps": an eigenvalue did not settle in 60 sweeps.
   */
  readonly status: "completed" | "non-finite" | "max-steps";
  /** Ascending. */
  readonly values: Float64Array;
  /** n × n, row k is the unit eigenvector of values[k]; empty if not asked for. */
  readonly vectors: Float64Array;
}

/** What a matrix with NaN or infinity has. */
export function nonFiniteEigen(n: number, vectors: boolean): SymmetricEigen {
  return {
    status: "non-finite",
    values: new Float64Array(n).fill(NaN),
    vectors: new Float64Array(vectors ? n * n : 0).fill(NaN),
  };
}

/**
 * A power of two near the largest of n × n entries, by which a matrix can be
 * divided without rounding and then squared safely; NaN or infinite if an entry
 * is.
 */
export function scaleOf(A: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n * n; i++) {
    const size = Math.abs(A[i]);
    // also true for NaN, which then stays
    if (!(size <= largest)) largest = size;
    if (!(largest < Infinity)) return NaN;
  }
  let power = 1;
  if (largest > 0) {
    while (power > largest) power /= 2;
    while (2 * power <= largest) power *= 2;
  }
  return power;
}

/**
 * In a matrix of unit size, what is below counts as zero: squares and inverse
 * squares of what is above stay finite.
 */
export const negligible = 1e-130;
