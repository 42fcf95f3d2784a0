import { checkpoint } from "../../checkpoint.ts";
import { matrixVector } from "../matrix.ts";
import { addScaled, norm } from "../vector.ts";
import { pack, product, wholeFours } from "./product.ts";
import { blockRows, type EigenWorkspace, eigenWorkspace } from "./workspace.ts";

/** Below this size generated code does not pay. */
const smallest = 64;

/**
 * ‖A v − λ v‖ for every pair (λ, v) of a symmetric matrix A (n × n), the
 * vectors in rows as {@linkcode symmetricEigen} gives them. 2 n³ operations.
 */
export function eigenResiduals(
  A: Float64Array,
  n: number,
  { values, vectors }: {
    readonly values: Float64Array;
    readonly vectors: Float64Array;
  },
): Float64Array {
  const residuals = new Float64Array(n);
  const vectorOf = (k: number) => vectors.subarray(k * n, (k + 1) * n);
  /** Takes A vₖ, which it changes. */
  const take = (k: number, Av: Float64Array) => {
    residuals[k] = norm(addScaled(Av, -values[k], vectorOf(k), Av));
  };
  const space = n < smallest ? undefined : eigenWorkspace(n, true);
  if (space) {
    multiplyRows(space, A, vectors, n, take);
    return residuals;
  }
  const Av = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    checkpoint();
    take(k, matrixVector(A, vectorOf(k), Av));
  }
  return residuals;
}

/** Hands over the rows of V A, one by one. */
function multiplyRows(
  space: EigenWorkspace,
  A: Float64Array,
  V: Float64Array,
  n: number,
  take: (k: number, row: Float64Array) => void,
): void {
  const { numbers, rows, stride, matrixAt, vectorsAt, copyAt, blockAt } = space;
  for (const [from, at] of [[A, matrixAt], [V, vectorsAt]] as const) {
    numbers.fill(0, at, at + rows * stride);
    for (let i = 0; i < n; i++) {
      numbers.set(from.subarray(i * n, (i + 1) * n), at + i * stride);
    }
  }
  const all = Array.from({ length: n }, (_, i) => i);
  const packed = pack(
    numbers,
    { place: matrixAt, stride },
    all,
    n,
    copyAt,
  );
  const C = { place: blockAt, stride: wholeFours(n) };
  for (let first = 0; first < n; first += blockRows) {
    const rows = Math.min(blockRows, n - first);
    product(
      space,
      C,
      { place: vectorsAt + first * stride, stride, rows },
      packed,
    );
    for (let k = 0; k < rows; k++) {
      const place = blockAt + k * C.stride;
      take(first + k, numbers.subarray(place, place + n));
    }
  }
}
