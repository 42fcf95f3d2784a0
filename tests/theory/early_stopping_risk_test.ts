import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { earlyStoppingRisk } from "../../lib/theory/mod.ts";
import golden from "../fixtures/double_descent.json" with { type: "json" };

const { params, "argmin_sum_1+2": best } = golden.bias_variance_demo;
const { component1: one, component2: two, sigma_noise, n, eta } = params;

const demo = (rates: readonly number[]) => ({
  sigmas: [one.sigma, two.sigma],
  thetas: [one.theta, two.theta],
  rates,
  noise: sigma_noise,
  samples: n,
});

function leastAt(
  model: Parameters<typeof earlyStoppingRisk>[0],
  until = 10_000,
) {
  let least = 0;
  for (let k = 1; k <= until; k++) {
    if (earlyStoppingRisk(model, k) < earlyStoppingRisk(model, least)) {
      least = k;
    }
  }
  return least;
}

Deno.test("the source's two components are least at k = 491", () => {
  assertEquals(leastAt(demo([eta, eta])), best);
});

Deno.test("rescaled, both are least together, earlier and lower", () => {
  const rescaled = demo([eta, 43 * eta]);
  const k = leastAt(rescaled);
  assert(k < 50);
  assert(
    earlyStoppingRisk(rescaled, k) < earlyStoppingRisk(demo([eta, eta]), best),
  );
});

Deno.test("equal rates give two falls, rescaled ones only one", () => {
  const falls = (rates: readonly number[]) => {
    const risks = Array.from(
      { length: 3000 },
      (_, k) => earlyStoppingRisk(demo(rates), k),
    );
    return risks.filter((risk, k) =>
      k > 0 && risk < risks[k - 1] && risk <= risks[k + 1]
    ).length;
  };
  assertEquals(falls([eta, eta]), 2);
  assertEquals(falls([eta, 43 * eta]), 1);
});

Deno.test("the risk is that of gradient descent itself, over noise drawn", () => {
  // with XᵀX/n = diag σ², the coefficients of one component after k steps from 0
  // are (θ + z/(σ√n)) (1 − (1 − ησ²)ᵏ): average over z by quadrature
  const { sigma: σ, theta: θ } = two;
  const [η, k] = [2, 30];
  const nodes = [-Math.sqrt(3), 0, Math.sqrt(3)]; // exact for squares
  const weights = [1 / 6, 2 / 3, 1 / 6];
  let expected = sigma_noise ** 2;
  nodes.forEach((z, i) => {
    const target = θ + sigma_noise * z / (σ * Math.sqrt(n));
    let w = 0;
    for (let step = 0; step < k; step++) w += η * σ * σ * (target - w);
    expected += weights[i] * σ * σ * (w - θ) ** 2;
  });
  assertAlmostEquals(
    earlyStoppingRisk({
      sigmas: [σ],
      thetas: [θ],
      rates: [η],
      noise: sigma_noise,
      samples: n,
    }, k),
    expected,
    1e-12,
  );
});

Deno.test("steps beyond the edge turn signs, and odd lists are refused", () => {
  const model = {
    sigmas: [1],
    thetas: [1],
    rates: [2.5],
    noise: 0,
    samples: 1,
  };
  assertAlmostEquals(earlyStoppingRisk(model, 3), 1.5 ** 6, 1e-12);
  const noisy = { ...model, noise: 1 };
  assertAlmostEquals(earlyStoppingRisk(noisy, 1), 1 + 2.25 + 2.5 ** 2, 1e-12);
  assertThrows(
    () => earlyStoppingRisk({ ...model, rates: [1, 2] }, 1),
    RangeError,
    "rates has 2 entries",
  );
  assertThrows(() => earlyStoppingRisk(model, 0.5), RangeError, "0.5");
});
