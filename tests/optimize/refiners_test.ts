import { assertEquals, assertLess } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { minimize, type MinimizeMethod } from "../../lib/optimize/mod.ts";

function problem(text: string, seed: number) {
  const net = network(parseNetwork(text));
  const data = teacherStudent({ teacher: net, samples: 100, seed });
  const objective = empiricalLoss(net, data);
  const { teacherParameters } = data;
  return {
    objective,
    start: initialize(net, { seed: seed + 50 }),
    teacherParameters,
  };
}

Deno.test("trustRegionNewton reaches ‖∇L‖∞ ≤ 1e-14 from random students of 4 sigmoids", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { objective, start } = problem("2 → 4 sigmoid → 1", seed);
    const result = minimize(objective, start, { gradientNorm: 1e-14 });
    assertEquals(result.status, "converged");
    assertLess(result.gradientNorm, 1e-14);
    assertEquals(result.loss, objective.loss(result.parameters));
  }
});

// from a student close to the teacher all but plain descent end on it
const near = [
  "lbfgs",
  "bfgs",
  "newton",
  "trustRegionNewton",
  "steihaug",
  "levenbergMarquardt",
] as const satisfies MinimizeMethod[];

for (const method of near) {
  Deno.test(`${method} finds the teacher nearby, to ‖∇L‖∞ ≤ 1e-13`, () => {
    for (const seed of [1, 2, 3]) {
      const { objective, teacherParameters } = problem("2 → 3 tanh → 1", seed);
      const start = teacherParameters.map((x, i) => x + 0.01 * Math.sin(7 * i));
      const result = minimize(objective, start, {
        method,
        gradientNorm: 1e-13,
        maxIterations: 5000,
      });
      assertEquals(result.status, "converged");
      assertLess(result.loss, 1e-22);
      // 0 but for the rounding in which kernels differ
      assertLess(objective.loss(teacherParameters), 1e-30);
    }
  });
}
