import {
  nonFiniteEigen,
  scaleOf,
  sortAscending,
  type SymmetricEigen,
} from "./eigen_result.ts";
import { type EigenWorkspace, eigenWorkspace } from "./eigen_workspace.ts";
import { implicitQL, type Rotate } from "./implicit_ql.ts";
import { plainSymmetricEigen } from "./plain_symmetric_eigen.ts";

/** Below this size generated code does not pay. */
const smallest = { values: 64, vectors: 24 };

/**
 * The eigendecomposition of a symmetric matrix A (n × n): Householder
 * tridiagonalization, then implicitly shifted QL (EISPACK's tred2 and imtql2;
 * Dubrulle, Martin and Wilkinson, Numerische Mathematik 12, 1968).
 *
 * Backward stable: eigenvalues to a few ε ‖A‖, vectors orthogonal to a few ε,
 * also where eigenvalues are equal. About 9 n³ operations with vectors, 4/3 n³
 * without. Allocates; A is kept. Large matrices go through generated code, with
 * the same bits on every machine.
 *
 * @throws {RangeError} If A has fewer than n² entries.
 */
export function symmetricEigen(
  A: Float64Array,
  n: number,
  { vectors = true }: { vectors?: boolean } = {},
): SymmetricEigen {
  if (A.length < n * n) {
    throw new RangeError(
      `Cannot decompose the matrix: ${A.length} entries, expected ${n} × ${n}`,
    );
  }
  if (n < (vectors ? smallest.vectors : smallest.values)) {
    return plainSymmetricEigen(A, n, { vectors });
  }
  const scale = scaleOf(A, n);
  if (!Number.isFinite(scale)) return nonFiniteEigen(n, vectors);
  const space = eigenWorkspace(n, vectors);
  if (space === undefined) return plainSymmetricEigen(A, n, { vectors });
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  fill(space, A, n, scale);
  const h = reduce(space, n, d, e);
  e.copyWithin(0, 1);
  e[n - 1] = 0;
  let settled = true;
  let V = new Float64Array(0);
  if (vectors) {
    accumulate(space, n, h);
    const { rotate, finish } = rotations(space, n);
    settled = implicitQL(d, e, n, rotate);
    finish();
    V = new Float64Array(n * n);
    const { numbers, vectorsAt, stride } = space;
    for (let i = 0; i < n; i++) {
      const row = vectorsAt + i * stride;
      V.set(numbers.subarray(row, row + n), i * n);
    }
  } else settled = implicitQL(d, e, n, undefined);
  for (let i = 0; i < n; i++) d[i] *= scale;
  sortAscending(d, n, vectors ? V : undefined);
  return { status: settled ? "completed" : "max-steps", values: d, vectors: V };
}

/** A/scale, lower triangle with full 2 × 2 blocks on the diagonal. */
function fill(
  { numbers, matrixAt, stride }: EigenWorkspace,
  A: Float64Array,
  n: number,
  scale: number,
): void {
  const inverse = 1 / scale;
  for (let i = 0; i < n; i++) {
    const row = matrixAt + i * stride;
    const end = Math.min(i | 1, n - 1);
    for (let j = 0; j <= end; j++) numbers[row + j] = A[i * n + j] * inverse;
  }
}

/**
 * Householder reduction from the last row up. Row r keeps its vector u left of
 * the diagonal, with H = I − u uᵀ/h; returns all h (0 where H = I).
 *
 * The update A ← A − u wᵀ − w uᵀ of one step is applied together with the
 * product A u of the next, because both are bound by memory.
 */
function reduce(
  { numbers, kernels, matrixAt, stride, at, uAt, wAt, vAt, pAt, length }:
    EigenWorkspace,
  n: number,
  d: Float64Array,
  e: Float64Array,
): Float64Array {
  const h = new Float64Array(n);
  let [u, w, v, p] = [uAt, wAt, vAt, pAt].map((place) =>
    numbers.subarray(place, place + length)
  );
  let [uByte, wByte, vByte, pByte] = [uAt, wAt, vAt, pAt].map(at);
  u.fill(0);
  w.fill(0);
  for (let r = n - 1; r >= 0; r--) {
    const row = matrixAt + r * stride;
    for (let j = 0; j <= r; j++) {
      numbers[row + j] -= u[r] * w[j] + w[r] * u[j];
    }
    d[r] = numbers[row + r];
    if (r === 0) break;
    v.fill(0, 0, r + 1);
    p.fill(0, 0, r + 2);
    let scale = 0;
    for (let j = 0; j < r; j++) scale += Math.abs(numbers[row + j]);
    let rest = scale - Math.abs(numbers[row + r - 1]);
    if (rest === 0) {
      for (let j = 0; j < r - 1; j++) rest += Math.abs(numbers[row + j]);
    }
    if (rest === 0) e[r] = numbers[row + r - 1];
    else {
      let square = 0;
      for (let j = 0; j < r; j++) {
        v[j] = numbers[row + j] / scale;
        square += v[j] * v[j];
      }
      const last = v[r - 1];
      const g = last > 0 ? -Math.sqrt(square) : Math.sqrt(square);
      e[r] = scale * g;
      h[r] = square - last * g;
      v[r - 1] = last - g;
    }
    for (let j = 0; j < r; j++) numbers[row + j] = v[j];
    u[r] = w[r] = 0;
    kernels.updateAndMultiply(
      at(matrixAt),
      at(stride),
      r + (r & 1),
      uByte,
      wByte,
      vByte,
      pByte,
    );
    let product = 0;
    for (let j = 0; j < r; j++) product += v[j] * p[j];
    const inverse = h[r] === 0 ? 0 : 1 / h[r];
    const half = 0.5 * product * inverse * inverse;
    for (let j = 0; j < r; j++) p[j] = p[j] * inverse - half * v[j];
    p[r] = 0;
    [u, w, v, p] = [v, p, u, w];
    [uByte, wByte, vByte, pByte] = [vByte, pByte, uByte, wByte];
  }
  return h;
}

/** Qᵀ in the rows of V, from the vectors that `reduce` left in A. */
function accumulate(
  { numbers, kernels, matrixAt, vectorsAt, stride, at, uAt, length }:
    EigenWorkspace,
  n: number,
  h: Float64Array,
): void {
  const u = numbers.subarray(uAt, uAt + length);
  u.fill(0);
  for (let i = 0; i < n; i++) {
    const row = vectorsAt + i * stride;
    numbers.fill(0, row, row + stride);
    numbers[row + i] = 1;
  }
  for (let r = 1; r < n; r++) {
    if (h[r] === 0) continue;
    const row = matrixAt + r * stride;
    u.set(numbers.subarray(row, row + r));
    kernels.reflectRows(
      at(vectorsAt),
      at(vectorsAt + (r + 3 & ~3) * stride),
      at(stride),
      at(uAt),
      at(r + (r & 1)),
      1 / h[r],
    );
  }
}

/**
 * Collects rotations and applies many at once, strip of columns by strip of
 * columns: a strip stays in the cache.
 */
function rotations(
  { numbers, kernels, vectorsAt, stride, at, rotationsAt, rotationCount }:
    EigenWorkspace,
  n: number,
): { rotate: Rotate; finish: () => void } {
  let runs: { row: number; from: number; to: number }[] = [];
  let count = 0;
  let next = -1;

  function finish(): void {
    for (let column = 0; column < n; column += 16) {
      for (const { row, from, to } of runs) {
        kernels.rotateStrip(
          at(vectorsAt + row * stride + column),
          -at(stride),
          at(rotationsAt + 2 * from),
          at(rotationsAt + 2 * to),
        );
      }
    }
    runs = [];
    count = 0;
    next = -1;
  }

  return {
    finish,
    rotate(i, c, s) {
      if (count === rotationCount) finish();
      if (i !== next) runs.push({ row: i + 1, from: count, to: count });
      numbers[rotationsAt + 2 * count] = c;
      numbers[rotationsAt + 2 * count + 1] = s;
      runs[runs.length - 1].to = ++count;
      next = i - 1;
    },
  };
}
