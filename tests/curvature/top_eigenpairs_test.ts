import {
  assert,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import { hessianSpectrum, topEigenpairs } from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { infinityNorm } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { diagonal, objectiveOf } from "../flow/objectives.ts";

const nets = [
  "2 → 5 sigmoid → 1",
  "3 → 8 relu → 6 tanh → 2",
  "2 → 40 softplus → 1",
  "3 → 79 tanh → 1", // 396 parameters
];

for (const text of nets) {
  Deno.test(`topEigenpairs agrees with the dense spectrum to 1e-10: ${text}`, () => {
    const net = network(parseNetwork(text));
    const data = teacherStudent({ teacher: net, samples: 100, seed: 1 });
    const objective = empiricalLoss(net, data);
    const θ = initialize(net, { seed: 2 });
    const { eigenvalues: all } = hessianSpectrum(objective, θ);
    const size = infinityNorm(all);
    for (const end of ["largest", "smallest"] as const) {
      const top = topEigenpairs(objective, θ, 5, { end });
      assertEquals(top.status, "converged");
      const want = end === "largest" ? all.toReversed() : all;
      top.eigenvalues.forEach((λ, i) => {
        assertLess(Math.abs(λ - want[i]), 1e-10 * size);
        assertLess(top.residuals[i], 1e-11 * size);
      });
    }
  });
}

Deno.test("topEigenpairs forms no matrix: 20 000 parameters", () => {
  const λ = Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  λ[777] = 9;
  λ[1234] = -7;
  const large = diagonal(λ); // its hessian() throws
  const top = topEigenpairs(large, new Float64Array(λ.length), 1);
  assertLess(Math.abs(top.eigenvalues[0] - 9), 1e-12);
  assertLess(Math.abs(Math.abs(top.eigenvectors[0][777]) - 1), 1e-10);
  const bottom = topEigenpairs(large, new Float64Array(λ.length), 1, {
    end: "smallest",
  });
  assertLess(Math.abs(bottom.eigenvalues[0] + 7), 1e-12);
});

Deno.test("topEigenpairs stops at its limit and tells the residual", () => {
  const λ = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i));
  const { status, eigenvalues, residuals, products } = topEigenpairs(
    diagonal(λ),
    new Float64Array(500),
    3,
    { maxProducts: 20 },
  );
  assertEquals(status, "max-steps");
  assertLessOrEqual(products, 23);
  eigenvalues.forEach((value, i) => {
    const nearest = Math.min(...λ.map((x) => Math.abs(x - value)));
    assert(nearest <= residuals[i] && residuals[i] > 1e-6);
  });
});

Deno.test("topEigenpairs repeats, and refuses what it cannot do", () => {
  const bowl = customObjective({
    parameterCount: 3,
    loss: ([x, y, z]) => x * x + 2 * y * y + 3 * z * z,
    hessian: () => [2, 0, 0, 0, 4, 0, 0, 0, 6],
  });
  const θ = new Float64Array(3);
  assertEquals(topEigenpairs(bowl, θ, 2), topEigenpairs(bowl, θ, 2));
  assertEquals(topEigenpairs(bowl, θ, 3).eigenvalues.length, 3);
  for (const k of [0, 4, 1.5, NaN]) {
    assertThrows(() => topEigenpairs(bowl, θ, k), RangeError, "of 1 … 3");
  }
  assertThrows(
    () => topEigenpairs(bowl, new Float64Array(2), 1),
    RangeError,
    "θ has 2 entries, expected 3",
  );
  const broken = objectiveOf({
    parameterCount: 2,
    loss: () => NaN,
    gradient: (_, out) => out.fill(NaN),
    hessian: (_, out) => out.fill(NaN),
  });
  assertThrows(
    () => topEigenpairs(broken, new Float64Array(2), 1),
    RangeError,
    "not finite",
  );
});
