import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  densityLoss,
  invertibleNetwork,
  logLikelihood,
} from "../../lib/density/mod.ts";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { difference, normals, randomFlow } from "./problems.ts";

Deno.test("a density is an objective like any other: trained to the best normal density", () => {
  // D = 1, K = 1: W² = 1/variance, b = −mean W, and the loss is an entropy
  const X = normals(500, 3).map((x) => 2 * x + 1);
  const mean = X.reduce((s, x) => s + x, 0) / X.length;
  const variance = X.reduce((s, x) => s + (x - mean) ** 2, 0) / X.length;
  const loss = densityLoss(
    invertibleNetwork({ features: 1, layers: [{ weights: [1] }] }),
    X,
  );
  const fit = train(loss, loss.parameters);
  assertEquals(fit.status, "converged");
  assertAlmostEquals(
    fit.loss,
    (1 + Math.log(2 * Math.PI * variance)) / 2,
    1e-12,
  );
  const [w, b] = fit.parameters;
  assertAlmostEquals(w * w * variance, 1, 1e-8);
  assertAlmostEquals(b, -mean * w, 1e-8);
  // Fisher information of (w, b): [[2 + mean²w², mean w], [mean w, w²]]/w²
  const { eigenvalues } = hessianSpectrum(loss, fit.parameters);
  const trace = (2 + mean * mean * w * w) / (w * w) + 1;
  assertAlmostEquals(eigenvalues[0] + eigenvalues[1], trace, 1e-6);
});

Deno.test("the loss of a density is −log-likelihood; its parameters are the flow's", () => {
  const flow = randomFlow(3, 2, 4);
  const X = normals(12, 1);
  const loss = densityLoss(flow, X);
  assertEquals(loss.loss(loss.parameters), -logLikelihood(flow, X));
  const all = flow.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
  assert(difference(loss.parameters, all) === 0);
  assertEquals(
    densityLoss({
      ...flow,
      activation: {
        f: Math.sinh,
        derivative: Math.cosh,
        secondDerivative: Math.sinh,
      },
    }, X)
      .specification,
    undefined,
  );
});
