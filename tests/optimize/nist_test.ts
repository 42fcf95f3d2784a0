import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { minimize, type MinimizeMethod } from "../../lib/optimize/mod.ts";
import { regression } from "./nist.ts";

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
