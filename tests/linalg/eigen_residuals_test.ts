import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import {
  addScaled,
  eigenResiduals,
  matrixVector,
  norm,
  symmetricEigen,
} from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

/** Sizes on both sides of plain code, of rows in fours and of its blocks. */
const sizes = [1, 2, 3, 63, 64, 65, 66, 67, 128, 131, 248, 249, 301];

function symmetric(n: number): Float64Array {
  const random = randomGenerator(n);
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) A[i * n + j] = A[j * n + i] = random.normal();
  }
  return A;
}

for (const n of sizes) {
  Deno.test(`eigenResiduals are ‖A v − λ v‖, pair by pair, n = ${n}`, () => {
    const A = symmetric(n);
    const exact = symmetricEigen(A, n);
    for (const residual of eigenResiduals(A, n, exact)) {
      assertLess(residual, 1e-13 * (n + 10));
    }
    // pairs that are none, among them a vector of zeros
    const random = randomGenerator(99);
    const values = exact.values.map((λ) => λ + random.normal());
    const vectors = exact.vectors.map((x) => x + 0.1 * random.normal());
    vectors.fill(0, 0, n);
    const residuals = eigenResiduals(A, n, { values, vectors });
    assertEquals(residuals[0], 0);
    for (let k = 0; k < n; k++) {
      const v = vectors.subarray(k * n, (k + 1) * n);
      const Av = matrixVector(A, v, new Float64Array(n));
      const want = norm(addScaled(Av, -values[k], v, Av));
      assertAlmostEquals(residuals[k], want, 1e-13 * (1 + want));
    }
  });
}
