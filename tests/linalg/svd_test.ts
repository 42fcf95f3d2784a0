import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { SVD } from "ml-matrix";
import { svd } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

function normals(count: number, seed: number): Float64Array {
  const random = randomGenerator(seed);
  return Float64Array.from({ length: count }, () => random.normal());
}

function outer(u: Float64Array, v: Float64Array): Float64Array {
  return Float64Array.from(
    { length: u.length * v.length },
    (_, n) => u[Math.floor(n / v.length)] * v[n % v.length],
  );
}

/** Matrices of all shapes, the long ones on the way through QR. */
const matrices: [string, Float64Array, number, number][] = [
  ["square", normals(25, 1), 5, 5],
  ["tall", normals(28, 2), 7, 4],
  ["long", normals(400, 3), 100, 4],
  ["wide", normals(400, 4), 4, 100],
  ["one number", Float64Array.of(-3), 1, 1],
  ["one row", normals(6, 5), 1, 6],
  ["of rank one", outer(normals(6, 6), normals(4, 7)), 6, 4],
  ["long of rank one", outer(normals(40, 6), normals(4, 7)), 40, 4],
  ["zero", new Float64Array(12), 4, 3],
  ["equal values", Float64Array.of(0, -2, 0, 2, 0, 0, 0, 0, 2), 3, 3],
  ["graded", normals(36, 8).map((x, n) => x * 10 ** (-3 * (n % 6))), 6, 6],
  ["huge", normals(12, 9).map((x) => x * 1e200), 4, 3],
  ["tiny", normals(12, 10).map((x) => x * 1e-200), 4, 3],
];

for (const [name, A, rows, columns] of matrices) {
  Deno.test(`svd of a matrix ${name}: vectors orthonormal, the sum is A`, () => {
    const { status, values, left, right } = svd(A, rows, columns);
    const k = Math.min(rows, columns);
    assertEquals(status, "completed");
    for (const [vectors, length] of [[left, rows], [right, columns]] as const) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          let sum = 0;
          for (let r = 0; r < length; r++) {
            sum += vectors[i * length + r] * vectors[j * length + r];
          }
          assertAlmostEquals(sum, +(i === j), 2e-14);
        }
      }
    }
    for (let n = 0; n < A.length; n++) {
      const [r, c] = [Math.floor(n / columns), n % columns];
      let sum = 0;
      for (let i = 0; i < k; i++) {
        sum += values[i] * left[i * rows + r] * right[i * columns + c];
      }
      assertAlmostEquals(sum, A[n], 2e-14 * values[0]);
    }
  });

  Deno.test(`svd of a matrix ${name} has the values of ml-matrix`, () => {
    const nested = Array.from(
      { length: rows },
      (_, r) => Array.from(A.subarray(r * columns, (r + 1) * columns)),
    );
    const expected = new SVD(nested, { autoTranspose: true }).diagonal;
    svd(A, rows, columns).values.forEach((value, i) =>
      assertAlmostEquals(value, expected[i], 1e-14 * expected[0])
    );
  });
}

Deno.test("svd says where a matrix is not finite, and refuses other sizes", () => {
  const { status, values } = svd([1, NaN, 2, 3], 2, 2);
  assertEquals([status, values[0]], ["non-finite", NaN]);
  assertThrows(() => svd([1, 2, 3], 2, 2), RangeError, "3 entries");
  assertThrows(() => svd([1], 0.5, 2), RangeError, "0.5");
});
