import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { binomialInterval } from "../../lib/random/mod.ts";

Deno.test("binomialInterval ends where the count is 1.96 deviations away", () => {
  for (const [k, n] of [[0, 20], [10, 20], [20, 20], [1, 10], [263, 1000]]) {
    for (const p of binomialInterval(k, n)) {
      if (p === 0 || p === 1) continue; // p itself has no deviation there
      const deviation = Math.sqrt(n * p * (1 - p));
      assertAlmostEquals(Math.abs(k - n * p) / deviation, 1.959964, 1e-6);
    }
  }
  const [low, high] = binomialInterval(10, 20);
  assertAlmostEquals(low, 0.2993, 1e-4);
  assertAlmostEquals(high, 0.7007, 1e-4);
});

/** Σ over counts k of their probability, where the interval holds p. */
function coverage(n: number, p: number): number {
  let sum = 0;
  let probability = (1 - p) ** n;
  for (let k = 0; k <= n; k++) {
    const [low, high] = binomialInterval(k, n);
    if (low <= p && p <= high) sum += probability;
    probability *= (n - k) / (k + 1) * p / (1 - p);
  }
  return sum;
}

Deno.test("binomialInterval holds the probability in 95 % of cases on average", () => {
  for (const n of [5, 20, 100]) {
    const ps = Array.from({ length: 399 }, (_, i) => (i + 1) / 400);
    const covered = ps.map((p) => coverage(n, p));
    const mean = covered.reduce((sum, c) => sum + c, 0) / ps.length;
    assertAlmostEquals(mean, 0.95, 0.01);
    assert(covered.every((c) => c > 0.8));
  }
});

Deno.test("binomialInterval holds the share, and is that of the failures turned over", () => {
  for (const n of [1, 2, 7, 50]) {
    for (let k = 0; k <= n; k++) {
      const [low, high] = binomialInterval(k, n);
      assert(0 <= low && low <= k / n && k / n <= high && high <= 1);
      const other = binomialInterval(n - k, n);
      assertAlmostEquals(low, 1 - other[1], 1e-14);
    }
  }
});

Deno.test("binomialInterval refuses counts that are none", () => {
  for (const [x, n] of [[1, 0], [3, 2], [-1, 2], [0.5, 2], [1, NaN]]) {
    assertThrows(() => binomialInterval(x, n), RangeError, `${x} successes`);
  }
});
