import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { matrixVector, symmetricEigen } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { eigenvalueDrift } from "../../lib/verdict/eigenvalue_drift.ts";

function symmetric(p: number, entry: (i: number, j: number) => number) {
  const A = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) A[i * p + j] = A[j * p + i] = entry(i, j);
  }
  return A;
}

Deno.test("the drift of low eigenvalues is that of H + E or H − E, to second order", () => {
  const random = randomGenerator(3);
  const p = 6;
  const low = 3;
  for (let trial = 0; trial < 30; trial++) {
    // three small eigenvalues, three large ones, in turned directions
    const { vectors } = symmetricEigen(
      symmetric(p, () => random.normal()),
      p,
    );
    const λ = [1e-6, -2e-6, 3e-6, 1, 2, 3];
    const H = symmetric(p, (i, j) =>
      λ.reduce(
        (sum, x, k) => sum + x * vectors[k * p + i] * vectors[k * p + j],
        0,
      ));
    const E = symmetric(p, () => 1e-4 * random.normal());
    const { values, vectors: V } = symmetricEigen(H, p);
    const { ordered: drift } = eigenvalueDrift(
      values,
      V,
      low,
      (v) => matrixVector(E, v, new Float64Array(p)),
      1e-15,
    );
    const moved = [1, -1].map((sign) =>
      symmetricEigen(H.map((h, k) => h + sign * E[k]), p).values
    );
    for (let k = 0; k < low; k++) {
      const farther = Math.max(
        ...moved.map((others) => Math.abs(others[k] - values[k])),
      );
      // of third order in 1e-4 is left
      assertAlmostEquals(drift[k], farther, 1e-10);
    }
  }
});

Deno.test("what couples low directions to stiff ones counts with its square", () => {
  const { ordered: drift } = eigenvalueDrift(
    Float64Array.of(0, 1e6),
    Float64Array.of(1, 0, 0, 1),
    1,
    ([x, y]) => Float64Array.of(y, x), // E = [0 1; 1 0]
    0,
  );
  assertAlmostEquals(drift[0], 1e-6, 1e-12);
});

Deno.test("what is not finite leaves no eigenvalue known", () => {
  const { ordered: drift } = eigenvalueDrift(
    Float64Array.of(1, 2),
    Float64Array.of(1, 0, 0, 1),
    2,
    () => Float64Array.of(NaN, 0),
    0,
  );
  assertEquals([...drift], [Infinity, Infinity]);
  assert(drift.length === 2);
});

Deno.test("an eigenvalue that others pass is followed by its direction", () => {
  const { ordered, followed } = eigenvalueDrift(
    Float64Array.of(0.6, 1),
    Float64Array.of(1, 0, 0, 1),
    2,
    ([, y]) => Float64Array.of(0, -y), // the second vanishes
    0,
  );
  ordered.forEach((x, k) => assertAlmostEquals(x, [0.6, 1][k], 1e-15));
  assertEquals([...followed], [0, 1]);
});
