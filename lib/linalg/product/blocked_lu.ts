import { type Block, block, partOf, transposedBlock } from "./block.ts";
import { product } from "./product.ts";
import { solveTriangle, splitAt } from "./triangular.ts";

/** Columns up to this are factored one by one. */
const leaf = 16;

/**
 * LU factorization with partial pivoting, P A = L U in place, as
 * {@linkcode lu} has it: by halves of the columns, so that nearly all work is in
 * products (Toledo, Locality of reference in LU decomposition with partial
 * pivoting, SIAM J. Matrix Anal. Appl. 18, 1997). About 2n³/3 operations.
 *
 * @returns Whether every pivot is a number other than zero.
 */
export function blockedLu(
  A: Float64Array,
  n: number,
  pivots: Int32Array,
): boolean {
  return factor(block(A, n, n), pivots, 0, n);
}

/** Factors columns left … right − 1 from row `left` down. */
function factor(
  A: Block,
  pivots: Int32Array,
  left: number,
  right: number,
): boolean {
  const n = A.rows;
  const width = right - left;
  if (width <= leaf) return factorColumns(A, pivots, left, right);
  const middle = left + splitAt(width);
  if (!factor(A, pivots, left, middle)) return false;
  exchange(A, pivots, left, middle, middle, right);
  const U = partOf(A, left, middle, middle - left, right - middle);
  solveTriangle(partOf(A, left, left, middle - left, middle - left), U, {
    side: "lower",
    unit: true,
  });
  product(
    partOf(A, middle, left, n - middle, middle - left),
    U,
    partOf(A, middle, middle, n - middle, right - middle),
    "subtract",
  );
  if (!factor(A, pivots, middle, right)) return false;
  exchange(A, pivots, middle, right, left, middle);
  return true;
}

function factorColumns(
  { entries, rows: n }: Block,
  pivots: Int32Array,
  left: number,
  right: number,
): boolean {
  for (let k = left; k < right; k++) {
    let pivot = k;
    let size = Math.abs(entries[k * n + k]);
    for (let i = k + 1; i < n; i++) {
      const entry = Math.abs(entries[i * n + k]);
      if (entry > size) {
        size = entry;
        pivot = i;
      }
    }
    pivots[k] = pivot;
    if (!(size > 0 && size < Infinity)) return false;
    if (pivot !== k) exchangeRows(entries, n, k, pivot, left, right);
    const row = k * n;
    const diagonal = entries[row + k];
    for (let i = k + 1; i < n; i++) {
      const other = i * n;
      const multiplier = entries[other + k] / diagonal;
      entries[other + k] = multiplier;
      for (let j = k + 1; j < right; j++) {
        entries[other + j] -= multiplier * entries[row + j];
      }
    }
  }
  return true;
}

/** The exchanges of pivots from … to − 1, in columns left … right − 1. */
function exchange(
  { entries, rows: n }: Block,
  pivots: Int32Array,
  from: number,
  to: number,
  left: number,
  right: number,
): void {
  for (let k = from; k < to; k++) {
    if (pivots[k] !== k) exchangeRows(entries, n, k, pivots[k], left, right);
  }
}

function exchangeRows(
  entries: Float64Array,
  n: number,
  k: number,
  l: number,
  left: number,
  right: number,
): void {
  for (let j = left; j < right; j++) {
    const kept = entries[k * n + j];
    entries[k * n + j] = entries[l * n + j];
    entries[l * n + j] = kept;
  }
}

/**
 * The inverse from the factors of {@linkcode blockedLu}: U⁻¹, then X L = U⁻¹,
 * then the columns of X in the order before the exchanges. About 4n³/3
 * operations.
 *
 * @param factors L and U; U⁻¹ on return.
 * @param out Receives A⁻¹ (n × n).
 */
export function inverseFromLu(
  factors: Float64Array,
  n: number,
  pivots: Int32Array,
  out: Float64Array,
): Float64Array {
  const LU = block(factors, n, n);
  invertUpper(LU);
  const X = block(out, n, n);
  for (let i = 0; i < n; i++) {
    out.fill(0, i * n, i * n + i);
    out.set(factors.subarray(i * n + i, i * n + n), i * n + i);
  }
  solveTriangle(transposedBlock(LU), transposedBlock(X), {
    side: "upper",
    unit: true,
  });
  exchangeBack(X, pivots);
  return out;
}

/** B ← B A⁻¹ (rows × n) from the factors of {@linkcode blockedLu}. */
export function divideByLu(
  factors: Float64Array,
  n: number,
  pivots: Int32Array,
  B: Block,
): void {
  const LU = transposedBlock(block(factors, n, n));
  const Bᵀ = transposedBlock(B);
  solveTriangle(LU, Bᵀ, { side: "lower", unit: false });
  solveTriangle(LU, Bᵀ, { side: "upper", unit: true });
  exchangeBack(B, pivots);
}

/** X ← X P: the columns in the order before the exchanges of rows. */
function exchangeBack(
  { entries, at, rows, columns, down, right }: Block,
  pivots: Int32Array,
): void {
  for (let k = columns - 1; k >= 0; k--) {
    const other = pivots[k];
    if (other === k) continue;
    for (let i = 0; i < rows; i++) {
      const row = at + i * down;
      const kept = entries[row + k * right];
      entries[row + k * right] = entries[row + other * right];
      entries[row + other * right] = kept;
    }
  }
}

/** U ← U⁻¹ in the upper triangle, by halves. */
function invertUpper(U: Block): void {
  const n = U.rows;
  if (n <= leaf) {
    invertSmall(U);
    return;
  }
  const half = splitAt(n);
  const first = partOf(U, 0, 0, half, half);
  const last = partOf(U, half, half, n - half, n - half);
  const corner = partOf(U, 0, half, half, n - half);
  solveTriangle(first, corner, { side: "upper", unit: false });
  solveTriangle(transposedBlock(last), transposedBlock(corner), {
    side: "lower",
    unit: false,
  });
  for (let i = 0; i < half; i++) {
    const row = corner.at + i * corner.down;
    for (let j = 0; j < corner.columns; j++) {
      corner.entries[row + j] = -corner.entries[row + j];
    }
  }
  invertUpper(first);
  invertUpper(last);
}

function invertSmall({ entries, at, rows: n, down }: Block): void {
  for (let j = 0; j < n; j++) {
    const diagonal = 1 / entries[at + j * down + j];
    entries[at + j * down + j] = diagonal;
    // column j of U⁻¹: U⁻¹ of what is left of it, times its column
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let k = i; k < j; k++) {
        sum += entries[at + i * down + k] * entries[at + k * down + j];
      }
      entries[at + i * down + j] = -sum * diagonal;
    }
  }
}
