import { assert, assertEquals } from "@std/assert";
import { at, contains, isBounded } from "../../lib/interval/mod.ts";
import {
  ballProduct,
  distanceBound,
  exactBalls,
  identity,
  inertia,
  transposed,
  verifiedEigenvalues,
} from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { exactly as exact, exactOne } from "../kernels/exact_numbers.ts";

/**
 * Q D Qᵀ, exactly: Q is a product of reflections in vectors of n signs, n a power
 * of two, and D small integers times a power of two.
 */
function withEigenvalues(values: Float64Array, seed: number): Float64Array {
  const n = values.length;
  const random = randomGenerator(seed);
  const M = new Float64Array(n * n);
  values.forEach((λ, i) => M[i * n + i] = λ);
  for (let reflection = 0; reflection < 2; reflection++) {
    const v = Float64Array.from(
      { length: n },
      () => random.uniform() < 0.5 ? -1 : 1,
    );
    for (let side = 0; side < 2; side++) {
      // rows, then columns, as M is symmetric
      for (let i = 0; i < n; i++) {
        const stride = side === 0 ? 1 : n;
        const first = side === 0 ? i * n : i;
        let dot = 0;
        for (let j = 0; j < n; j++) dot += v[j] * M[first + j * stride];
        for (let j = 0; j < n; j++) {
          M[first + j * stride] -= 2 * dot / n * v[j];
        }
      }
    }
  }
  return M;
}

Deno.test("verified eigenvalues hold the exact ones, and count signs", () => {
  const random = randomGenerator(1);
  for (const n of [1, 2, 4, 8, 16, 32, 64]) {
    for (let trial = 0; trial < 20; trial++) {
      const scale = 2 ** (trial - 10);
      const values = Float64Array.from({ length: n }, () => {
        const size = 1 + random.integer(1 << (trial % 15));
        return (random.uniform() < trial / 20 ? -size : size) * scale;
      }).sort();
      const matrix = withEigenvalues(values, trial);
      const bounds = verifiedEigenvalues(exactBalls(matrix), n);
      const largest = Math.max(...values.map(Math.abs));
      values.forEach((λ, k) => {
        const interval = at(bounds, k);
        assert(contains(interval, λ), `${λ} in ${JSON.stringify(interval)}`);
        assert(interval.hi - interval.lo < 1e-14 * n * n * largest);
      });
      const negative = values.filter((λ) => λ < 0).length;
      assertEquals(inertia(matrix, n), { negative, positive: n - negative });
    }
  }
});

Deno.test("a zero eigenvalue, or one that is not a number, has no sign", () => {
  const singular = withEigenvalues(Float64Array.of(-3, 0, 1, 2), 3);
  assertEquals(inertia(singular, 4), undefined);
  for (const bad of [NaN, Infinity]) {
    const matrix = withEigenvalues(Float64Array.of(-3, 0.5, 1, 2), 3);
    assertEquals(inertia(matrix, 4), { negative: 1, positive: 3 });
    matrix[5] = bad;
    assertEquals(inertia(matrix, 4), undefined);
    const bounds = verifiedEigenvalues(exactBalls(matrix), 4);
    assertEquals(isBounded(at(bounds, 0)), false);
  }
});

Deno.test("signs are counted at all scales", () => {
  // eigenvalues far below the rounding of the largest
  assertEquals(inertia(Float64Array.of(1e12, 0, 0, -1e-4), 2), {
    negative: 1,
    positive: 1,
  });
  const values = Float64Array.of(-2, -1, 1, 3);
  const matrix = withEigenvalues(values, 7);
  const scales = [2 ** -30, 1, 2 ** 20, 2 ** 40];
  const scaled = matrix.map((x, k) => x * scales[k >> 2] * scales[k & 3]);
  assertEquals(inertia(scaled, 4), { negative: 2, positive: 2 });
  assertEquals(inertia(Float64Array.of(0, 2, 2, 0), 2), {
    negative: 1,
    positive: 1,
  });
});

Deno.test("radii hide the signs of smaller eigenvalues", () => {
  const mid = withEigenvalues(Float64Array.of(-3, 0.5, 1, 2), 3);
  const least = (rad: number) =>
    verifiedEigenvalues({ mid, rad: new Float64Array(16).fill(rad) }, 4).lo[1];
  assert(least(0.12) > 0);
  assert(least(0.13) < 0);
  for (const bad of [NaN, Infinity]) assert(!(least(bad) > 0));
});

Deno.test("eigenvalues of all matrices in the balls are held", () => {
  const random = randomGenerator(4);
  const n = 8;
  const values = Float64Array.from({ length: n }, (_, k) => k - 3);
  const center = withEigenvalues(values, 5);
  const rad = new Float64Array(n * n).fill(2 ** -7);
  const bounds = verifiedEigenvalues({ mid: center, rad }, n);
  for (let trial = 0; trial < 50; trial++) {
    const other = center.slice();
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        // at the corners, where it is hardest
        const step = random.uniform() < 0.5 ? -(2 ** -7) : 2 ** -7;
        other[i * n + j] += step;
        if (j !== i) other[j * n + i] += step;
      }
    }
    const found = verifiedEigenvalues(exactBalls(other), n);
    for (let k = 0; k < n; k++) {
      assert(bounds.lo[k] <= found.hi[k] && found.lo[k] <= bounds.hi[k]);
    }
  }
});

Deno.test("products of balls hold products of their matrices", () => {
  const random = randomGenerator(6);
  const [rows, inner, columns] = [3, 5, 4];
  for (let trial = 0; trial < 60; trial++) {
    const thin = trial % 2 === 0;
    const draw = (count: number, size: number) =>
      Float64Array.from(
        { length: count },
        () =>
          size * (random.uniform() - 0.5) *
          2 ** Math.round((trial % 60) * (random.uniform() - 0.5)),
      );
    const ball = (count: number) => ({
      mid: draw(count, 1),
      rad: draw(count, thin ? 0 : 0.1).map(Math.abs),
    });
    const a = ball(rows * inner);
    const b = ball(inner * columns);
    const product = ballProduct(a, b, rows, inner, columns);
    const corner = ({ mid, rad }: typeof a, i: number) =>
      exact(mid[i]) + (random.uniform() < 0.5 ? -1n : 1n) * exact(rad[i]);
    const A = Array.from(a.mid, (_, i) => corner(a, i));
    const B = Array.from(b.mid, (_, i) => corner(b, i));
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0n;
        for (let k = 0; k < inner; k++) {
          sum += A[i * inner + k] * B[k * columns + j];
        }
        const gap = sum - exact(product.mid[i * columns + j]) * exactOne;
        const rad = exact(product.rad[i * columns + j]) * exactOne;
        assert(-rad <= gap && gap <= rad, `trial ${trial}`);
      }
    }
  }
});

Deno.test("a distance between matrices is the largest row sum, rounded up", () => {
  const a = exactBalls(Float64Array.of(1, 0.1, 0.1, 1));
  assert(distanceBound(a, exactBalls(identity(2)), 2) >= 0.1);
  assert(distanceBound(a, exactBalls(identity(2)), 2) < 0.1 + 1e-16);
  const wide = { mid: identity(2), rad: Float64Array.of(0.5, 0, 0, 0.25) };
  assert(distanceBound(a, wide, 2) >= 0.6);
  assert(distanceBound(a, wide, 2) < 0.6 + 1e-15);
  assertEquals(
    distanceBound(exactBalls(Float64Array.of(NaN)), a, 1),
    NaN,
  );
  assertEquals(
    transposed(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3),
    Float64Array.of(1, 4, 2, 5, 3, 6),
  );
});
