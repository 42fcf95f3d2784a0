import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { logLikelihood, scoreMatching } from "../../lib/density/mod.ts";
import type { InvertibleNetwork } from "../../lib/density/mod.ts";
import { normals, randomFlow } from "./problems.ts";

/** J by differences of log q alone. */
function byDifferences(flow: InvertibleNetwork, X: Float64Array): number {
  const D = flow.features;
  const h = 2e-3;
  let sum = 0;
  for (let n = 0; n < X.length; n += D) {
    for (let i = 0; i < D; i++) {
      const at = (s: number) =>
        logLikelihood(
          flow,
          X.slice(n, n + D).map((x, j) => j === i ? x + s * h : x),
        );
      const [a, b, c, d, e] = [-2, -1, 0, 1, 2].map(at);
      const slope = (a - 8 * b + 8 * d - e) / (12 * h);
      const bend = (-a + 16 * b - 30 * c + 16 * d - e) / (12 * h * h);
      sum += bend + slope * slope / 2;
    }
  }
  return sum / (X.length / D);
}

const cases = [
  [2, 3, "smoothLeakyRelu", "normal"],
  [3, 2, "smoothLeakyRelu(0.2)", "logistic"],
  [2, 2, "softplus", "studentT"],
  [4, 2, "tanh", "logistic"],
  [2, 3, "sigmoid", "normal"],
  [1, 2, "identity", "studentT"],
] as const;

for (const [D, K, activation, base] of cases) {
  const flow = randomFlow(D, K, 4, { activation, base });
  const X = normals(5 * D, 9);

  Deno.test(`score matching: ${activation}, ${base}: the loss is that of differences of log q`, () => {
    const { loss } = scoreMatching(flow, X);
    assertAlmostEquals(
      loss,
      byDifferences(flow, X),
      1e-6 * (1 + Math.abs(loss)),
    );
  });

  Deno.test(`score matching: ${activation}, ${base}: the gradient is that of differences of the loss`, () => {
    const { gradient } = scoreMatching(flow, X);
    gradient.forEach((layer, k) => {
      for (const part of ["weights", "bias"] as const) {
        layer[part].forEach((value, i) => {
          const h = 1e-3;
          const at = (s: number) => {
            const layers = flow.layers.map((each, l) =>
              l === k
                ? {
                  ...each,
                  [part]: each[part].map((x, j) => j === i ? x + s * h : x),
                }
                : each
            );
            return scoreMatching({ ...flow, layers }, X).loss;
          };
          const slope = (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h);
          assertAlmostEquals(value, slope, 1e-8 * (1 + Math.abs(value)));
        });
      }
    });
  });
}

Deno.test("the score of a normal density is matched by that density", () => {
  // J of z ~ N(0, W⁻²) with a linear flow: −W² + W⁴ E x²/2, least at W² = 1/E x²
  const X = normals(400, 2);
  const square = X.reduce((s, x) => s + x * x, 0) / X.length;
  const flow = (w: number) => ({
    ...randomFlow(1, 1, 1),
    layers: [{ weights: Float64Array.of(w), bias: new Float64Array(1) }],
  });
  const best = 1 / Math.sqrt(square);
  const { loss, gradient } = scoreMatching(flow(best), X);
  assertAlmostEquals(loss, -1 / (2 * square), 1e-12);
  assertAlmostEquals(gradient[0].weights[0], 0, 1e-12);
  assert(scoreMatching(flow(1.1 * best), X).loss > loss);
});

Deno.test("scores with kinks are not matched, nor those of too many features", () => {
  const X = normals(4, 1);
  const of = (options: Parameters<typeof randomFlow>[3]) => () =>
    scoreMatching(randomFlow(2, 2, 1, options), X);
  assertThrows(of({ base: "laplace" }), RangeError, "base laplace has a kink");
  assertThrows(
    of({ activation: "elu" }),
    RangeError,
    "activation elu, expected",
  );
  assertThrows(of({ activation: "leakyRelu" }), RangeError, "four continuous");
  assertThrows(
    () => scoreMatching(randomFlow(17, 1, 1), normals(17, 1)),
    RangeError,
    "17 features, expected at most 16",
  );
});
