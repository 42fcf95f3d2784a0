import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  bivariateNormalCdf,
  bivariateNormalCdfAt,
  gaussHermite,
  gaussLegendre,
  normalCdf,
  owensT,
} from "../../lib/special/mod.ts";
import { assertRelative } from "../network/relative.ts";

// [h, a, T] from mpmath with 40 digits.
const OWEN: readonly (readonly [number, number, number])[] = [
  [0.0625, 0.025, 0.003970281304296922],
  [0.5, 0.9999995, 0.1066710319739403],
  [0, 0.3, 0.04638678953887117],
  [0, 7.5, 0.22890376842057932],
  [0.25, 0.75, 0.098754536099982903],
  [1, 1, 0.066741882165700967],
  [1, 1.5, 0.075734867620625143],
  [0.5, 4, 0.15355639134293798],
  [3, 0.2, 0.00032935196937246529],
  [3, 0.9, 0.00067238182189862246],
  [4.5, 0.9999, 1.6988307774861184e-6],
  [6, 0.3, 4.6125623322861124e-10],
  [8.5, 1, 4.7397674111016591e-18],
  [12, 0.6, 8.8824105603844744e-34],
  [0.01, 50, 0.24642753439434216],
  [0.1, 10, 0.22679969643349899],
  [2, 1.0001, 0.011116427437050368],
  [25, 0.5, 1.5283483531912805e-138],
];

// [h, k, ρ, Φ₂] from mpmath with 40 digits, by ∂Φ₂/∂ρ.
const BIVARIATE: readonly (readonly [number, number, number, number])[] = [
  [0.7, 0.3, 0.25, 0.49912891686649797],
  [-1.2, 0.4, 0.9, 0.1150624827753179],
  [-1.2, -0.4, -0.9, 7.1874463903782909e-6],
  [2.5, 2.5, 0.5, 0.98825003409597404],
  [0.3, 0.3, 0.999, 0.61110647408950317],
  [0.3, 0.31, 0.999999, 0.61791142218895258],
  [-0.3, 0.31, -0.999999, 0.0038080996330667016],
  [0, -0.5, 0.6, 0.24281798338451128],
  [0, 0.5, -0.6, 0.25718201661548872],
  [-0.5, 0, 0.3, 0.1968926930517895],
  [1e-09, 0.2, 0.7, 0.40995895450531618],
  [-3, -4, 0.3, 1.1093150145217032e-6],
  [5, -6, 0.1, 9.8658763681761546e-10],
  [0.1, -8, -0.99, 3.2306981391868028e-48],
  [0, 0, 0.5, 0.33333333333333333],
  [1.5, -1.5, -0.75, 0.035502387739422949],
];

/** Asserts |actual − expected| ≤ tolerance. */
function assertNear(
  actual: number,
  expected: number,
  tolerance: number,
  what: string,
): void {
  assert(
    Math.abs(actual - expected) <= tolerance,
    `${what}: ${actual}, expected ${expected} within ${tolerance}`,
  );
}

Deno.test("owensT is right to 1e-15, and relative to itself in the tails", () => {
  for (const [h, a, value] of OWEN) {
    assertNear(owensT(h, a), value, 1e-15, `T(${h}, ${a})`);
    assertRelative(owensT(h, a), value, 1e-13, `T(${h}, ${a})`);
  }
});

Deno.test("owensT is even in h, odd in a, and has its closed values", () => {
  for (const h of [0, 0.3, 1, 2.5, 6]) {
    for (const a of [0, 0.4, 1, 1.7, 30]) {
      assertEquals(owensT(-h, a), owensT(h, a));
      assertEquals(owensT(h, -a), -owensT(h, a));
    }
    const upper = normalCdf(-h);
    assertNear(owensT(h, 1), upper * (1 - upper) / 2, 1e-16, `T(${h}, 1)`);
    assertNear(owensT(h, Infinity), upper / 2, 1e-16, `T(${h}, ∞)`);
    // ∂T/∂a
    const a = 0.8;
    const ε = 1e-5;
    const slope = (owensT(h, a + ε) - owensT(h, a - ε)) / (2 * ε);
    const x = 1 + a * a;
    const exact = Math.exp(-h * h * x / 2) / (2 * Math.PI * x);
    assertNear(slope, exact, 1e-10, `∂T/∂a at h = ${h}`);
  }
});

Deno.test("bivariateNormalCdf is right to 1e-15", () => {
  for (const [h, k, ρ, value] of BIVARIATE) {
    const what = `Φ₂(${h}, ${k}; ${ρ})`;
    assertNear(bivariateNormalCdf(h, k, ρ), value, 1e-15, what);
    assertNear(bivariateNormalCdf(k, h, ρ), value, 1e-15, what);
  }
});

Deno.test("bivariateNormalCdf: rectangles, independence, arcsine, ±1, infinity", () => {
  const points = [-8, -2.5, -0.3, -1e-12, 0, 0.3, 1, 6];
  for (const h of points) {
    assertNear(bivariateNormalCdf(h, Infinity, 0.4), normalCdf(h), 0, "k = ∞");
    assertEquals(bivariateNormalCdf(h, -Infinity, 0.4), 0);
    for (const k of points) {
      const P = normalCdf(h);
      const Q = normalCdf(k);
      const what = `${h}, ${k}`;
      assertNear(bivariateNormalCdf(h, k, 0), P * Q, 2e-16, what);
      assertNear(bivariateNormalCdf(h, k, 1), Math.min(P, Q), 1e-16, what);
      assertNear(
        bivariateNormalCdf(h, k, -1),
        Math.max(0, P + Q - 1),
        2e-16,
        what,
      );
      for (const ρ of [-0.99999999, -0.6, 0.2, 0.999]) {
        // P(X ≤ h) = P(X ≤ h, Y ≤ k) + P(X ≤ h, −Y ≤ −k)
        assertNear(
          bivariateNormalCdf(h, k, ρ) + bivariateNormalCdf(h, -k, -ρ),
          P,
          1e-15,
          `${what}; ${ρ}`,
        );
      }
    }
  }
  for (const ρ of [-0.9, -0.1, 0.5, 0.99]) {
    const exact = 0.25 + Math.asin(ρ) / (2 * Math.PI);
    assertNear(bivariateNormalCdf(0, 0, ρ), exact, 1e-16, `ρ = ${ρ}`);
  }
});

Deno.test("bivariateNormalCdfAt keeps the angle where its cosine is 1", () => {
  // P(X ≤ h) − P(X ≤ h, Y ≤ h) = α φ(h)/√(2π) to first order in the angle
  for (const α of [1e-6, 1e-9, 1e-12]) {
    const h = 0.7;
    const both = bivariateNormalCdfAt(h, h, Math.cos(α), Math.sin(α));
    const first = α * Math.exp(-h * h / 2) / (2 * Math.PI);
    assertNear(normalCdf(h) - both, first, 2e-16 + α * α, `α = ${α}`);
  }
});

Deno.test("bivariateNormalCdf refuses what is no correlation", () => {
  assertThrows(() => bivariateNormalCdf(0, 0, 1.1), RangeError, "[−1, 1]");
  assertThrows(() => bivariateNormalCdf(0, 0, NaN), RangeError, "NaN");
});

Deno.test("gaussHermite is exact to degree 2n − 1 and no further", () => {
  for (const n of [1, 2, 3, 7, 20]) {
    const { nodes, weights } = gaussHermite(n);
    const mean = (f: (x: number) => number) =>
      nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);
    let moment = 1; // (2k − 1)!!
    for (let k = 0; k < n; k++) {
      assertRelative(mean((x) => x ** (2 * k)), moment, 1e-13, `x^${2 * k}`);
      moment *= 2 * k + 1;
    }
    // what the rule with n nodes misses of x²ⁿ is n!
    let factorial = 1;
    for (let k = 2; k <= n; k++) factorial *= k;
    const missed = moment - mean((x) => x ** (2 * n));
    assertNear(missed, factorial, 1e-12 * moment, `x^${2 * n}`);
  }
});

Deno.test("gaussHermite has increasing, symmetric nodes up to n = 600", () => {
  for (const n of [1, 2, 41, 136, 320, 600]) {
    const { nodes, weights } = gaussHermite(n);
    for (let i = 0; i < n; i++) {
      assert(i === 0 || nodes[i] > nodes[i - 1]);
      assertEquals(nodes[n - 1 - i] + nodes[i], 0);
    }
    const mean = (f: (x: number) => number) =>
      nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);
    assertNear(mean(() => 1), 1, 2e-15, "E 1");
    if (n < 41) continue;
    assertNear(mean((x) => x * x), 1, 2e-15, "E x²");
    assertNear(mean((x) => Math.cos(2 * x)), Math.exp(-2), 2e-15, "E cos 2x");
  }
  assertThrows(() => gaussHermite(0), RangeError, "0 nodes");
});

Deno.test("gaussLegendre is exact to degree 2n − 1", () => {
  for (const n of [1, 2, 5, 24, 48]) {
    const { nodes, weights } = gaussLegendre(n);
    for (let k = 0; k < 2 * n; k++) {
      const integral = nodes.reduce(
        (sum, x, i) => sum + weights[i] * x ** k,
        0,
      );
      assertNear(integral, k % 2 ? 0 : 2 / (k + 1), 3e-15, `n ${n}, x^${k}`);
    }
  }
});
