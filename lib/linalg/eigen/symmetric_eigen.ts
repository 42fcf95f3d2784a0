import {
  checkArguments,
  checkOptions,
  flag,
  number,
  numbers,
  type Option,
  type OptionTable,
} from "../../options/mod.ts";
import { backTransform } from "./back_transform.ts";
import { ascending } from "./deflation.ts";
import { divideAndConquer } from "./divide_and_conquer.ts";
import { implicitQL } from "./implicit_ql.ts";
import { plainSymmetricEigen } from "./plain_symmetric_eigen.ts";
import { reduce } from "./reduce.ts";
import { nonFiniteEigen, scaleOf, type SymmetricEigen } from "./result.ts";
import { type EigenWorkspace, eigenWorkspace } from "./workspace.ts";

/** Below this size generated code does not pay. */
const smallest = { values: 64, vectors: 24 };

/** What {@linkcode symmetricEigen} takes. */
export const symmetricEigenOptions: OptionTable<{ vectors?: boolean }> = {
  vectors: flag,
};

const aSize: Option = {
  ...number,
  expected: "the number of rows, an integer from 0 on",
  isInRange: (n) => Number.isSafeInteger(n) && n as number >= 0,
};

/**
 * The eigendecomposition of a symmetric matrix A (n × n): Householder
 * tridiagonalization, then divide and conquer with vectors (Cuppen; Gu and
 * Eisenstat) and implicitly shifted QL without (EISPACK's imtql2; Dubrulle,
 * Martin and Wilkinson, Numerische Mathematik 12, 1968). Small matrices go
 * through {@linkcode plainSymmetricEigen}.
 *
 * Backward stable: eigenvalues to a few ε ‖A‖, vectors orthogonal to a few ε,
 * also where eigenvalues are equal. About 14/3 n³ operations with vectors, less
 * where many eigenvalues are equal, 4/3 n³ without. Allocates; A is kept.
 * Generated code with the same bits on every machine.
 *
 * @throws {RangeError} If n is no size, or A has fewer than n² entries.
 * @throws {TypeError} If A is no list of numbers, n no number, or an option is
 * unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { symmetricEigen } from "@thalweg/thalweg";
 *
 * const { values } = symmetricEigen([2, 1, 1, 2], 2);
 * assertAlmostEquals(values[0], 1, 1e-14);
 * assertAlmostEquals(values[1], 3, 1e-14);
 * ```
 */
export function symmetricEigen(
  A: ArrayLike<number>,
  n: number,
  options: { vectors?: boolean } = {},
): SymmetricEigen {
  const act = "decompose the matrix";
  checkArguments(act, { A, n }, { A: numbers, n: aSize });
  checkOptions(act, options, symmetricEigenOptions);
  const matrix = A instanceof Float64Array ? A : Float64Array.from(A);
  const { vectors = true } = options;
  if (A.length < n * n) {
    throw new RangeError(
      `Cannot decompose the matrix: ${A.length} entries, expected ${n} × ${n}`,
    );
  }
  if (n < (vectors ? smallest.vectors : smallest.values)) {
    return plainSymmetricEigen(matrix, n, { vectors });
  }
  const scale = scaleOf(matrix, n);
  if (!Number.isFinite(scale)) return nonFiniteEigen(n, vectors);
  const space = eigenWorkspace(n, vectors);
  if (space === undefined) return plainSymmetricEigen(matrix, n, { vectors });
  fill(space, matrix, n, scale);
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  const h = reduce(space, d, e);
  const settled = vectors
    ? divideAndConquer(space, d, e)
    : implicitQL(d, e, n, undefined);
  if (vectors) backTransform(space, n, h);
  const order = ascending(d, 0, n);
  return {
    status: settled ? "completed" : "max-steps",
    values: Float64Array.from(order, (k) => d[k] * scale),
    vectors: vectors ? gather(space, order) : new Float64Array(0),
  };
}

/** A/scale, lower triangle with full 2 × 2 blocks on the diagonal. */
function fill(
  { numbers, matrixAt, stride }: EigenWorkspace,
  A: Float64Array,
  n: number,
  scale: number,
): void {
  for (let i = 0; i < n; i++) {
    const row = matrixAt + i * stride;
    const end = Math.min(i | 1, n - 1);
    for (let j = 0; j <= end; j++) numbers[row + j] = A[i * n + j] / scale;
  }
}

/** Rows of V in this order. */
function gather(
  { numbers, vectorsAt, stride }: EigenWorkspace,
  order: Int32Array,
): Float64Array {
  const n = order.length;
  const V = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const row = vectorsAt + order[k] * stride;
    V.set(numbers.subarray(row, row + n), k * n);
  }
  return V;
}
