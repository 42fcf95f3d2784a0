import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { withCheck } from "../../lib/checkpoint.ts";
import { plainSymmetricEigen, symmetricEigen } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { assertSameValues, checkEigen } from "./check_eigen.ts";
import { hardMatrices, tridiagonal } from "./hard_matrices.ts";
import { randomSymmetric, withSpectrum } from "./matrices.ts";

// from 24 rows on generated code computes vectors, from 64 values alone

Deno.test("divide and conquer agrees with plain QL, n to 131", () => {
  // large first: smaller matrices reuse its memory
  const sizes = [131, 24, 25, 26, 27, 63, 64, 65, 66, 67, 96, 127, 128, 129];
  for (const n of sizes) {
    const A = randomSymmetric(n, randomGenerator(n));
    const { values } = plainSymmetricEigen(A, n, { vectors: false });
    assertSameValues(checkEigen(A, n, `n = ${n}`), values);
  }
});

Deno.test("divide and conquer takes large matrices in several blocks", () => {
  const n = 523;
  checkEigen(randomSymmetric(n, randomGenerator(1)), n);
});

for (
  const decompose of [symmetricEigen, plainSymmetricEigen]
) {
  Deno.test(`${decompose.name} is backward stable on hard matrices`, () => {
    for (const n of [30, 67, 100]) {
      for (const [name, matrix] of Object.entries(hardMatrices(n))) {
        const A = matrix();
        const values = checkEigen(A, n, `${name}, n = ${n}`, decompose);
        if (decompose === plainSymmetricEigen) continue;
        const plain = plainSymmetricEigen(A, n, { vectors: false });
        assertSameValues(values, plain.values, `${name}, n = ${n}`);
      }
    }
  });
}

Deno.test("QL settles where large entries come first", () => {
  const n = 301;
  const A = hardMatrices(n)["graded up"]();
  const { values } = symmetricEigen(A, n);
  for (const decompose of [symmetricEigen, plainSymmetricEigen]) {
    const only = decompose(A, n, { vectors: false });
    assertEquals(only.status, "completed", decompose.name);
    assertSameValues(only.values, values, decompose.name);
  }
});

Deno.test("divide and conquer finds prescribed spectra", () => {
  const n = 70;
  const spectra = [
    Array.from({ length: n }, (_, i) => i < 40 ? 0 : i),
    Array.from({ length: n }, (_, i) => 10 ** (-i / 4)),
    Array.from({ length: n }, (_, i) => i < 30 ? 1 : 1 + i * 1e-14),
    Array.from({ length: n }, (_, i) => (i - 35) * 1e300),
  ];
  for (const spectrum of spectra) {
    const { values } = symmetricEigen(withSpectrum(spectrum, 3), n);
    assertSameValues(
      values,
      Float64Array.from(spectrum.toSorted((a, b) => a - b)),
    );
  }
});

Deno.test("divide and conquer finds the Laplacian's sines and the integers of Clement's matrix", () => {
  const n = 99;
  const constant = (value: number) => new Float64Array(n).fill(value);
  const laplacian = tridiagonal(constant(2), constant(-1));
  const { values, vectors } = symmetricEigen(laplacian, n);
  for (let k = 0; k < n; k++) {
    const angle = (k + 1) * Math.PI / (n + 1);
    assertLess(Math.abs(values[k] - 2 + 2 * Math.cos(angle)), 1e-14);
    const sign = Math.sign(vectors[k * n]);
    for (let i = 0; i < n; i++) {
      const sine = Math.sqrt(2 / (n + 1)) * Math.sin((i + 1) * angle);
      assertLess(Math.abs(sign * vectors[k * n + i] - sine), 1e-12);
    }
  }
  const clement = tridiagonal(
    constant(0),
    Float64Array.from(
      { length: n },
      (_, i) => Math.sqrt((i + 1) * (n - 1 - i)),
    ),
  );
  assertSameValues(
    symmetricEigen(clement, n).values,
    Float64Array.from({ length: n }, (_, k) => 2 * k - n + 1),
  );
});

Deno.test("symmetricEigen in generated code returns a status for NaN and infinity", () => {
  const n = 90;
  for (const bad of [NaN, Infinity, -Infinity]) {
    for (const place of [0, 17, n * n - 1]) {
      const A = randomSymmetric(n, randomGenerator(7));
      A[place] = bad;
      for (const vectors of [true, false]) {
        const result = symmetricEigen(A, n, { vectors });
        assertEquals(result.status, "non-finite");
        assert(result.values.every(Number.isNaN));
      }
    }
  }
});

Deno.test("symmetricEigen gives the same bits again, whatever came between", () => {
  const n = 100;
  const matrices = hardMatrices(n);
  for (const A of [matrices.random(), matrices["null space"]()]) {
    const first = symmetricEigen(A, n);
    symmetricEigen(randomSymmetric(150, randomGenerator(4)), 150);
    symmetricEigen(randomSymmetric(33, randomGenerator(5)), 33);
    assertEquals(symmetricEigen(A, n), first);
    let checkpoints = 0;
    withCheck(() => checkpoints++, () => symmetricEigen(A, n));
    for (let stop = 1; stop <= checkpoints; stop += 20) {
      let left = stop;
      const check = () => {
        if (--left === 0) throw new Error("stopped");
      };
      assertThrows(() => withCheck(check, () => symmetricEigen(A, n)));
      assertEquals(symmetricEigen(A, n), first);
    }
  }
});
