import { assert, assertAlmostEquals } from "@std/assert";
import {
  densityGradient,
  invertibleNetwork,
  latents,
  logLikelihood,
  logLikelihoods,
  logLikelihoodTerms,
} from "../../lib/density/mod.ts";
import { resolveActivation } from "../../lib/network/mod.ts";
import { flow, golden, X } from "./golden.ts";
import { difference } from "./problems.ts";

const { params, ...values } = golden;

Deno.test("the likelihood and its terms are the source's to 1e-12", () => {
  assertAlmostEquals(logLikelihood(flow, X), golden.loglik_mean, 1e-12);
  assert(difference(logLikelihoods(flow, X), values.loglik_per_sample) < 1e-12);
  const terms = logLikelihoodTerms(flow, golden.x);
  const average = (list: number[]) =>
    list.reduce((s, x) => s + x) / list.length;
  assertAlmostEquals(terms.base, average(values.log_p_per_sample), 1e-12);
  assertAlmostEquals(
    terms.activations,
    average(values.layerwise_L_J1_per_sample),
    1e-12,
  );
  assertAlmostEquals(terms.weights, values.logabsdet_L_J2, 1e-12);
});

Deno.test("latent points and pre-activations are the source's to 1e-12", () => {
  const { z, preActivations } = latents(flow, X);
  assert(difference(z, golden.z.flat()) < 1e-12);
  assert(difference(preActivations[0], golden.y1.flat()) < 1e-12);
  assert(difference(preActivations[1], z) === 0);
});

const gradients = {
  "ordinary": [{ kind: "ordinary" }, values.ordinary_grad_of_full_nll],
  "partial": [{ kind: "partial" }, values.ordinary_grad_of_partial_loss],
  "relative": [{ kind: "relative" }, values.relative_grad_exact_augmented],
  "relative, as published": [
    { asPublished: true },
    values.relative_grad_upstream,
  ],
} as const;

for (const [name, [options, expected]] of Object.entries(gradients)) {
  Deno.test(`the ${name} gradient is the source's to 1e-12`, () => {
    densityGradient(flow, X, options).forEach(({ weights, bias }, k) => {
      const { W, b } = expected[k];
      assert(difference(weights, W.flat()) < 1e-12, `W of layer ${k}`);
      assert(difference(bias, b.flat()) < 1e-12, `b of layer ${k}`);
    });
  });
}

Deno.test("the notebook's gradient has a number for the outer product", () => {
  const exact = densityGradient(flow, X, { asPublished: true });
  const published = densityGradient(flow, X, { asPublished: "notebook" });
  const { bias: g } = densityGradient(flow, X, { kind: "partial" })[1];
  const { W, b } = params[1];
  const Wb = W.map((row) => row.reduce((s, w, j) => s + w * b[0][j], 0));
  const number = Wb.reduce((s, x, i) => s + x * g[i], 0);
  const expected = exact[1].weights.map((x, i) =>
    x - Wb[Math.floor(i / 4)] * g[i % 4] + number
  );
  assert(difference(published[1].weights, expected) < 1e-12);
  assert(difference(published[1].bias, exact[1].bias) === 0);
});

Deno.test("plain descent along both gradients follows the source", () => {
  for (
    const [kind, expected] of [
      ["ordinary", values.train_ordinary["gd_lr0.01_loglik_steps0..50"]],
      ["relative", values.train_relative_exact["gd_lr0.01_loglik_first10"]],
    ] as const
  ) {
    let now = flow;
    for (const value of expected) {
      assertAlmostEquals(logLikelihood(now, X), value, 1e-11);
      const gradient = densityGradient(now, X, { kind });
      now = invertibleNetwork({
        ...now,
        layers: now.layers.map(({ weights, bias }, k) => ({
          weights: weights.map((w, i) => w - 0.01 * gradient[k].weights[i]),
          bias: bias.map((b, i) => b - 0.01 * gradient[k].bias[i]),
        })),
      });
    }
  }
});

Deno.test("activations are the source's", () => {
  const table = golden["smooth_leaky_relu_alpha0.01"];
  const own = {
    f: (x: number) => Math.tanh(x) + 0.1 * x,
    derivative: (x: number) => 1.1 - Math.tanh(x) ** 2,
    secondDerivative: (x: number) =>
      -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
  };
  for (
    const [activation, expected] of [
      ["smoothLeakyRelu(0.01)", table.f],
      ["softplus", table.softplus],
      ["elu", table.elu_a1],
      [own, table["leaky_tanh_a1_b0.1"]],
    ] as const
  ) {
    const flow = invertibleNetwork({
      features: 1,
      layers: [{ weights: [1] }, { weights: [1] }],
      activation,
    });
    // what a hidden layer of weight 1 hands on
    const { preActivations } = latents(flow, table.x.map((x) => [x]));
    assert(difference(preActivations[1], expected) < 1e-13);
  }
  const { derivative } = resolveActivation("smoothLeakyRelu(0.01)");
  assert(difference(table.x.map((x) => derivative(x, NaN)), table.df) < 1e-14);
});
