import { assert, assertEquals, assertLess } from "@std/assert";
import {
  dot,
  infinityNorm,
  matrixVector,
  norm,
  type plainSymmetricEigen,
  symmetricEigen,
} from "../../lib/linalg/mod.ts";

const ε = Number.EPSILON;

/**
 * What an eigendecomposition of A owes, in units of (n + 10) ε: residuals
 * ‖A v − λ v‖/‖A‖, |VᵀV − I|, ascending order, and the same values without
 * vectors. Returns the values.
 */
export function checkEigen(
  A: Float64Array,
  n: number,
  name = "",
  decompose: typeof plainSymmetricEigen = symmetricEigen,
): Float64Array {
  const bound = (n + 10) * ε;
  const { status, values, vectors } = decompose(A, n);
  assertEquals(status, "completed", name);
  const size = Math.max(infinityNorm(values), Number.MIN_VALUE);
  const unit = A.map((a) => a / size);
  const Av = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const v = vectors.subarray(k * n, k * n + n);
    matrixVector(unit, v, Av);
    for (let i = 0; i < n; i++) Av[i] -= values[k] / size * v[i];
    assertLess(norm(Av), bound, `${name}: residual ${k}`);
    for (let j = 0; j <= k; j++) {
      const product = dot(v, vectors.subarray(j * n, j * n + n));
      const error = Math.abs(product - (j === k ? 1 : 0));
      assertLess(error, bound, `${name}: vectors ${j} and ${k}`);
    }
    if (k > 0) assert(values[k] >= values[k - 1], `${name}: order ${k}`);
  }
  const only = decompose(A, n, { vectors: false });
  assertEquals(only.status, "completed", name);
  assertSameValues(only.values, values, name);
  return values;
}

/** Within (n + 10) ε of the largest. */
export function assertSameValues(
  actual: ArrayLike<number>,
  expected: Float64Array,
  name = "",
): void {
  const n = expected.length;
  const size = Math.max(infinityNorm(expected), Number.MIN_VALUE);
  for (let k = 0; k < n; k++) {
    const error = Math.abs(actual[k] - expected[k]) / size;
    assertLess(error, (n + 10) * ε, `${name}: value ${k}`);
  }
}
