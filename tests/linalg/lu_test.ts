import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Matrix, solve } from "ml-matrix";
import { lu, luSolve, matrixVector } from "../../lib/linalg/mod.ts";

const entry = fc.integer({ min: -100, max: 100 }).map((k) => k / 7);

function system(n: number): fc.Arbitrary<[Float64Array, Float64Array]> {
  return fc.tuple(
    fc.array(entry, { minLength: n * n, maxLength: n * n }),
    fc.array(entry, { minLength: n, maxLength: n }),
  ).map(([A, b]) => [Float64Array.from(A), Float64Array.from(b)]);
}

Deno.test("luSolve leaves a residual of rounding size", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 12 }).chain(system),
    ([A, b]) => {
      const n = b.length;
      const factors = A.slice();
      const pivots = new Int32Array(n);
      if (!lu(factors, n, pivots)) return;
      const x = luSolve(factors, pivots, b, new Float64Array(n));
      const size = x.reduce((sum, xi) => sum + Math.abs(xi), 0);
      matrixVector(A, x, new Float64Array(n)).forEach((value, i) =>
        assertAlmostEquals(value, b[i], 1e-12 * (1 + size))
      );
    },
  ));
});

Deno.test("luSolve agrees with ml-matrix where pivots are needed", () => {
  const n = 9;
  // zeros on the diagonal
  const A = Float64Array.from(
    { length: n * n },
    (_, k) => (k % (n + 1) === 0 ? 0 : Math.sin(7 * k) + (k % 5)),
  );
  const b = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
  const rows = Array.from(
    { length: n },
    (_, i) => Array.from(A.subarray(i * n, i * n + n)),
  );
  const want = solve(new Matrix(rows), Matrix.columnVector(b)).to1DArray();
  const pivots = new Int32Array(n);
  assert(lu(A, n, pivots));
  luSolve(A, pivots, b, b).forEach((x, i) =>
    assertAlmostEquals(x, want[i], 1e-12)
  );
});

Deno.test("lu says that a matrix is singular or not finite", () => {
  assertEquals(lu(new Float64Array(4), 2, new Int32Array(2)), false);
  assertEquals(lu(Float64Array.of(1, 2, 2, 4), 2, new Int32Array(2)), false);
  assertEquals(lu(Float64Array.of(NaN, 1, 1, 1), 2, new Int32Array(2)), false);
});
