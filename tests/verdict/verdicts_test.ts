import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
} from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { certify } from "../../lib/verdict/mod.ts";

// Teachers 2 → 4 g and 2 → 4 softplus, students of the same shape, 10 seeds
// each. With 100 to 10 000 samples the counts are alike: 11 to 14 strict minima,
// none not converged.
const samples = 200;

const runs = ["g", "softplus"].flatMap((activation) =>
  Array.from({ length: 10 }, (_, k) => {
    const net = network(parseNetwork(`2 → 4 ${activation} → 1`));
    const data = teacherStudent({ teacher: net, samples, seed: k + 1 });
    // the same bits on every machine
    const objective = empiricalLoss(net, data, { strict: true });
    const start = initialize(net, { seed: k + 101 });
    const fit = train(objective, start);
    return { name: `${activation} ${k + 1}`, objective, start, fit };
  })
);

Deno.test("of 20 students at least 18 have a verdict, 12 of them minima", () => {
  const kinds = runs.map(({ fit }) => fit.verdict!.kind);
  const missed = kinds.filter((kind) => kind === "not converged").length;
  assertLessOrEqual(missed, 2);
  const minima = kinds.filter((kind) => /minimum/.test(kind)).length;
  assertGreaterOrEqual(minima, 12);
  assert(kinds.includes("escaping to infinity"));
});

Deno.test("minima have eigenvalues within their residual bounds", () => {
  for (const { name, objective, fit } of runs) {
    const { kind, eigenvalues, residuals, bounds, distance } = fit.verdict!;
    if (!/minimum/.test(kind)) continue;
    assertGreaterOrEqual(eigenvalues.length, 6);
    eigenvalues.forEach((λ, k) => {
      if (kind === "strict minimum") assert(λ > 10 * bounds[k], name);
      assertLess(residuals[k], 1e-13, name);
    });
    // the spectrum at the end of training, so little away, is the same
    const spectrum = hessianSpectrum(objective, fit.parameters);
    assertLess(distance!, 1e-6);
    eigenvalues.forEach((λ, k) =>
      assertAlmostEquals(λ, spectrum.eigenvalues[k], 1e2 * distance! + 1e-12)
    );
  }
});

Deno.test("verdicts hold at ten times tighter tolerances", () => {
  for (const { name, objective, start, fit } of runs) {
    const { trajectory, parameters, verdict } = fit;
    const tolerance = 6e-7;
    const tight = certify(objective, parameters, { trajectory, tolerance });
    assertEquals(tight.kind, verdict!.kind, name);
    const longer = train(objective, start, { stop: { gradientNorm: 1e-13 } });
    assertEquals(longer.verdict!.kind, verdict!.kind, name);
  }
});

Deno.test("every run with a loss below 1e-20 has ‖∇L‖∞ ≤ 1e-12", () => {
  const perfect = runs.filter(({ fit }) => fit.loss < 1e-20);
  assertGreaterOrEqual(perfect.length, 4);
  for (const { name, fit } of perfect) {
    assertLessOrEqual(fit.gradientNorm, 1e-12, name);
    assert(/minimum/.test(fit.verdict!.kind), name);
  }
});

Deno.test("students wider than their teacher fit it at degenerate minima, some of their directions named", () => {
  const net = network(parseNetwork("2 → 6 g → 1"));
  const teacher = network(parseNetwork("2 → 4 g → 1"));
  const fits = [1, 2, 3, 4, 5, 6].map((seed) => {
    const data = teacherStudent({ teacher, samples, seed });
    const objective = empiricalLoss(net, data, { strict: true });
    return train(objective, initialize(net, { seed: seed + 100 }));
  }).filter(({ loss }) => loss < 1e-18);
  assertGreaterOrEqual(fits.length, 3);
  for (const { verdict } of fits) {
    assertEquals([verdict!.kind, verdict!.index], ["minimum, degenerate", 0]);
    assertGreaterOrEqual(verdict!.nullity, 1);
  }
  const named = fits.flatMap(({ verdict }) => verdict!.explanations);
  assertGreaterOrEqual(named.length, 3);
});

Deno.test("nothing is claimed of an escape without its trajectory", () => {
  for (const { name, objective, fit } of runs) {
    if (fit.verdict!.kind !== "escaping to infinity") continue;
    const blind = certify(objective, fit.parameters);
    assertEquals(blind.kind, "gradient-flat", name);
  }
});
