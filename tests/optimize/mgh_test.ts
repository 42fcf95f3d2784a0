import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
} from "@std/assert";
import {
  leastSquaresObjective,
  type Objective,
} from "../../lib/objective/mod.ts";
import { defaultMethod, minimize } from "../../lib/optimize/mod.ts";
import { Jet } from "./jet.ts";
import { sumOfSquares } from "./least_squares.ts";
import { mghProblems, type Residuals } from "./mgh.ts";

/** As a user writes it: residuals, and their Jacobian if they are at it. */
function asWritten(residuals: Residuals, p: number, exact: boolean): Objective {
  const jets = (θ: Float64Array, variables: number) =>
    residuals(Array.from(θ, (x, i) => Jet.variable(x, i, variables, false)));
  return leastSquaresObjective({
    parameterCount: p,
    residuals: (θ) => jets(θ, 0).map(({ value }) => value),
    ...(exact && {
      jacobian: (θ) => jets(θ, p).flatMap(({ gradient }) => [...gradient]),
    }),
  });
}

/** What the default, Newton's steps in a trust region, does not reach. */
const elsewhere: Readonly<Record<string, number>> = {
  // eigenvalues of H that differ by more than 1/ε: it creeps along the valley
  "3 Powell badly scaled": 1e-7,
  // a channel that falls without end, to no less than 0.24267
  "18 Biggs EXP6": 0.243,
};

Deno.test("all 35 problems of Moré, Garbow and Hillstrom are there", () => {
  assertEquals(
    [...new Set(mghProblems.map(({ name }) => parseInt(name)))],
    Array.from({ length: 35 }, (_, i) => i + 1),
  );
});

for (const { name, start, residuals, atStart, minima } of mghProblems) {
  const p = start.length;
  const objective = asWritten(residuals, p, true);
  const θ = Float64Array.from(start);

  // published to six digits
  const isMinimum = (loss: number) =>
    minima.some((least) => Math.abs(loss - least) <= 4e-6 * least + 1e-12);

  Deno.test(`problem ${name}: value and slopes at the start`, () => {
    assertAlmostEquals(objective.loss(θ) / atStart, 1, 1e-12);
    // beside it: some starts are points of symmetry
    const beside = θ.map((x, i) => x * 1.01 + 0.003 * (i + 1));
    const slopes = objective.gradient(beside);
    const size = Math.max(...slopes.map(Math.abs));
    // rounding of residuals of 1e6 spoils the differences
    const tolerance = name.startsWith("4 ") ? 1e-5 : 1e-8;
    asWritten(residuals, p, false).gradient(beside).forEach((g, i) =>
      assertAlmostEquals(g / size, slopes[i] / size, tolerance)
    );
  });

  Deno.test(`problem ${name}: Levenberg–Marquardt ends at a published minimum`, () => {
    const { loss } = minimize(objective, θ, {
      method: "levenbergMarquardt",
      gradientNorm: 1e-9,
    });
    assert(isMinimum(loss), `${loss}`);
  });

  Deno.test(`problem ${name}: the default, with exact Hessians`, () => {
    assertEquals(defaultMethod(p), "trustRegionNewton");
    const { loss, sentence } = minimize(sumOfSquares(p, residuals), θ, {
      maxIterations: name in elsewhere ? 200 : 3000,
    });
    // the cure, which the test above proves to be one
    if (name in elsewhere) assertStringIncludes(sentence, "levenbergMarquardt");
    assert(
      name in elsewhere
        ? loss > minima[0] + 1e-12 && loss < elsewhere[name]
        : isMinimum(loss),
      `${loss}`,
    );
  });
}
