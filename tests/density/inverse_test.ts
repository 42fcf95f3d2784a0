import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { inverseActivation } from "../../lib/density/inverse_activation.ts";
import {
  type BaseChoice,
  baseNames,
  evaluateDensity,
  inverse,
  invertibleNetwork,
  latents,
  logDensityGrid,
  logLikelihood,
  sample,
} from "../../lib/density/mod.ts";
import { resolveActivation } from "../../lib/network/mod.ts";
import { difference, normals, randomFlow } from "./problems.ts";

const increasing = [
  "smoothLeakyRelu",
  "smoothLeakyRelu(0.5)",
  "leakyRelu(0.1)",
  "identity",
  "elu",
  "selu",
  "softplus",
  "sigmoid",
  "tanh",
];

for (const text of increasing) {
  Deno.test(`${text} is inverted to rounding, or not at all`, () => {
    const activation = resolveActivation(text);
    for (const x of normals(300, 1)) {
      for (const scale of [0.01, 1, 10]) {
        const y = activation.f(scale * x);
        const slope = activation.derivative(scale * x, y);
        // what rounding of y leaves of x
        const bound = 4 * 2 ** -52 *
          (Math.abs(y) / slope + Math.abs(scale * x));
        const found = inverseActivation(activation, y);
        const gap = Math.abs(found - scale * x);
        assert(
          gap <= bound || activation.f(found) === y,
          `${scale * x}: ${gap}`,
        );
      }
    }
    const limits: Record<string, number> = {
      elu: -1.01,
      selu: -1.8,
      softplus: -0.1,
      sigmoid: 1.01,
      tanh: -1.01,
    };
    if (text in limits) {
      assertEquals(inverseActivation(activation, limits[text]), NaN);
    }
    assertEquals(inverseActivation(activation, NaN), NaN);
  });
}

for (const [D, K] of [[1, 1], [2, 5], [8, 3], [40, 2], [130, 2]] as const) {
  Deno.test(`${K} layers of ${D}: inverse(forward(x)) = x to 1e-9`, () => {
    for (const activation of ["smoothLeakyRelu", "leakyRelu(0.1)", "elu"]) {
      const flow = randomFlow(D, K, 7, { activation });
      const X = normals(9 * D, 8);
      const { z } = latents(flow, X);
      assert(difference(inverse(flow, z), X) < 1e-9);
    }
  });
}

const bases: Record<string, readonly [BaseChoice, number]> = {
  ...Object.fromEntries(
    baseNames.filter((name) => name !== "studentT")
      .map((name) => [
        name,
        [name, { normal: 1, laplace: 2, logistic: Math.PI ** 2 / 3 }[name]!],
      ]),
  ),
  "Student's t of 9": [{ name: "studentT", degrees: 9 }, 9 / 7],
};

for (const [name, [base, variance]] of Object.entries(bases)) {
  Deno.test(`base ${name}: samples have its mean, variance and likelihood`, () => {
    const count = 20_000;
    const flow = invertibleNetwork({
      features: 2,
      layers: [{ weights: [[2, 0], [1, 0.5]], bias: [1, -1] }],
      base,
    });
    const x = sample(flow, { samples: count, seed: 3 });
    const { z } = latents(flow, x);
    const moments = (axis: number) => {
      const values = z.filter((_, i) => i % 2 === axis);
      const mean = values.reduce((s, v) => s + v, 0) / count;
      const square = values.reduce((s, v) => s + (v - mean) ** 2, 0) / count;
      return [mean, square];
    };
    for (const axis of [0, 1]) {
      const [mean, square] = moments(axis);
      const error = Math.sqrt(variance / count);
      assert(Math.abs(mean) < 4 * error, `mean ${mean}`);
      assertAlmostEquals(square / variance, 1, 0.06);
    }
    // −E log q is the entropy, which a grid gives as well
    const h = 0.02;
    const line = Float64Array.from({ length: 8001 }, (_, i) => (i - 4000) * h);
    const one = invertibleNetwork({
      features: 1,
      layers: [{ weights: [1] }],
      base,
    });
    let mass = 0;
    let entropy = 0;
    for (const z of line) {
      const value = logLikelihood(one, [[z]]);
      mass += h * Math.exp(value);
      entropy -= h * value * Math.exp(value);
    }
    // Laplace's kink at 0 costs h²/12 of its jump
    assertAlmostEquals(mass, 1, base === "laplace" ? h * h / 11 : 1e-6);
    const { nats } = evaluateDensity(flow, x);
    // log |det W| = 0, and two coordinates
    assert(Math.abs(nats.mean + 2 * entropy) < 2 * nats.twoStandardErrors);
  });
}

Deno.test("the density integrates to 1 on a grid", () => {
  for (const activation of ["smoothLeakyRelu(0.3)", "smoothLeakyRelu(0.6)"]) {
    for (const base of baseNames) {
      const wide = randomFlow(2, 3, 13, { activation, base });
      const [first, ...rest] = wide.layers;
      const weights = first.weights.map((w) => 3 * w);
      const flow = { ...wide, layers: [{ ...first, weights }, ...rest] };
      const h = 0.125;
      const axis = Float64Array.from({ length: 801 }, (_, i) => (i - 400) * h);
      const { values } = logDensityGrid(flow, { xs: axis, ys: axis });
      const mass = values.reduce((s, v) => s + h * h * Math.exp(v), 0);
      // a kink costs h²/12 of its jump; Student's t of 5 has mass beyond ±50
      const bound = {
        normal: 1e-12,
        logistic: 1e-8,
        laplace: 5e-4,
        studentT: 1e-5,
      };
      assertAlmostEquals(mass, 1, bound[base], `${base}, ${activation}`);
    }
  }
});

Deno.test("an evaluation is the mean and its error, in nats and in bits", () => {
  const flow = invertibleNetwork({
    features: 2,
    layers: [{ weights: [1, 0, 0, 1] }],
  });
  const constant = -Math.log(2 * Math.PI);
  const { nats, bitsPerDimension, samples } = evaluateDensity(
    flow,
    [[0, 0], [2, 0]],
    { logDeterminants: [1, 1] },
  );
  assertEquals(samples, 2);
  assertAlmostEquals(nats.mean, constant, 1e-15); // −1 and +1
  assertAlmostEquals(nats.twoStandardErrors, 2, 1e-15); // 2 √(2/2)
  assertAlmostEquals(bitsPerDimension.mean, -constant / 2 / Math.log(2), 1e-15);
  assertAlmostEquals(
    bitsPerDimension.twoStandardErrors,
    1 / Math.log(2),
    1e-15,
  );
});

Deno.test("what has no inverse is refused", () => {
  const flat = invertibleNetwork({
    features: 2,
    layers: [{ weights: [[1, 2], [2, 4]] }],
  });
  assertThrows(() => inverse(flat, [[1, 1]]), RangeError, "singular");
  assertEquals(logLikelihood(flat, [[1, 1]]), -Infinity);
  assertThrows(
    () => sample(randomFlow(2, 2, 1, { activation: "elu" }), { samples: 99 }),
    RangeError,
    "Cannot draw samples: activation elu does not take every value",
  );
  for (const activation of ["relu", "gelu", "square"]) {
    assertThrows(
      () => invertibleNetwork({ features: 2, layers: 2, activation }),
      RangeError,
      `Cannot build the invertible network: activation ${activation} with slope`,
    );
  }
});

Deno.test("weights are drawn by a seed and a scheme", () => {
  const { layers } = invertibleNetwork({ features: 5, layers: 2, seed: 4 });
  const [{ weights: W }] = layers;
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 5; j++) {
      let sum = 0;
      for (let k = 0; k < 5; k++) sum += W[5 * i + k] * W[5 * j + k];
      assertAlmostEquals(sum, +(i === j), 1e-14);
    }
  }
  const again = invertibleNetwork({ features: 5, layers: 2, seed: 4 });
  assertEquals(again.layers, layers);
  const scheme = "glorotUniform";
  const other = invertibleNetwork({
    features: 5,
    layers: 2,
    initialize: scheme,
  });
  assert(other.layers[0].weights.every((w) => Math.abs(w) <= Math.sqrt(0.6)));
});

Deno.test("a user's own activation makes a density as well", () => {
  const own = {
    f: (x: number) => Math.tanh(x) + 0.1 * x,
    derivative: (x: number) => 1 - Math.tanh(x) ** 2 + 0.1,
    secondDerivative: (x: number) =>
      -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
  };
  const flow = { ...randomFlow(2, 3, 5), activation: own };
  const X = normals(20, 1);
  assert(difference(inverse(flow, latents(flow, X).z), X) < 1e-9);
});
