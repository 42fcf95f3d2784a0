import {
  checkArguments,
  numberFrom,
  numbers,
  type Option,
} from "../../options/mod.ts";
import { isFiniteVector } from "../vector.ts";
import { completeBasis } from "./complete_basis.ts";
import { orthogonalize } from "./orthogonalize.ts";
import { rotateUntilOrthogonal } from "./rotate.ts";

/** A = Σ σᵢ uᵢ vᵢᵀ. */
export interface Svd {
  /**
   * "non-finite": the matrix has an entry that is NaN or infinite, and all
   * numbers are NaN; "max-steps": two vectors did not become orthogonal in 60
   * sweeps.
   */
  readonly status: "completed" | "non-finite" | "max-steps";
  /** σ ≥ 0, descending (k = the lesser of rows and columns). */
  readonly values: Float64Array;
  /** k × rows, row i is the unit vector uᵢ. */
  readonly left: Float64Array;
  /** k × columns, row i is the unit vector vᵢ. */
  readonly right: Float64Array;
}

const aSize: Option = {
  ...numberFrom(1),
  expected: "an integer from 1 on",
  isInRange: (n) => Number.isSafeInteger(n) && n as number >= 1,
};

/**
 * The singular value decomposition of A (rows × columns, row-major), thin:
 * one-sided Jacobi rotations (Hestenes; Demmel and Veselić, SIAM Journal on
 * Matrix Analysis and Applications 13, 1992), after an orthogonalization where
 * A is long.
 *
 * Singular values are right to a few ε σ₁, vectors are orthonormal to a few ε,
 * also where σ = 0. About 50 k³ + 6 k² m operations, m the greater side.
 * Allocates; A is kept. The sign of a pair uᵢ, vᵢ means nothing.
 *
 * @throws {RangeError} If a size is no positive integer, or A has not as many
 * entries.
 * @throws {TypeError} If A is no list of numbers.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { svd } from "@thalweg/thalweg";
 *
 * assertEquals([...svd([0, 3, 2, 0, 0, 0], 3, 2).values], [3, 2]);
 * ```
 */
export function svd(A: ArrayLike<number>, rows: number, columns: number): Svd {
  const act = "decompose the matrix";
  checkArguments(act, { A, rows, columns }, {
    A: numbers,
    rows: aSize,
    columns: aSize,
  });
  if (A.length !== rows * columns) {
    throw new RangeError(
      `Cannot ${act}: ${A.length} entries, expected ${rows} × ${columns}`,
    );
  }
  const matrix = A instanceof Float64Array ? A : Float64Array.from(A);
  if (rows < columns) {
    const { left, right, ...rest } = tallSvd(matrix, columns, rows);
    return { ...rest, left: right, right: left };
  }
  return tallSvd(transposed(matrix, rows, columns), rows, columns);
}

/** Of a matrix that comes by its k columns, each of length m ≥ k. */
function tallSvd(columnsOfA: Float64Array, m: number, k: number): Svd {
  if (!isFiniteVector(columnsOfA)) {
    return {
      status: "non-finite",
      values: new Float64Array(k).fill(NaN),
      left: new Float64Array(k * m).fill(NaN),
      right: new Float64Array(k * k).fill(NaN),
    };
  }
  // A = QR, and then R's own decomposition, is cheaper where A is long
  const long = m > 2 * k;
  const { Q, R } = long ? orthogonalize(columnsOfA, m, k) : {};
  const W = R ?? columnsOfA.slice();
  const length = R ? k : m;
  const { V, settled } = rotateUntilOrthogonal(W, length, k);
  const sizes = Float64Array.from(
    { length: k },
    (_, i) => sizeOf(W.subarray(i * length, (i + 1) * length)),
  );
  const order = Array.from(sizes.keys()).sort((i, j) => sizes[j] - sizes[i]);
  const left = new Float64Array(k * m);
  const right = new Float64Array(k * k);
  order.forEach((from, to) => {
    right.set(V.subarray(from * k, (from + 1) * k), to * k);
    if (sizes[from] === 0) return;
    const out = left.subarray(to * m, (to + 1) * m);
    for (let j = 0; j < length; j++) {
      const share = W[from * length + j] / sizes[from];
      if (!Q) out[j] = share;
      else for (let r = 0; r < m; r++) out[r] += share * Q[j * m + r];
    }
  });
  completeBasis(left, m, k);
  return {
    status: settled ? "completed" : "max-steps",
    values: Float64Array.from(order, (i) => sizes[i]),
    left,
    right,
  };
}

function sizeOf(x: Float64Array): number {
  let scale = 0;
  for (let i = 0; i < x.length; i++) scale = Math.max(scale, Math.abs(x[i]));
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

function transposed(A: Float64Array, rows: number, columns: number) {
  const out = new Float64Array(A.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = A[i * columns + j];
  }
  return out;
}
