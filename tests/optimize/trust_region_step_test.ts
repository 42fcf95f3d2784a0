import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
} from "@std/assert";
import fc from "fast-check";
import { dot, norm } from "../../lib/linalg/mod.ts";
import { trustRegionStep } from "../../lib/optimize/trust_region_step.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

function solve(eigenvalues: number[], gradient: number[], radius: number) {
  const model = {
    eigenvalues: Float64Array.from(eigenvalues),
    gradient: Float64Array.from(gradient),
  };
  const s = new Float64Array(gradient.length);
  const reduction = trustRegionStep(model, radius, s);
  return { s, reduction };
}

Deno.test("trustRegionStep takes the Newton step where it fits", () => {
  const { s, reduction } = solve([1, 4], [2, -4], 10);
  assertEquals(s, Float64Array.of(-2, 1));
  assertEquals(reduction, 4);
});

Deno.test("trustRegionStep is a minimizer: stationary, on the boundary, λ ≥ −λ₁", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
    const random = randomGenerator(seed);
    const p = 1 + random.integer(8);
    const eigenvalues = Array.from({ length: p }, () => random.normal())
      .toSorted((a, b) => a - b);
    const gradient = Array.from({ length: p }, () => random.normal());
    const radius = 10 ** (2 * random.normal());
    const { s, reduction } = solve(eigenvalues, gradient, radius);
    assert(reduction >= 0);
    assertLess(norm(s), radius * (1 + 2e-3));
    // (H + λ) s = −g, with λ from the component of largest size
    const i = s.reduce(
      (best, x, k) => Math.abs(x) > Math.abs(s[best]) ? k : best,
      0,
    );
    const λ = -gradient[i] / s[i] - eigenvalues[i];
    assert(λ >= Math.max(-1e-12, -eigenvalues[0] - 1e-12));
    if (λ > 1e-9) assertAlmostEquals(norm(s) / radius, 1, 2e-3);
    s.forEach((sk, k) => {
      assertAlmostEquals((eigenvalues[k] + λ) * sk, -gradient[k], 1e-6);
    });
    // no random point of the region does better
    for (let trial = 0; trial < 20; trial++) {
      const t = Float64Array.from({ length: p }, () => random.normal());
      const scale = radius * random.uniform() / norm(t);
      let model = 0;
      t.forEach((tk, k) => {
        model += scale * tk * (gradient[k] + eigenvalues[k] * scale * tk / 2);
      });
      assertLess(-model, reduction * 1.01 + 1e-12);
    }
  }));
});

Deno.test("trustRegionStep fills the region along the lowest eigenvector in the hard case", () => {
  for (const tiny of [0, 1e-18, -1e-18]) {
    const { s, reduction } = solve([-2, 1, 3], [tiny, 0.3, 0.5], 2);
    assertAlmostEquals(norm(s), 2, 1e-12);
    assertAlmostEquals(s[1], -0.1, 1e-12);
    assertAlmostEquals(s[2], -0.1, 1e-12);
    assert(tiny * s[0] <= 0);
    const rest = Float64Array.of(s[1], s[2]);
    assertAlmostEquals(reduction, s[0] ** 2 + 0.04 + dot(rest, rest), 0.1);
  }
  const { s } = solve([-1, 2], [0, 0], 0.5);
  assertAlmostEquals(Math.abs(s[0]), 0.5, 1e-15);
});

Deno.test("trustRegionStep handles a zero Hessian", () => {
  const { s, reduction } = solve([0, 0], [3, 4], 0.1);
  assertAlmostEquals(norm(s), 0.1, 2e-4);
  assertAlmostEquals(s[0] / s[1], 0.75, 1e-12);
  assertAlmostEquals(reduction, 0.5, 1e-3);
});
