import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { Matrix, solve } from "ml-matrix";
import {
  addScaled,
  cholesky,
  choleskySolve,
  infinityNorm,
  ldlt,
  ldltSolve,
  matrixVector,
} from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { randomSymmetric, randomVector, withSpectrum } from "./matrices.ts";

/** ‖A x − b‖∞ / (‖A‖ ‖x‖∞), the size of the backward error. */
function backwardError(A: Float64Array, x: Float64Array, b: Float64Array) {
  const residual = matrixVector(A, x, new Float64Array(b.length));
  addScaled(residual, -1, b, residual);
  return infinityNorm(residual) /
    (infinityNorm(A) * b.length * infinityNorm(x));
}

Deno.test("cholesky and choleskySolve solve positive definite systems", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
    const random = randomGenerator(seed);
    const n = 1 + random.integer(15);
    const spectrum = Array.from(
      { length: n },
      () => 10 ** (-8 * random.uniform()),
    );
    const A = withSpectrum(spectrum, seed);
    const L = cholesky(A, n, new Float64Array(n * n));
    assert(L !== undefined);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k <= j; k++) sum += L[i * n + k] * L[j * n + k];
        assertLess(Math.abs(sum - A[i * n + j]), 1e-15 * n);
      }
    }
    const b = randomVector(n, random);
    assertLess(
      backwardError(A, choleskySolve(L, b, new Float64Array(n)), b),
      1e-15,
    );
  }));
});

Deno.test("cholesky refuses indefinite, singular and NaN matrices, works in place", () => {
  const refused = [[1, 2, 2, 1], [0, 0, 0, 1], [-1, 0, 0, 1], [NaN, 0, 0, 1]];
  for (const entries of refused) {
    const A = Float64Array.from(entries);
    assertEquals(cholesky(A, 2, new Float64Array(4)), undefined);
  }
  const A = Float64Array.of(4, 2, 2, 5);
  assertEquals(cholesky(A, 2, A), Float64Array.of(2, 2, 1, 2));
  const b = Float64Array.of(8, 12);
  assertEquals(choleskySolve(A, b, b), Float64Array.of(1, 2));
});

Deno.test("ldltSolve is backward stable for random indefinite systems", () => {
  let twoByTwo = 0;
  for (let seed = 0; seed < 300; seed++) {
    const random = randomGenerator(seed);
    const n = 1 + random.integer(20);
    const A = randomSymmetric(n, random);
    // zero diagonals force blocks of two
    if (seed % 3 === 0) { for (let i = 0; i < n; i++) A[i * n + i] = 0; }
    if (seed % 3 === 0 && n % 2 === 1) A[n * n - 1] = 1;
    const factor = ldlt(A, n);
    assert(!factor.singular);
    for (const pivot of factor.pivots) if (pivot < 0) twoByTwo++;
    const b = randomVector(n, random);
    const x = ldltSolve(factor, b, new Float64Array(n));
    assertLess(backwardError(A, x, b), 1e-14, `seed ${seed}`);
  }
  assert(twoByTwo > 100);
});

Deno.test("ldltSolve agrees with ml-matrix", () => {
  const random = randomGenerator(11);
  const n = 12;
  const A = randomSymmetric(n, random);
  const b = randomVector(n, random);
  const x = ldltSolve(ldlt(A, n), b, b.slice());
  const rows = Array.from(
    { length: n },
    (_, i) => [...A.subarray(i * n, i * n + n)],
  );
  const expected = solve(new Matrix(rows), Matrix.columnVector([...b]));
  for (let i = 0; i < n; i++) {
    assertLess(Math.abs(x[i] - expected.get(i, 0)), 1e-12);
  }
});

Deno.test("ldlt names singular and NaN matrices", () => {
  assert(ldlt(new Float64Array(9), 3).singular);
  assert(ldlt(Float64Array.of(NaN, 0, 0, 1), 2).singular);
  assert(!ldlt(Float64Array.of(0, 1, 1, 0), 2).singular);
});
