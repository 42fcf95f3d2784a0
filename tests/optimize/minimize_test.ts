import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  minimize,
  type MinimizeMethod,
  minimizers,
  minimizeSteps,
} from "../../lib/optimize/mod.ts";
import { objectiveOf, quadratic } from "../flow/objectives.ts";
import { doubleWell, testProblems } from "./problems.ts";

for (const method of Object.keys(minimizers) as MinimizeMethod[]) {
  for (const { name, objective, start, minimum, value, near } of testProblems) {
    Deno.test(`${method} minimizes ${name}`, () => {
      const result = minimize(objective, start, { method });
      assertEquals(result.status, "converged");
      assertLess(result.gradientNorm, 1e-12 + Number.EPSILON);
      assertLess(result.steps, 100);
      assertAlmostEquals(result.loss, value, 1e-12);
      minimum.forEach((x, i) =>
        assertAlmostEquals(result.parameters[i], x, near)
      );
    });
  }

  Deno.test(`${method} lowers the loss in every step`, () => {
    for (const { objective, start } of testProblems) {
      let loss = objective.loss(start);
      for (const step of minimizeSteps(objective, start, { method })) {
        assert(step.loss <= loss);
        assertEquals(step.loss, objective.loss(step.parameters));
        loss = step.loss;
      }
    }
  });
}

Deno.test("trustRegionNewton minimizes a quadratic in one step", () => {
  const result = minimize(
    quadratic([0.5, 1, 3]),
    Float64Array.of(0.3, -0.5, 0.7),
  );
  assertEquals(result.steps, 1);
  assertEquals(result.status, "converged");
  assertEquals(result.rejected, 0);
});

Deno.test("trustRegionNewton leaves a saddle, also from exactly on it", () => {
  const starts = [[0, 0], [1e-9, 0], [1, 0], [0.5, -1e-13]];
  for (const start of starts) {
    const result = minimize(doubleWell, Float64Array.from(start));
    assertEquals(result.status, "converged");
    assertAlmostEquals(Math.abs(result.parameters[1]), 1, 1e-12);
    assertAlmostEquals(result.loss, -1 / 4, 1e-15);
  }
});

Deno.test("trustRegionNewton reaches the rounding of ∇ at a loss that is not zero", () => {
  // Σ cosh(xᵢ − i/3) + Σ xᵢ xᵢ₊₁/7 + 5: the loss is flat to rounding at ‖∇‖ ≈ 1e-8
  const p = 6;
  const objective = objectiveOf({
    parameterCount: p,
    loss: (θ) =>
      θ.reduce(
        (sum, x, i) => sum + Math.cosh(x - i / 3) + x * (θ[i + 1] ?? 0) / 7,
        5,
      ),
    gradient(θ, out) {
      θ.forEach((x, i) =>
        out[i] = Math.sinh(x - i / 3) +
          ((θ[i + 1] ?? 0) + (θ[i - 1] ?? 0)) / 7
      );
    },
    hessian(θ, out) {
      θ.forEach((x, i) => {
        out[i * p + i] = Math.cosh(x - i / 3);
        if (i > 0) out[i * p + i - 1] = 1 / 7;
      });
    },
  });
  const result = minimize(objective, new Float64Array(p).fill(2), {
    gradientNorm: 0,
  });
  assertEquals(result.status, "stalled");
  assertLess(result.gradientNorm, 1e-15);
});

Deno.test("minimize says why it ended", () => {
  const { objective, start } = testProblems[0];
  assertEquals(
    minimize(objective, start, { maxIterations: 2 }).status,
    "max-steps",
  );
  assertEquals(minimize(objective, start, { maxIterations: 2 }).steps, 2);
  assertEquals(
    minimize(objective, start, { maxSeconds: 0 }).status,
    "max-time",
  );
  const byLoss = minimize(objective, start, { loss: 1e-2 });
  assertEquals(byLoss.status, "converged");
  assert(byLoss.loss <= 1e-2 && byLoss.gradientNorm > 1e-6);
  const aborted = minimize(objective, start, { signal: AbortSignal.abort() });
  assertEquals(aborted.status, "aborted");
  assertEquals(aborted.parameters, start);
  assertEquals(
    minimize(objective, Float64Array.of(NaN, 0)).status,
    "non-finite",
  );
});

Deno.test("trustRegionNewton turns back from losses that are not finite", () => {
  const barrier = objectiveOf({
    parameterCount: 1,
    loss: (θ) => θ[0] - Math.log(θ[0]),
    gradient: (θ, out) => void (out[0] = 1 - 1 / θ[0]),
    hessian: (θ, out) => void (out[0] = 1 / θ[0] ** 2),
  });
  const result = minimize(barrier, Float64Array.of(7));
  assertEquals(result.status, "converged");
  assert(result.rejected > 0);
  assertAlmostEquals(result.parameters[0], 1, 1e-12);
});

Deno.test("minimize refuses a method or a length that does not exist", () => {
  const method = "luck" as MinimizeMethod;
  const objective = quadratic([1]);
  assertThrows(
    () => minimize(objective, new Float64Array(1), { method }),
    RangeError,
    "expected one of trustRegionNewton",
  );
  assertThrows(
    () => minimize(objective, new Float64Array(2)),
    RangeError,
    "from 2 parameters, expected 1",
  );
});
