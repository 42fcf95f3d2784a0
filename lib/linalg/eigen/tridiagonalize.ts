import { checkpoint } from "../../checkpoint.ts";

/**
 * Householder reduction of a symmetric matrix to tridiagonal form, EISPACK's
 * tred2 (Martin, Reinsch and Wilkinson, Numerische Mathematik 11, 1968): the
 * matrix is reduced from its last row up, each row scaled against underflow.
 *
 * V (n × n) holds A on entry; the upper triangle is read. On return `diagonal`
 * and `offDiagonal` (entry i couples i − 1 and i, entry 0 is zero) hold T. With
 * `vectors`, V holds Qᵀ with A = Q T Qᵀ; without, V is left as work space.
 */
export function tridiagonalize(
  V: Float64Array,
  n: number,
  vectors: boolean,
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): void {
  // V(i, j) of the papers is V[j n + i]: inner loops run along memory, and the
  // eigenvectors end as rows.
  const d = diagonal;
  const e = offDiagonal;
  for (let j = 0; j < n; j++) d[j] = V[j * n + n - 1];
  for (let i = n - 1; i > 0; i--) {
    checkpoint();
    d[i] = reduceRow(V, n, i, d, e);
  }
  e[0] = 0;
  if (!vectors) {
    for (let i = 0; i < n; i++) d[i] = V[i * n + i];
    return;
  }
  for (let i = 0; i < n - 1; i++) {
    checkpoint();
    const column = (i + 1) * n;
    V[i * n + n - 1] = V[i * n + i];
    V[i * n + i] = 1;
    const h = d[i + 1];
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = V[column + k] / h;
      for (let j = 0; j <= i; j++) {
        let g = 0;
        for (let k = 0; k <= i; k++) g += V[column + k] * V[j * n + k];
        for (let k = 0; k <= i; k++) V[j * n + k] -= g * d[k];
      }
    }
    for (let k = 0; k <= i; k++) V[column + k] = 0;
  }
  for (let j = 0; j < n; j++) {
    d[j] = V[j * n + n - 1];
    V[j * n + n - 1] = 0;
  }
  V[n * n - 1] = 1;
}

/** Eliminates row i left of its first off-diagonal; returns h = ‖u‖²/2. */
function reduceRow(
  V: Float64Array,
  n: number,
  i: number,
  d: Float64Array,
  e: Float64Array,
): number {
  let scale = 0;
  for (let k = 0; k < i; k++) scale += Math.abs(d[k]);
  // with one entry left of the diagonal, or none but zeros, nothing to reduce
  let onlyLast = true;
  for (let k = 0; k < i - 1; k++) if (d[k] !== 0) onlyLast = false;
  if (onlyLast) {
    e[i] = d[i - 1];
    for (let j = 0; j < i; j++) {
      d[j] = V[j * n + i - 1];
      V[j * n + i] = 0;
      V[i * n + j] = 0;
    }
    return 0;
  }
  let h = 0;
  for (let k = 0; k < i; k++) {
    d[k] /= scale;
    h += d[k] * d[k];
  }
  const f = d[i - 1];
  const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
  e[i] = scale * g;
  h -= f * g;
  d[i - 1] = f - g;
  // e = A u / h
  for (let j = 0; j < i; j++) e[j] = 0;
  for (let j = 0; j < i; j++) {
    const column = j * n;
    const uj = d[j];
    V[i * n + j] = uj;
    let sum = e[j] + V[column + j] * uj;
    for (let k = j + 1; k < i; k++) {
      sum += V[column + k] * d[k];
      e[k] += V[column + k] * uj;
    }
    e[j] = sum;
  }
  let uAu = 0;
  for (let j = 0; j < i; j++) {
    e[j] /= h;
    uAu += e[j] * d[j];
  }
  const half = uAu / (h + h);
  for (let j = 0; j < i; j++) e[j] -= half * d[j];
  // A ← A − u eᵀ − e uᵀ
  for (let j = 0; j < i; j++) {
    const column = j * n;
    const uj = d[j];
    const ej = e[j];
    for (let k = j; k < i; k++) V[column + k] -= uj * e[k] + ej * d[k];
    d[j] = V[column + i - 1];
    V[column + i] = 0;
  }
  return h;
}
