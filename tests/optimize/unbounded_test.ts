import { assert, assertLess, assertStringIncludes } from "@std/assert";
import { customObjective } from "../../lib/objective/mod.ts";
import {
  minimize,
  type MinimizeMethod,
  minimizers,
} from "../../lib/optimize/mod.ts";

/** Losses that fall without end, in different ways. */
const losses: Readonly<
  Record<string, readonly [(x: number) => number, (x: number) => number]>
> = {
  "−x": [(x) => -x, () => -1],
  "−x²": [(x) => -x * x, (x) => -2 * x],
  "−x³": [(x) => -(x ** 3), (x) => -3 * x * x],
  "−x⁴": [(x) => -(x ** 4), (x) => -4 * x ** 3],
  "−eˣ": [(x) => -Math.exp(x), (x) => -Math.exp(x)],
  "ln x": [Math.log, (x) => 1 / x],
};

for (const method of Object.keys(minimizers) as MinimizeMethod[]) {
  if (method === "levenbergMarquardt") continue; // of sums of squares alone
  Deno.test(`${method} ends on losses that fall without end, and not by the clock`, () => {
    for (const [name, [loss, slope]] of Object.entries(losses)) {
      const objective = customObjective({
        parameterCount: 2,
        loss: ([x, y]) => loss(x) + y * y,
        gradient: ([x, y]) => [slope(x), 2 * y],
      });
      const { status, steps, evaluations, loss: last } = minimize(
        objective,
        [0.7, 0.7],
        { method },
      );
      assert(status !== "max-time" && status !== "converged", name);
      // a step is some trials of a line, or some refusals: never millions
      assertLess(evaluations.loss, 64 * (steps + 30), name);
      assertLess(last, objective.loss(Float64Array.of(0.7, 0.7)), name);
    }
  });
}

/** Losses without any curvature: slopes, and where to start. */
const linear: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[-1], [0.7]],
  [[-1], [0]],
  [[1e-9, -3], [1e3, 0]],
  [[2e5, 1, -1e-5], [0, 0, 0]],
];

for (const method of Object.keys(minimizers) as MinimizeMethod[]) {
  if (method === "levenbergMarquardt") continue;
  Deno.test(`${method} falls along a linear loss, and says what that can be`, () => {
    for (const [slopes, start] of linear) {
      const objective = customObjective({
        parameterCount: slopes.length,
        loss: (θ) => slopes.reduce((sum, g, i) => sum + g * θ[i], 0),
        gradient: () => slopes,
        hessian: () => slopes.flatMap(() => slopes.map(() => 0)),
      });
      const θ = Float64Array.from(start);
      const { status, steps, loss, sentence } = minimize(objective, θ, {
        method,
      });
      const what = `${slopes}: ${status} after ${steps} steps at ${loss}`;
      assert(steps > 0 && loss < objective.loss(θ) - 100, what);
      assert(status !== "converged" && status !== "max-time", what);
      assertStringIncludes(
        sentence,
        status === "stalled" ? "falls without end" : "continue",
        what,
      );
    }
  });
}
