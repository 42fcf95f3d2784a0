import { assertEquals, assertThrows } from "@std/assert";
import { leastSquaresObjective } from "../../lib/objective/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";
import { assertClose } from "../kernels/close.ts";

// r = (x² − y, 3 (1 − x), x y): all derivatives by hand
const residuals = ([x, y]: Float64Array) => [x * x - y, 3 * (1 - x), x * y];
const jacobian = ([x, y]: Float64Array) => [2 * x, -1, -3, 0, y, x];
const gradient = ([x, y]: Float64Array) => [
  4 * x * (x * x - y) - 18 * (1 - x) + 2 * x * y * y,
  -2 * (x * x - y) + 2 * x * x * y,
];
const hessian = ([x, y]: Float64Array) => [
  12 * x * x - 4 * y + 18 + 2 * y * y,
  -4 * x + 4 * x * y,
  -4 * x + 4 * x * y,
  2 + 2 * x * x,
];

const points = [[1.2, -0.7], [0, 0], [1e-7, 3], [-40, 1e3]].map((θ) =>
  Float64Array.from(θ)
);
const kinds = {
  "with its Jacobian": leastSquaresObjective({
    parameterCount: 2,
    residuals,
    jacobian,
  }),
  "by differences": leastSquaresObjective({ parameterCount: 2, residuals }),
};
for (const [kind, objective] of Object.entries(kinds)) {
  Deno.test(`leastSquaresObjective ${kind} is the sum of squares with its derivatives`, () => {
    const tolerance = kind === "by differences" ? 1e-8 : 1e-15;
    for (const θ of points) {
      const what = θ.join(", ");
      const r = residuals(θ);
      assertClose(objective.residuals!(θ), r, 0, what);
      assertClose(objective.jacobian!(θ), jacobian(θ), tolerance, what);
      assertEquals(objective.loss(θ), r.reduce((sum, x) => sum + x * x, 0));
      assertClose(objective.gradient(θ), gradient(θ), tolerance, what, 1);
      assertClose(objective.hessian(θ), hessian(θ), 1e-5, what);
    }
  });
}

Deno.test("leastSquaresObjective serves every minimizer", () => {
  for (const method of ["levenbergMarquardt", "newton", "bfgs"] as const) {
    const ends = Object.values(kinds).map((objective) =>
      minimize(objective, [3, 3], { method, gradientNorm: 1e-7 })
    );
    for (const { status } of ends) assertEquals(status, "converged");
    assertClose(ends[0].parameters, ends[1].parameters, 1e-6, method);
  }
});

Deno.test("leastSquaresObjective refuses results of the wrong length", () => {
  const short = leastSquaresObjective({
    parameterCount: 2,
    residuals,
    jacobian: () => [1, 2],
  });
  assertThrows(
    () => short.gradient(Float64Array.of(1, 1)),
    RangeError,
    "jacobian function's result has length 2, expected 6",
  );
  assertThrows(
    () => leastSquaresObjective({ parameterCount: 0, residuals }),
    RangeError,
    "parameterCount 0",
  );
});
