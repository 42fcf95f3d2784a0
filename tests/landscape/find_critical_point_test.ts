import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { findCriticalPoint } from "../../lib/landscape/mod.ts";
import { infinityNorm, norm } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { diagonal } from "../flow/objectives.ts";

const methods = ["newton", "gradientNorm"] as const;

/** (1 − ab)²: a saddle at 0 with eigenvalues ±2, minima on ab = 1. */
const chain = customObjective({
  parameterCount: 2,
  loss: ([a, b]) => (1 - a * b) ** 2,
  gradient: ([a, b]) => [-2 * b * (1 - a * b), -2 * a * (1 - a * b)],
  hessian: ([a, b]) => [
    2 * b * b,
    4 * a * b - 2,
    4 * a * b - 2,
    2 * a * a,
  ],
});

for (const method of methods) {
  Deno.test(`${method} finds the saddle beside which it starts, and minima elsewhere`, () => {
    const saddle = findCriticalPoint(chain, [0.2, -0.1], { method });
    assertEquals(saddle.status, "converged");
    assertLess(norm(saddle.parameters), 1e-8);
    assertAlmostEquals(saddle.loss, 1, 1e-12); // the barrier
    const minimum = findCriticalPoint(chain, [1.5, 1.2], { method });
    assertEquals(minimum.status, "converged");
    assertAlmostEquals(minimum.parameters[0] * minimum.parameters[1], 1, 1e-8);
  });

  Deno.test(`${method} says where it is gradient-flat`, () => {
    // ∇L = 1 + 3x² is least, and H = 6x zero, at 0: no critical point there is
    const slope = customObjective({
      parameterCount: 2,
      loss: ([x, y]) => x + x ** 3 + y * y,
      gradient: ([x, y]) => [1 + 3 * x * x, 2 * y],
      hessian: ([x]) => [6 * x, 0, 0, 2],
    });
    const { status, gradientNorm, flatness, parameters } = findCriticalPoint(
      slope,
      [0.7, 1],
      { method, maxIterations: 2000 },
    );
    assertEquals(status, "gradient-flat");
    assertAlmostEquals(gradientNorm, 1, 1e-3);
    assertLess(flatness, 1e-4);
    assertLess(Math.abs(parameters[0]), 1e-3);
  });
}

Deno.test("by products alone: the saddle of 300 parameters", () => {
  const λ = Float64Array.from({ length: 300 }, (_, i) => Math.cos(i) + 0.02);
  const base = diagonal(λ); // its hessian() throws
  const { status, parameters, iterations } = findCriticalPoint(
    base,
    λ.map((_, i) => Math.sin(i)),
  );
  assertEquals(status, "converged");
  assertLess(infinityNorm(parameters), 1e-6);
  assertLess(iterations, 20);
});

Deno.test("in a network each end is what it is called", () => {
  const net = network(parseNetwork("2 → 3 tanh → 1"));
  const teacher = network(parseNetwork("2 → 4 tanh → 1"));
  const data = teacherStudent({ teacher, samples: 60, seed: 1 });
  const objective = empiricalLoss(net, data);
  const seen = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const start = initialize(net, { seed, scheme: "standardNormal" });
    for (const method of methods) {
      const { status, gradientNorm, parameters, loss, flatness } =
        findCriticalPoint(objective, start, { method });
      seen.add(status);
      assertEquals(infinityNorm(objective.gradient(parameters)), gradientNorm);
      assertEquals(objective.loss(parameters), loss);
      const start2 = norm(objective.gradient(start));
      assert(norm(objective.gradient(parameters)) <= start2);
      if (status === "converged") assert(gradientNorm <= 1e-10);
      if (status === "gradient-flat") {
        assert(gradientNorm > 1e-10 && flatness <= 1e-4);
      }
    }
  }
  assert(seen.has("converged") && seen.size > 1, [...seen].join());
});

Deno.test("searches stop at their limit, at NaN, and refuse what is no start", () => {
  assertEquals(
    findCriticalPoint(chain, [3, -2], { maxIterations: 1 }).status,
    "max-steps",
  );
  const broken = customObjective({
    parameterCount: 1,
    loss: () => NaN,
    gradient: () => [NaN],
  });
  assertEquals(findCriticalPoint(broken, [1]).status, "non-finite");
  for (const start of [[1], [1, NaN], [1, 2, 3]]) {
    assertThrows(
      () => findCriticalPoint(chain, start),
      RangeError,
      "Cannot find",
    );
  }
});
