import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { minimize, type MinimizeMethod } from "../../lib/optimize/mod.ts";
import {
  plainRegression,
  regression,
  type RegressionName,
  regressionNames,
} from "./nist.ts";

const units = {
  plain: [1, 1, 1, 1, 1],
  MGH17: [1, 1, 1, 0.01, 0.01],
  Bennett5: [1000, 10, 1],
};

interface Run {
  readonly problem: "MGH17" | "Bennett5";
  readonly scale: readonly number[];
  /** 0 is NIST's far start, 1 the near one. */
  readonly start: number;
  readonly method: MinimizeMethod;
  /** Digits of the eleven certified ones that are right in every parameter. */
  readonly digits: number;
}

const runs: Run[] = [
  ...[0, 1].map((start): Run => ({
    problem: "MGH17",
    scale: units.plain,
    start,
    method: "levenbergMarquardt",
    digits: 10,
  })),
  // a valley so flat that the Hessian in the parameters' own units is singular
  ...[0, 1].map((start): Run => ({
    problem: "Bennett5",
    scale: units.plain.slice(2),
    start,
    method: "levenbergMarquardt",
    digits: 10,
  })),
  ...(["newton", "trustRegionNewton", "steihaug", "bfgs", "lbfgs"] as const)
    .map((method): Run => ({
      problem: "MGH17",
      scale: units.MGH17,
      start: 1,
      method,
      digits: 10,
    })),
  {
    problem: "Bennett5",
    scale: units.Bennett5,
    start: 0,
    method: "trustRegionNewton",
    digits: 7,
  },
];

for (const { problem, scale, start, method, digits } of runs) {
  Deno.test(`${method} gets ${digits} certified digits of ${problem} from start ${start + 1}`, () => {
    const { objective, starts, certified, residualSumOfSquares } = regression(
      problem,
      scale,
    );
    const result = minimize(objective, starts[start], {
      method,
      gradientNorm: 0, // down to rounding
      maxIterations: 3000,
    });
    assertEquals(result.status, "stalled");
    assertAlmostEquals(result.loss / residualSumOfSquares, 1, 1e-10);
    certified.forEach((b, i) =>
      assertLess(Math.abs(result.parameters[i] / b - 1), 10 ** -digits)
    );
  });
}

/** The far starts from which Levenberg and Marquardt's steps lead elsewhere. */
const elsewhere: readonly RegressionName[] = ["BoxBOD", "MGH09"];

/** Of the certified parameters, digits that are right in all of them. */
function rightDigits(
  found: Float64Array,
  certified: readonly number[],
): number {
  return Math.min(
    ...certified.map((b, i) => -Math.log10(Math.abs(found[i] / b - 1))),
  );
}

for (const name of regressionNames) {
  Deno.test(`${name} of NIST is solved from both starts, to 8 certified digits`, () => {
    const { objective, starts, certified, residualSumOfSquares } = regression(
      name,
    );
    starts.forEach((start, k) => {
      const isHard = k === 0 && elsewhere.includes(name);
      const { parameters, loss } = minimize(objective, start, {
        method: isHard ? "trustRegionNewton" : "levenbergMarquardt",
        gradientNorm: 0,
        maxIterations: 3000,
        maxSeconds: 60,
      });
      assertLess(8, rightDigits(parameters, certified), `start ${k + 1}`);
      // Lanczos1 is exact data: its certified sum, 1e-25, is rounding
      const tolerance = name === "Lanczos1" ? 0.01 : 1e-10;
      assertAlmostEquals(loss / residualSumOfSquares, 1, tolerance);
    });
  });
}

// parameters from 1e-9 (Hahn1) to 1e4 (MGH10)
const fromResiduals = [
  "DanWood",
  "Hahn1",
  "Kirby2",
  "MGH10",
  "Misra1a",
  "Nelson",
  "Rat43",
  "Roszman1",
  "Thurber",
] as const;
for (const name of fromResiduals) {
  Deno.test(`${name} of NIST is solved from residuals alone, to 6 certified digits`, () => {
    const { starts, certified } = regression(name);
    const { parameters } = minimize(plainRegression(name), starts[1], {
      method: "levenbergMarquardt",
      gradientNorm: 0,
      maxIterations: 3000,
      maxSeconds: 60,
    });
    assertLess(6, rightDigits(parameters, certified));
  });
}
