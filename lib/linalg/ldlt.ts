/** P A Pᵀ = L D Lᵀ with blocks of size one and two on the diagonal of D. */
export interface Ldlt {
  /** Row k of the upper triangle holds column k of L, with D on the diagonal. */
  readonly factor: Float64Array;
  /**
   * pivots[k] ≥ 0: row k was exchanged with that row, a block of one;
   * pivots[k] = pivots[k + 1] < 0: row k + 1 with row ~pivots[k], a block of two.
   */
  readonly pivots: Int32Array;
  /** Whether D has a block that is zero or not a number. */
  readonly singular: boolean;
}

// (1 + √17)/8 minimizes the bound on element growth
const α = (1 + Math.sqrt(17)) / 8;

/**
 * LDLᵀ factorization of a symmetric, possibly indefinite matrix with the
 * diagonal pivoting of Bunch and Kaufman (Some stable methods for calculating
 * inertia and solving symmetric linear systems, 1977; LAPACK's dsytf2).
 *
 * Reads the upper triangle of A (n × n) and allocates the factor.
 */
export function ldlt(A: Float64Array, n: number): Ldlt {
  const a = A.slice();
  const pivots = new Int32Array(n);
  let singular = false;
  let k = 0;
  while (k < n) {
    const kRow = k * n;
    const diagonal = Math.abs(a[kRow + k]);
    let max = 0;
    let maxIndex = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(a[kRow + i]) <= max) continue;
      max = Math.abs(a[kRow + i]);
      maxIndex = i;
    }
    if (!(Math.max(diagonal, max) > 0 && diagonal < Infinity)) {
      singular = true;
      pivots[k] = k;
      k += 1;
      continue;
    }
    let pivot = k;
    let size = 1;
    if (diagonal < α * max) {
      let rowMax = 0; // largest off the diagonal in row maxIndex
      for (let j = k; j < maxIndex; j++) {
        rowMax = Math.max(rowMax, Math.abs(a[j * n + maxIndex]));
      }
      for (let j = maxIndex + 1; j < n; j++) {
        rowMax = Math.max(rowMax, Math.abs(a[maxIndex * n + j]));
      }
      if (diagonal < α * max * (max / rowMax)) {
        pivot = maxIndex;
        if (Math.abs(a[maxIndex * n + maxIndex]) < α * rowMax) size = 2;
      }
    }
    exchange(a, n, k, k + size - 1, pivot);
    if (size === 1) {
      eliminateOne(a, n, k);
      pivots[k] = pivot;
    } else {
      eliminateTwo(a, n, k);
      pivots[k] = pivots[k + 1] = ~pivot;
    }
    k += size;
  }
  return { factor: a, pivots, singular };
}

/** Exchanges rows and columns `from` and `to` ≥ `from` of the rest from k on. */
function exchange(
  a: Float64Array,
  n: number,
  k: number,
  from: number,
  to: number,
): void {
  if (from === to) return;
  for (let i = to + 1; i < n; i++) swap(a, from * n + i, to * n + i);
  for (let i = from + 1; i < to; i++) swap(a, from * n + i, i * n + to);
  swap(a, from * n + from, to * n + to);
  if (from > k) swap(a, k * n + from, k * n + to);
}

function swap(a: Float64Array, i: number, j: number): void {
  const kept = a[i];
  a[i] = a[j];
  a[j] = kept;
}

function eliminateOne(a: Float64Array, n: number, k: number): void {
  const row = k * n;
  const d = a[row + k];
  for (let j = k + 1; j < n; j++) {
    const l = a[row + j] / d;
    for (let i = j; i < n; i++) a[j * n + i] -= l * a[row + i];
    a[row + j] = l;
  }
}

function eliminateTwo(a: Float64Array, n: number, k: number): void {
  const row = k * n;
  const next = row + n;
  const off = a[row + k + 1];
  const d1 = a[next + k + 1] / off;
  const d2 = a[row + k] / off;
  const scale = 1 / (d1 * d2 - 1) / off;
  for (let j = k + 2; j < n; j++) {
    const l1 = scale * (d1 * a[row + j] - a[next + j]);
    const l2 = scale * (d2 * a[next + j] - a[row + j]);
    for (let i = j; i < n; i++) {
      a[j * n + i] -= l1 * a[row + i] + l2 * a[next + i];
    }
    a[row + j] = l1;
    a[next + j] = l2;
  }
}

/** Solves A x = b with the factorization of A; `out` may be b. */
export function ldltSolve(
  { factor: a, pivots }: Ldlt,
  b: Float64Array,
  out: Float64Array,
): Float64Array {
  const n = b.length;
  if (out !== b) out.set(b);
  let k = 0;
  while (k < n) { // L D y = P b
    const row = k * n;
    if (pivots[k] >= 0) {
      swap(out, k, pivots[k]);
      for (let i = k + 1; i < n; i++) out[i] -= a[row + i] * out[k];
      out[k] /= a[row + k];
      k += 1;
      continue;
    }
    swap(out, k + 1, ~pivots[k]);
    const next = row + n;
    for (let i = k + 2; i < n; i++) {
      out[i] -= a[row + i] * out[k] + a[next + i] * out[k + 1];
    }
    const off = a[row + k + 1];
    const d1 = a[row + k] / off;
    const d2 = a[next + k + 1] / off;
    const determinant = d1 * d2 - 1;
    const b1 = out[k] / off;
    const b2 = out[k + 1] / off;
    out[k] = (d2 * b1 - b2) / determinant;
    out[k + 1] = (d1 * b2 - b1) / determinant;
    k += 2;
  }
  k = n - 1;
  while (k >= 0) { // Lᵀ P x = y
    const size = pivots[k] >= 0 ? 1 : 2;
    for (let j = k; j > k - size; j--) {
      let sum = out[j];
      for (let i = k + 1; i < n; i++) sum -= a[j * n + i] * out[i];
      out[j] = sum;
    }
    swap(out, k, size === 1 ? pivots[k] : ~pivots[k]);
    k -= size;
  }
  return out;
}
