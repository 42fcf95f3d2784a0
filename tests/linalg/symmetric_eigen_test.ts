import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { symmetricEigen } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { checkEigen } from "./check_eigen.ts";
import { randomSymmetric, withSpectrum } from "./matrices.ts";

Deno.test("symmetricEigen finds prescribed spectra", () => {
  const spectra: Record<string, number[]> = {
    distinct: [-3, -1, 0, 0.5, 2, 7],
    equal: [2, 2, 2, 2, 2, 2, 2],
    clustered: [1, 1 + 1e-15, 1 + 1e-14, 1 + 1e-12, 5, 5, 5 + 1e-13],
    graded: Array.from({ length: 20 }, (_, i) => 10 ** (-i)),
    "null space": [...new Float64Array(15), 1e-8, 1, 100],
    indefinite: [-1e-12, -1, 1e-12, 1, 0],
    huge: [-1e300, 1e299, 1e300],
    tiny: [-1e-300, 1e-301, 1e-300],
    one: [4],
  };
  for (const [name, spectrum] of Object.entries(spectra)) {
    for (const seed of [1, 2, 3]) {
      const values = checkEigen(withSpectrum(spectrum, seed), spectrum.length);
      const size = Math.max(...spectrum.map(Math.abs));
      spectrum.toSorted((a, b) => a - b).forEach((λ, k) => {
        // forming the matrix rounds as much as decomposing it
        assertLess(Math.abs(values[k] - λ) / size, 1e-14, `${name} ${k}`);
      });
    }
  }
});

Deno.test("symmetricEigen handles zero, diagonal, graded and tridiagonal matrices", () => {
  assertEquals(checkEigen(new Float64Array(25), 5), new Float64Array(5));
  assertEquals(
    checkEigen(Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 2), 3),
    Float64Array.of(-1, 2, 3),
  );
  const n = 16;
  for (const direction of [1, -1]) {
    const graded = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        graded[i * n + j] = 10 ** (-direction * (i + j - n));
      }
    }
    checkEigen(graded, n);
  }
  // second difference matrix: λₖ = 2 − 2 cos(kπ/(n + 1))
  const laplacian = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    laplacian[i * n + i] = 2;
    if (i > 0) laplacian[i * n + i - 1] = laplacian[(i - 1) * n + i] = -1;
  }
  checkEigen(laplacian, n).forEach((λ, k) => {
    const expected = 2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1));
    assertLess(Math.abs(λ - expected), 1e-14);
  });
  assertEquals(symmetricEigen(new Float64Array(0), 0).status, "completed");
});

Deno.test("symmetricEigen keeps its bounds on random matrices", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
    const random = randomGenerator(seed);
    const n = 1 + random.integer(60);
    const A = randomSymmetric(n, random);
    if (seed % 2 === 0) { // sparse, with decoupled blocks
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) {
          if (random.uniform() < 0.8) A[i * n + j] = A[j * n + i] = 0;
        }
      }
    }
    checkEigen(A, n);
  }));
});

Deno.test("symmetricEigen agrees with ml-matrix", () => {
  const n = 40;
  const A = randomSymmetric(n, randomGenerator(5));
  const rows = Array.from(
    { length: n },
    (_, i) => [...A.subarray(i * n, i * n + n)],
  );
  const oracle = new EigenvalueDecomposition(new Matrix(rows), {
    assumeSymmetric: true,
  });
  const expected = oracle.realEigenvalues.toSorted((a, b) => a - b);
  checkEigen(A, n).forEach((λ, k) =>
    assertLess(Math.abs(λ - expected[k]), 1e-13)
  );
});

Deno.test("symmetricEigen returns a status for NaN and infinity", () => {
  for (const bad of [NaN, Infinity]) {
    const result = symmetricEigen(Float64Array.of(1, bad, bad, 1), 2);
    assertEquals(result.status, "non-finite");
    assert(result.values.every(Number.isNaN));
    assert(result.vectors.every(Number.isNaN));
  }
});
