import { assert, assertEquals, assertLess } from "@std/assert";
import {
  dot,
  lanczos,
  type LanczosOptions,
  matrixVector,
  norm,
} from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { withSpectrum } from "./matrices.ts";

const ends = ["largest", "smallest"] as const;

const spectra: Record<string, number[]> = {
  // more than a basis holds
  spread: Array.from({ length: 300 }, (_, i) => 10 * Math.cos(1.7 * i)),
  "equal at both ends": Array.from(
    { length: 120 },
    (_, i) => i < 5 ? 9 : i < 10 ? -4 : i / 120,
  ),
  "clustered at the top": Array.from(
    { length: 120 },
    (_, i) => i < 6 ? 10 + 1e-9 * i : i / 120,
  ),
  "outliers above many small ones": Array.from(
    { length: 300 },
    (_, i) => i < 3 ? 100 - i : i < 295 ? 10 ** (-1 - i / 25) : -1e-2 * i,
  ),
  // the second of each is missed unless it is looked for
  "pairs of equal ones, far apart": Array.from(
    { length: 300 },
    (_, i) => 1.3 ** -(i >> 1),
  ),
  "one eigenvalue": Array(80).fill(2),
  zero: Array(80).fill(0),
  "smaller than the basis": [1, 2, 2, 3, -1],
  "a single number": [4],
};

function run(
  A: Float64Array,
  n: number,
  k: number,
  options: Partial<LanczosOptions>,
) {
  const random = randomGenerator(1);
  let products = 0;
  const result = lanczos(
    (v, out) => {
      products++;
      matrixVector(A, v, out);
    },
    n,
    k,
    {
      end: "largest",
      relativeTolerance: 1e-12,
      maxProducts: 3000,
      randomize: (out) => out.forEach((_, i) => out[i] = random.normal()),
      ...options,
    },
  );
  assertEquals(result.products, products);
  return result;
}

for (const [name, spectrum] of Object.entries(spectra)) {
  Deno.test(`lanczos finds both ends of a prescribed spectrum: ${name}`, () => {
    const n = spectrum.length;
    const A = withSpectrum(spectrum, 3);
    const size = Math.max(...spectrum.map(Math.abs), Number.MIN_VALUE);
    const Av = new Float64Array(n);
    for (const end of ends) {
      for (const k of [1, 3, 6].filter((k) => k <= n)) {
        const { converged, values, vectors, residuals } = run(A, n, k, { end });
        assert(converged);
        assertEquals([values.length, vectors.length], [k, k]);
        const want = spectrum.toSorted((a, b) =>
          end === "largest" ? b - a : a - b
        );
        vectors.forEach((v, i) => {
          // equal ones as often as they are there, off by the residual at most
          assertLess(Math.abs(values[i] - want[i]) / size, 1.1e-12);
          matrixVector(A, v, Av);
          const residual = norm(Av.map((x, j) => x - values[i] * v[j]));
          assertLess(residual / size, 2e-12);
          assertLess(Math.abs(residual - residuals[i]) / size, 1e-12);
          for (let j = 0; j <= i; j++) {
            const product = dot(v, vectors[j]) - (i === j ? 1 : 0);
            assertLess(Math.abs(product), 1e-12);
          }
        });
      }
    }
  });
}

Deno.test("lanczos stops at the limit on products and says what is left", () => {
  const spectrum = spectra.spread;
  const n = spectrum.length;
  const A = withSpectrum(spectrum, 3);
  const Av = new Float64Array(n);
  for (const maxProducts of [5, 30, 65]) {
    const { converged, values, vectors, residuals, products } = run(A, n, 2, {
      maxProducts,
    });
    assertEquals(converged, false);
    assertEquals(products, maxProducts);
    vectors.forEach((v, i) => {
      matrixVector(A, v, Av);
      const residual = norm(Av.map((x, j) => x - values[i] * v[j]));
      assertLess(Math.abs(residual - residuals[i]), 1e-12);
      // there is an eigenvalue within the residual
      const nearest = Math.min(
        ...spectrum.map((λ) => Math.abs(λ - values[i])),
      );
      assert(nearest <= residual + 1e-13);
    });
  }
});
