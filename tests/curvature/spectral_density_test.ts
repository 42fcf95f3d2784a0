import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  hessianSpectrum,
  spectralDensity,
  spectralDensitySteps,
} from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { lanczosQuadrature } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss, type Objective } from "../../lib/objective/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { normalCdf, normalDensity } from "../../lib/special/mod.ts";
import { diagonal } from "../flow/objectives.ts";
import { matrixVector } from "../../lib/linalg/mod.ts";
import { withSpectrum } from "../linalg/matrices.ts";

function atStart(text: string): { objective: Objective; θ: Float64Array } {
  const net = network(parseNetwork(text));
  const data = teacherStudent({ teacher: net, samples: 200, seed: 1 });
  return {
    objective: empiricalLoss(net, data),
    θ: initialize(net, { seed: 2 }),
  };
}

/** The share of eigenvalues below x, each spread over σ. */
function cumulativeOf(eigenvalues: Float64Array, σ: number) {
  return (x: number) =>
    eigenvalues.reduce((sum, λ) => sum + normalCdf((x - λ) / σ), 0) /
    eigenvalues.length;
}

for (
  const text of [
    "3 → 20 tanh → 1",
    "2 → 40 sigmoid → 1",
    "4 → 10 tanh → 8 tanh → 2",
  ]
) {
  Deno.test(`the density's cumulative curve is within 0.05 of the exact one: ${text}`, () => {
    const { objective, θ } = atStart(text);
    const { eigenvalues } = hessianSpectrum(objective, θ);
    for (const seed of [0, 1, 2]) {
      const found = spectralDensity(objective, θ, { seed });
      const exact = cumulativeOf(eigenvalues, found.width);
      found.xs.forEach((x, i) =>
        assertLess(Math.abs(found.cumulative[i] - exact(x)), 0.05)
      );
    }
  });
}

Deno.test("the density is that of a histogram spread over the same Gaussians", () => {
  const λ = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
  const found = spectralDensity(diagonal(λ), new Float64Array(1000), {
    width: 0.05,
    probes: 20,
    resolution: 101,
  });
  found.xs.forEach((x, i) => {
    const exact = λ.reduce(
      (sum, λi) => sum + normalDensity((x - λi) / 0.05) / 0.05 / λ.length,
      0,
    );
    assertLess(Math.abs(found.density[i] - exact), 0.05);
  });
});

Deno.test("standard errors tell how far the cumulative curve is off", () => {
  const λ = Float64Array.from({ length: 120 }, (_, i) => Math.sin(i));
  const Q = withSpectrum(λ);
  const objective: Objective = {
    ...diagonal(λ),
    hessianVectorProduct: (_, v, out = new Float64Array(120)) =>
      matrixVector(Q, v, out),
  };
  let within = 0;
  let all = 0;
  for (let seed = 0; seed < 10; seed++) {
    const found = spectralDensity(objective, new Float64Array(120), {
      seed,
      width: 0.1,
      resolution: 11,
      steps: 60,
    });
    const exact = cumulativeOf(λ, 0.1);
    for (let i = 3; i < 8; i++) {
      all++;
      const error = Math.abs(found.cumulative[i] - exact(found.xs[i]));
      // 10 probes: Student's t with 9 degrees of freedom, 95 %
      if (error <= 2.26 * found.cumulativeErrors[i]) within++;
    }
  }
  assert(within >= 0.85 * all && within < all, `${within} of ${all}`);
});

Deno.test("a Gauss rule of m products is exact for powers up to 2m − 1", () => {
  const λ = Float64Array.of(-2, -0.5, 0.3, 1, 1.7, 3, 3.5, 4);
  const v = Float64Array.from(λ, (_, i) => 1 + i);
  const square = v.reduce((sum, x) => sum + x * x, 0);
  const times = (x: Float64Array, out: Float64Array) =>
    λ.forEach((λi, i) => out[i] = λi * x[i]);
  const { nodes, weights, products } = lanczosQuadrature(times, v, 4);
  assertEquals(products, 4);
  for (let power = 0; power <= 8; power++) {
    const exact = λ.reduce((sum, λi, i) => sum + v[i] ** 2 * λi ** power, 0);
    const rule = nodes.reduce((sum, x, k) => sum + weights[k] * x ** power, 0);
    const relative = Math.abs(rule * square / exact - 1);
    if (power < 8) assertLess(relative, 1e-12);
    else assert(relative > 1e-6); // the first power that it misses
  }
});

Deno.test("weights are the squared first components: half of the eigenvalues at zero weigh a half", () => {
  const λ = new Float64Array(200).map((_, i) => i < 100 ? 0 : 1 + i / 50);
  const { nodes, weights } = spectralDensity(diagonal(λ), λ, { steps: 101 });
  let atZero = 0;
  nodes.forEach((node, k) => {
    if (Math.abs(node) < 1e-10) atZero += weights[k];
  });
  assertAlmostEquals(atZero, 0.5, 1e-12);
});

Deno.test("the density ends early where the spectrum is two numbers", () => {
  const λ = new Float64Array(50).map((_, i) => i < 20 ? -1 : 2);
  const { products, cumulative, xs, cumulativeErrors } = spectralDensity(
    diagonal(λ),
    λ,
    { probes: 3 },
  );
  assertEquals(products, 6);
  const middle = xs.findIndex((x) => x > 0.5);
  assertAlmostEquals(cumulative[middle], 0.4, 1e-12);
  assertAlmostEquals(cumulativeErrors[middle], 0, 1e-12);
});

Deno.test("the density repeats, comes probe by probe, and its mean is the trace", () => {
  const { objective, θ } = atStart("3 → 6 tanh → 1");
  const whole = spectralDensity(objective, θ);
  assertEquals(spectralDensity(objective, θ), whole);
  const steps = [...spectralDensitySteps(objective, θ, { probes: 4 })];
  assertEquals(steps.map(({ done }) => done), [0.25, 0.5, 0.75, 1]);
  assertEquals(
    steps[1].density,
    spectralDensity(objective, θ, { probes: 2 }),
  );
  const random = randomGenerator(0);
  let sum = 0;
  for (let k = 0; k < 10; k++) {
    const v = θ.map(() => random.integer(2) === 0 ? 1 : -1);
    const Hv = objective.hessianVectorProduct(θ, v);
    sum += v.reduce((s, x, i) => s + x * Hv[i], 0) / 10 / θ.length;
  }
  const mean = whole.nodes.reduce((s, x, k) => s + x * whole.weights[k], 0);
  assertAlmostEquals(mean / sum, 1, 1e-10);
});

Deno.test("the density refuses what is no Hessian, and no probes", () => {
  const { objective, θ } = atStart("3 → 6 tanh → 1");
  const broken = {
    ...objective,
    hessianVectorProduct: (_: Float64Array, v: Float64Array) => v.fill(NaN),
  };
  assertThrows(() => spectralDensity(broken, θ), RangeError, "finite");
  assertThrows(() => spectralDensity(objective, θ, { probes: 0 }), RangeError);
  assertThrows(() => spectralDensity(objective, θ.slice(1)), RangeError);
});
