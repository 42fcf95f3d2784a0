import { assertEquals, assertLess } from "@std/assert";
import {
  dot,
  infinityNorm,
  matrixVector,
  plainSymmetricEigen,
  symmetricEigen,
} from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { randomSymmetric, withSpectrum } from "./matrices.ts";

const ε = Number.EPSILON;

/** Large sizes go through generated code; small ones reuse its memory after. */
function check(A: Float64Array, n: number) {
  const plain = plainSymmetricEigen(A, n, { vectors: false });
  const only = symmetricEigen(A, n, { vectors: false });
  const { status, values, vectors } = symmetricEigen(A, n);
  assertEquals([status, only.status], ["completed", "completed"]);
  const size = Math.max(infinityNorm(plain.values), Number.MIN_VALUE);
  const Av = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    assertLess(Math.abs(values[k] - plain.values[k]) / size, n * ε);
    assertLess(Math.abs(only.values[k] - plain.values[k]) / size, n * ε);
    const v = vectors.subarray(k * n, k * n + n);
    matrixVector(A, v, Av);
    for (let i = 0; i < n; i++) {
      assertLess(Math.abs(Av[i] - values[k] * v[i]) / size, 4 * n * ε);
    }
    for (let j = 0; j <= k; j++) {
      const product = dot(v, vectors.subarray(j * n, j * n + n));
      assertLess(Math.abs(product - (j === k ? 1 : 0)), 4 * n * ε);
    }
  }
}

Deno.test("symmetricEigen in generated code agrees with plain QL, n to 131", () => {
  const sizes = [131, 24, 25, 26, 27, 63, 64, 65, 66, 67, 96, 127, 128, 129];
  for (const n of sizes) check(randomSymmetric(n, randomGenerator(n)), n);
});

Deno.test("symmetricEigen in generated code keeps null spaces and clusters", () => {
  const n = 70;
  const spectra = [
    Array.from({ length: n }, (_, i) => i < 40 ? 0 : i),
    Array.from({ length: n }, (_, i) => 10 ** (-i / 4)),
    Array.from({ length: n }, (_, i) => i < 30 ? 1 : 1 + i * 1e-14),
    Array.from({ length: n }, (_, i) => (i - 35) * 1e300),
  ];
  for (const spectrum of spectra) {
    const { values } = symmetricEigen(withSpectrum(spectrum, 3), n);
    const size = infinityNorm(Float64Array.from(spectrum));
    spectrum.toSorted((a, b) => a - b).forEach((λ, k) =>
      assertLess(Math.abs(values[k] - λ) / size, 1e-13)
    );
    check(withSpectrum(spectrum, 4), n);
  }
});

Deno.test("symmetricEigen in generated code handles decoupled blocks and zero", () => {
  const n = 90;
  const random = randomGenerator(7);
  const A = randomSymmetric(n, random);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (random.uniform() < 0.97) A[i * n + j] = A[j * n + i] = 0;
    }
  }
  check(A, n);
  check(new Float64Array(n * n), n);
  const diagonal = new Float64Array(n * n);
  for (let i = 0; i < n; i++) diagonal[i * n + i] = (i * 37) % n;
  check(diagonal, n);
  const bad = A.slice();
  bad[17] = NaN;
  assertEquals(symmetricEigen(bad, n).status, "non-finite");
});

Deno.test("symmetricEigen gives the same bits again, whatever came between", () => {
  const A = randomSymmetric(100, randomGenerator(3));
  const first = symmetricEigen(A, 100);
  symmetricEigen(randomSymmetric(150, randomGenerator(4)), 150);
  symmetricEigen(randomSymmetric(33, randomGenerator(5)), 33);
  assertEquals(symmetricEigen(A, 100), first);
});
