import { assert, assertEquals } from "@std/assert";
import { assertMoments, momentsOf, neuron, referenceMoments } from "./pairs.ts";

/** E σ₁σ₂ at r = 0.7, 1.2, b = 0.3, −0.4, u = 0.25: by several others' hands. */
const GOLDEN: readonly (readonly [string, number])[] = [
  ["relu", 0.193902581744343],
  ["normalCdf", 0.254629654952699],
  ["sigmoid2", 0.0264853461328676],
  ["tanh", 0.030193052021217],
  ["sigmoid", 0.248639633030606],
  ["softplus", 0.65780321158848],
];

for (const [name, value] of GOLDEN) {
  Deno.test(`${name}: the expectation of a product is the golden one to 1e-13`, () => {
    const one = neuron(name, 0.7, 0.3, 0);
    const two = neuron(name, 1.2, -0.4, Math.acos(0.25));
    const { moments } = momentsOf(one, two);
    assert(Math.abs(moments[0] - value) <= 1e-13, `${moments[0]}`);
  });
}

Deno.test("bias-free relu, sigmoid2 and cube have the golden expectations", () => {
  const relu = momentsOf(
    neuron("relu", 1.3, 0, 0),
    neuron("relu", 0.8, 0, Math.acos(-0.35)),
  );
  assert(Math.abs(relu.moments[0] - 0.0847668309122099) <= 1e-13);
  const erf = momentsOf(
    neuron("sigmoid2", 0.7, 0, 0),
    neuron("sigmoid2", 1.2, 0, Math.acos(0.25)),
  );
  assert(Math.abs(erf.moments[0] - 0.0702575989676256) <= 1e-13);
  const u = 0.4;
  const cube = momentsOf(
    neuron("cube", 0.7, 0, 0),
    neuron("cube", 1.2, 0, Math.acos(u)),
  );
  const exact = (0.7 * 1.2) ** 3 * (6 * u ** 3 + 9 * u);
  assert(Math.abs(cube.moments[0] - exact) <= 1e-14);
  const self = neuron("cube", 0.7, 0, 0);
  assert(Math.abs(momentsOf(self, self).moments[0] - 15 * 0.7 ** 6) <= 1e-14);
});

const closed = [
  "identity",
  "relu",
  "leakyRelu(0.2)",
  "square",
  "cube",
  "polynomial(0.3, -1, 0.5, 0.2)",
  "exp",
  "normalCdf",
  "sigmoid2",
];
const smooth = [
  "tanh",
  "sigmoid",
  "softplus",
  "g",
  "gelu",
  "silu",
  "smoothLeakyRelu",
];
/** Directions: at an angle, nearly parallel, parallel, antiparallel. */
const angles = [1.1, 2.9, 0.02, 0, Math.PI];

for (const name of [...closed, ...smooth]) {
  Deno.test(`${name}: all moments are those of brute force to 1e-13, ‖w‖ ≤ 1.5, with and without biases`, () => {
    for (const [b1, b2] of [[0, 0], [0.3, 0], [0, -0.4], [0.3, -0.9]]) {
      for (const angle of b1 === 0 ? angles.slice(0, 2) : angles) {
        const one = neuron(name, 1.5, b1, 0);
        const two = neuron(name, 0.6, b2, angle);
        const { moments, method, error } = momentsOf(one, two);
        assertEquals(method === "closedForm", closed.includes(name));
        assert(error <= 1e-13, `${error}`);
        assertMoments(
          moments,
          referenceMoments(one, two, closed.includes(name) ? 2 : 1),
          1e-13,
          `${name} ${b1} ${b2} ${angle}`,
        );
      }
    }
  });
}

for (const name of closed.filter((name) => name !== "exp")) { // e^{10x} has its mass beyond
  Deno.test(`${name}: closed forms hold to 1e-12 of the largest moment, ‖w‖ to 10`, () => {
    const isSteep = name === "normalCdf" || name === "sigmoid2";
    for (const [b1, b2, angle] of [[0, 0, 2.5], [0.7, -1.3, 0.4]]) {
      const one = neuron(name, 10, b1, 0);
      const two = neuron(name, 4, b2, angle);
      assertMoments(
        momentsOf(one, two).moments,
        referenceMoments(one, two, isSteep ? 0.4 : 2),
        1e-12,
        `${name} ${b1} ${b2}`,
      );
    }
  });
}

Deno.test("every two activations with a closed form: brute force, biased or not", () => {
  let count = 0;
  for (const first of closed) {
    for (const second of closed) {
      for (const [b1, b2, angle] of [[0, 0, 1.3], [0.3, -0.9, 0.4]]) {
        const one = neuron(first, 1, b1, 0);
        const two = neuron(second, 0.8, b2, angle);
        const { moments, method, error } = momentsOf(one, two);
        assert(error <= 1e-13, `${first} ${second}: ${error}`);
        if (first === second) continue;
        if (method === "closedForm") count++;
        assertMoments(
          moments,
          referenceMoments(one, two, 2),
          1e-13,
          `${first} ${second} ${b1}`,
        );
      }
    }
  }
  assertEquals(count, 2 * 56);
});

for (
  const [first, second] of [
    ["tanh", "relu"],
    ["relu", "square"],
    ["exp", "leakyRelu"],
    ["identity", "normalCdf"],
    ["sigmoid2", "softplus"],
    ["gelu", "cube"],
    ["exp", "tanh"],
    ["g", "selu"],
    ["elu(0.7)", "tanh"],
  ]
) {
  Deno.test(`${first} with ${second}: all moments are those of brute force`, () => {
    for (const [b1, b2, angle] of [[0, 0, 1.3], [0.3, -0.9, 0.4]]) {
      const one = neuron(first, 1, b1, 0);
      const two = neuron(second, 0.8, b2, angle);
      const { moments, error } = momentsOf(one, two);
      const expected = referenceMoments(one, two, 0.5);
      assert(error < 1e-13, `${error}`);
      assertMoments(
        moments,
        expected,
        1e-13,
        `${b1} ${b2}`,
      );
    }
  });
}

for (const name of ["normalCdf", "sigmoid2", "exp", "cube"]) {
  Deno.test(`${name}: closed form and quadrature agree, ‖w‖ ≤ 1.5`, () => {
    for (const [b1, b2] of [[0, 0], [0.3, -0.9]]) {
      for (const angle of angles) {
        const pair = (byQuadrature: boolean) =>
          momentsOf(
            neuron(name, 1.5, b1, 0, byQuadrature),
            neuron(name, 0.6, b2, angle, byQuadrature),
          );
        assert(pair(true).method !== "closedForm");
        assertMoments(
          pair(true).moments,
          pair(false).moments,
          1e-13,
          `${b1} ${b2} ${angle}`,
        );
      }
    }
  });
}

for (
  const name of [
    "normalCdf",
    "tanh",
    "sigmoid",
    "softplus",
    "g",
    "gelu",
    "silu",
  ]
) {
  Deno.test(`${name}: steep neurons are integrated to 1e-11, ‖w‖ = 4 and 10`, () => {
    for (const [r, angle] of [[4, 0.05], [10, 2.5], [10, 0]]) {
      const one = neuron(name, r, 0.3, 0, true);
      const two = neuron(name, r, -0.4, angle, true);
      const { moments, error } = momentsOf(one, two);
      const scale = Math.max(1, moments[0]);
      assert(error <= 1e-10 * scale, `${r} ${angle}: ${error}`);
      const expected = referenceMoments(one, two, r > 4 ? 0.25 : 0.5);
      assertMoments(moments, expected, 1e-11, `${r} ${angle}`);
    }
  });
}

Deno.test("elu and selu say how far their series are off", () => {
  for (const name of ["elu", "selu"]) {
    for (const angle of [1.1, 0.3]) {
      const one = neuron(name, 1, 0.3, 0);
      const two = neuron(name, 0.8, -0.2, angle);
      const { moments, error } = momentsOf(one, two);
      const exact = referenceMoments(one, two, 0.5)[0];
      assert(Math.abs(moments[0] - exact) <= Math.max(1e-13, error));
    }
  }
});

Deno.test("neurons as steep as 1e9 are relus of softplus, without memory to match", () => {
  for (const r of [40, 1e3, 1e6, 1e9]) {
    for (const b of [0, 0.4]) {
      const [steep, limit] = ["softplus", "relu"].map((name) =>
        momentsOf(
          neuron(name, r, b * r, 0),
          neuron("relu", 0.8, -0.2, 1.3),
        ).moments[0]
      );
      // softplus(z) − relu(z) has the integral π²/6, on a stretch of 1/r
      const gap = Math.abs(steep - limit) / r;
      assert(gap <= 1 / (r * r) + 1e-15, `${r} ${b}: ${gap}`);
    }
  }
});
