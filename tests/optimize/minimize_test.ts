import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  defaultMethod,
  lineSearches,
  type LineSearchName,
  minimize,
  type MinimizeMethod,
  type MinimizeOptions,
  minimizers,
  minimizeSteps,
} from "../../lib/optimize/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { objectiveOf, quadratic } from "../flow/objectives.ts";
import { sumOfSquares } from "./least_squares.ts";
import { doubleWell, type TestProblem, testProblems } from "./problems.ts";

const methods = Object.keys(minimizers) as MinimizeMethod[];
// gradient descent needs some 10⁴ steps on most of these
const fast = methods.filter((method) => method !== "gradientDescent");
const easy = testProblems.filter(({ name }) => /Beale|Gaussian/.test(name));

function solves(
  problem: TestProblem,
  options: MinimizeOptions & { readonly method: MinimizeMethod },
): void {
  const { objective, start, value, minimum, slope = 1e-12 } = problem;
  const result = minimize(objective, start, {
    gradientNorm: slope,
    ...options,
  });
  assertEquals(result.status, "converged");
  assert(result.gradientNorm <= slope);
  // published to six digits
  assertAlmostEquals(result.loss, value, 1e-5 * value + 1e-16);
  minimum?.forEach((x, i) =>
    assertAlmostEquals(result.parameters[i], x, problem.near ?? 1e-9)
  );
}

for (const method of methods) {
  const problems = method === "gradientDescent" ? easy : testProblems;
  for (const problem of problems) {
    // eigenvalues of H that differ by more than 1/ε: known in no float64 matrix
    if (method === "trustRegionNewton" && /^3 /.test(problem.name)) continue;
    Deno.test(`${method} minimizes problem ${problem.name}`, () => {
      solves(problem, { method, maxIterations: 5000 });
    });
  }

  Deno.test(`${method} lowers the loss in every step, up to rounding`, () => {
    for (const { objective, start } of easy) {
      let loss = objective.loss(start);
      const options = { method, maxIterations: 300 };
      for (const step of minimizeSteps(objective, start, options)) {
        const rounding = 4e-15 * Math.max(loss, Math.sqrt(loss));
        assert(step.loss <= loss + rounding);
        assertEquals(step.loss, objective.loss(step.parameters));
        loss = step.loss;
      }
    }
  });

  Deno.test(`${method} ends at the best point it saw, at the floor of rounding`, () => {
    for (const { objective, start, value } of easy) {
      let slope = Infinity;
      const options = { method, gradientNorm: 0, maxIterations: 5000 };
      const steps = minimizeSteps(objective, start, options);
      for (;;) {
        const { done, value: step } = steps.next();
        if (!done) {
          slope = Math.min(slope, step.gradientNorm);
          continue;
        }
        assert(step.status === "stalled" || step.gradientNorm === 0);
        assertEquals(step.loss, objective.loss(step.parameters));
        assertAlmostEquals(step.loss, value, 1e-5 * value + 1e-16);
        assertLess(step.gradientNorm, 1e-12);
        break;
      }
    }
  });
}

for (
  const method of ["conjugateGradient", "bfgs", "lbfgs", "newton"] as const
) {
  for (const lineSearch of Object.keys(lineSearches) as LineSearchName[]) {
    Deno.test(`${method} with ${lineSearch} minimizes the easier problems`, () => {
      for (const problem of testProblems) {
        if (!/Rosenb|Beale|Bard|Gauss|Broyd/.test(problem.name)) continue;
        solves(problem, { method, lineSearch, maxIterations: 3000 });
      }
    });
  }
}

Deno.test("conjugateGradient ends on a quadratic after as many steps as there are eigenvalues", () => {
  const random = randomGenerator(1);
  for (const λ of [[1, 2], [1, 2, 3, 4, 5, 6], [1, 1, 1, 9, 9, 100]]) {
    const start = Float64Array.from(λ, () => random.normal());
    const result = minimize(quadratic(λ), start, {
      method: "conjugateGradient",
      gradientNorm: 1e-9,
    });
    assertEquals(result.status, "converged");
    assertLess(result.steps, new Set(λ).size + 1);
  }
});

for (const method of ["newton", "trustRegionNewton", "steihaug"] as const) {
  Deno.test(`${method} converges quadratically, or nearly`, () => {
    const { objective, start } = testProblems[3]; // Beale
    const slopes = Array.from(
      minimizeSteps(objective, start, { method }),
      ({ gradientNorm }) => gradientNorm,
    );
    const [before, after] = slopes.slice(-2);
    assertLess(after, Math.max(1e-14, 10 * before ** 1.4));
  });
}

for (const method of ["newton", "levenbergMarquardt"] as const) {
  Deno.test(`${method} solves a linear least-squares problem in one step`, () => {
    const objective = sumOfSquares(2, ([x, y]) => [
      x.plus(y).minus(1),
      x.minus(y.times(2)).minus(3),
      x.times(4).plus(1),
    ]);
    const start = Float64Array.of(5, -7);
    const result = minimize(objective, start, { method });
    assertEquals(result.status, "converged");
    assertEquals(result.steps, 1);
    // normal equations: 18x − y = 0, −x + 5y = −5
    assertAlmostEquals(result.parameters[0], -5 / 89, 1e-14);
    assertAlmostEquals(result.parameters[1], -90 / 89, 1e-14);
  });
}

Deno.test("levenbergMarquardt refuses an objective without residuals", () => {
  assertThrows(
    () =>
      minimize(doubleWell, new Float64Array(2), {
        method: "levenbergMarquardt",
      }),
    RangeError,
    "without residuals",
  );
});

Deno.test("defaultMethod needs less memory the more parameters there are", () => {
  assertEquals(defaultMethod(33), "trustRegionNewton");
  assertEquals(defaultMethod(601), "bfgs");
  assertEquals(defaultMethod(1e5), "lbfgs");
});

Deno.test("minimize counts what it evaluates", () => {
  const { objective, start } = testProblems[3];
  const { evaluations: exact, ...newton } = minimize(objective, start);
  // one per trial, up to four more for corrections
  const trials = newton.steps + newton.rejected;
  assert(exact.gradient > trials && exact.gradient <= 1 + 5 * trials);
  assertEquals(exact.loss, exact.gradient);
  assert(exact.hessian >= newton.steps);
  assertEquals(exact.hessianVectorProduct, 0);
  const free = minimize(objective, start, { method: "steihaug" });
  assertEquals(free.evaluations.hessian, 0);
  assert(free.evaluations.hessianVectorProduct >= free.steps);
  const damped = minimize(objective, start, { method: "levenbergMarquardt" });
  assert(damped.evaluations.jacobian >= damped.steps);
});

for (const method of fast) {
  if (method === "levenbergMarquardt") continue;
  Deno.test(`${method} turns back from losses that are not finite`, () => {
    const barrier = objectiveOf({
      parameterCount: 1,
      loss: (θ) => θ[0] - Math.log(θ[0]),
      gradient: (θ, out) => void (out[0] = 1 - 1 / θ[0]),
      hessian: (θ, out) => void (out[0] = 1 / θ[0] ** 2),
    });
    const result = minimize(barrier, Float64Array.of(7), { method });
    assertEquals(result.status, "converged");
    assertAlmostEquals(result.parameters[0], 1, 1e-11);
  });
}

Deno.test("steihaug leaves a saddle that it does not start on", () => {
  const start = Float64Array.of(1, 1e-9);
  const result = minimize(doubleWell, start, { method: "steihaug" });
  assertEquals(result.status, "converged");
  assertAlmostEquals(Math.abs(result.parameters[1]), 1, 1e-12);
});

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

Deno.test("minimize refuses a method or a length that does not exist", () => {
  const method = "luck" as MinimizeMethod;
  const objective = quadratic([1]);
  assertThrows(
    () => minimize(objective, new Float64Array(1), { method }),
    RangeError,
    "Cannot minimize with luck, expected one of gradientDescent, ",
  );
  const lineSearch = "luck" as LineSearchName;
  assertThrows(
    () =>
      minimize(objective, new Float64Array(1), { method: "bfgs", lineSearch }),
    RangeError,
    "Cannot search along a line with luck, expected one of armijo, ",
  );
  assertThrows(
    () => minimize(objective, new Float64Array(2)),
    RangeError,
    "θ has 2 entries, expected 1",
  );
});
