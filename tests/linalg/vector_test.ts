import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  addScaled,
  dot,
  infinityNorm,
  isFiniteVector,
  matrixVector,
  norm,
  transposedMatrixVector,
} from "../../lib/linalg/mod.ts";

Deno.test("dot, norm, infinityNorm and addScaled of short vectors", () => {
  const x = Float64Array.of(3, -4);
  assertEquals(dot(x, Float64Array.of(2, 1)), 2);
  assertEquals(norm(x), 5);
  assertEquals(infinityNorm(x), 4);
  assertEquals(
    addScaled(Float64Array.of(1, 1), 2, x, new Float64Array(2)),
    Float64Array.of(7, -7),
  );
  assertEquals(norm(new Float64Array(3)), 0);
});

Deno.test("norm neither over- nor underflows", () => {
  for (const scale of [1e-200, 1e200, 1e-310]) {
    const relative = norm(Float64Array.of(3 * scale, 4 * scale)) / (5 * scale);
    assertAlmostEquals(relative, 1, 1e-9);
  }
});

Deno.test("isFiniteVector and infinityNorm see NaN and infinity", () => {
  assert(isFiniteVector(Float64Array.of(1e308, -1e308, 0)));
  for (const bad of [NaN, Infinity, -Infinity]) {
    assert(!isFiniteVector(Float64Array.of(0, bad, 1)));
  }
  assert(Number.isNaN(infinityNorm(Float64Array.of(1, NaN, 2))));
});

Deno.test("matrixVector and its transpose on a 2 × 3 matrix", () => {
  const A = Float64Array.of(1, 2, 3, 4, 5, 6);
  assertEquals(
    matrixVector(A, Float64Array.of(1, 0, -1), new Float64Array(2)),
    Float64Array.of(-2, -2),
  );
  assertEquals(
    transposedMatrixVector(A, Float64Array.of(1, -1), new Float64Array(3)),
    Float64Array.of(-3, -3, -3),
  );
});
