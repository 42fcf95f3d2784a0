import {
  assert,
  assertAlmostEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { dot } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { objectiveOf, quadratic } from "../flow/objectives.ts";
import { doubleWell } from "../optimize/problems.ts";

Deno.test("hessianSpectrum of a quadratic and of a double well at its saddle", () => {
  const spectrum = hessianSpectrum(quadratic([3, -1, 2]), new Float64Array(3));
  [-1, 2, 3].forEach((λ, k) => {
    assertAlmostEquals(spectrum.eigenvalues[k], λ, 1e-14);
    assertAlmostEquals(
      Math.abs(spectrum.eigenvectors[k][[1, 2, 0][k]]),
      1,
      1e-14,
    );
    assertLess(spectrum.residuals[k], 1e-14);
  });
  const saddle = hessianSpectrum(doubleWell, new Float64Array(2));
  assertAlmostEquals(saddle.eigenvalues[0], -1, 1e-15);
});

Deno.test("hessianSpectrum of a network agrees with Hessian–vector products", () => {
  const net = network(parseNetwork("2 → 4 tanh → 2"));
  const data = teacherStudent({ teacher: net, samples: 60, seed: 1 });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 5 });
  const { eigenvalues, eigenvectors, residuals } = hessianSpectrum(
    objective,
    θ,
  );
  const p = objective.parameterCount;
  const size = Math.max(...eigenvalues.map(Math.abs));
  let trace = 0;
  const H = objective.hessian(θ);
  for (let i = 0; i < p; i++) trace += H[i * p + i];
  assertAlmostEquals(eigenvalues.reduce((a, b) => a + b), trace, 1e-12);
  eigenvectors.forEach((v, k) => {
    const Hv = objective.hessianVectorProduct(θ, v);
    v.forEach((vi, i) => {
      assertLess(Math.abs(Hv[i] - eigenvalues[k] * vi), 1e-13 * size);
    });
    assertAlmostEquals(dot(v, v), 1, 1e-13);
    assertLess(residuals[k], 1e-13 * size);
    if (k > 0) assert(eigenvalues[k] >= eigenvalues[k - 1]);
  });
});

Deno.test("hessianSpectrum refuses a wrong length and a Hessian that is not finite", () => {
  assertThrows(
    () => hessianSpectrum(quadratic([1]), new Float64Array(2)),
    RangeError,
    "θ has 2 entries, expected 1",
  );
  const broken = objectiveOf({
    parameterCount: 1,
    loss: () => NaN,
    gradient: (_, out) => out.fill(NaN),
    hessian: (_, out) => out.fill(NaN),
  });
  assertThrows(
    () => hessianSpectrum(broken, new Float64Array(1)),
    RangeError,
    "not finite",
  );
});
