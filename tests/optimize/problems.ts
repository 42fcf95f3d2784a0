import type { Objective } from "../../lib/objective/objective.ts";
import { objectiveOf } from "../flow/objectives.ts";

/** A function with a known minimum. */
export interface TestProblem {
  readonly name: string;
  readonly objective: Objective;
  readonly start: Float64Array;
  readonly minimum: readonly number[];
  readonly value: number;
  /** How near the minimum ‖∇L‖∞ ≤ 1e-12 leads. */
  readonly near: number;
}

/** Moré, Garbow and Hillstrom (1981), problems 1, 5, 13. */
export const testProblems: TestProblem[] = [
  {
    name: "Rosenbrock",
    start: Float64Array.of(-1.2, 1),
    minimum: [1, 1],
    value: 0,
    near: 1e-10,
    objective: objectiveOf({
      parameterCount: 2,
      loss: ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
      gradient([x, y], out) {
        out[0] = -400 * x * (y - x * x) - 2 * (1 - x);
        out[1] = 200 * (y - x * x);
      },
      hessian([x, y], out) {
        out[0] = 1200 * x * x - 400 * y + 2;
        out[2] = -400 * x;
        out[3] = 200;
      },
    }),
  },
  {
    name: "Beale",
    start: Float64Array.of(1, 1),
    minimum: [3, 0.5],
    value: 0,
    near: 1e-10,
    objective: objectiveOf({
      parameterCount: 2,
      loss([x, y]) {
        return [1.5, 2.25, 2.625].reduce(
          (sum, c, k) => sum + (c - x * (1 - y ** (k + 1))) ** 2,
          0,
        );
      },
      gradient([x, y], out) {
        out.fill(0);
        [1.5, 2.25, 2.625].forEach((c, k) => {
          const r = c - x * (1 - y ** (k + 1));
          out[0] -= 2 * r * (1 - y ** (k + 1));
          out[1] += 2 * r * x * (k + 1) * y ** k;
        });
      },
      hessian([x, y], out) {
        [1.5, 2.25, 2.625].forEach((c, k) => {
          const n = k + 1;
          const r = c - x * (1 - y ** n);
          const rx = -(1 - y ** n);
          const ry = x * n * y ** k;
          const ryy = k === 0 ? 0 : x * n * k * y ** (k - 1);
          out[0] += 2 * rx * rx;
          out[2] += 2 * (rx * ry + r * n * y ** k);
          out[3] += 2 * (ry * ry + r * ryy);
        });
      },
    }),
  },
  {
    name: "Powell singular",
    start: Float64Array.of(3, -1, 0, 1),
    minimum: [0, 0, 0, 0],
    value: 0,
    near: 1e-3, // the Hessian is singular there: L grows with the fourth power
    objective: objectiveOf({
      parameterCount: 4,
      loss: ([a, b, c, d]) =>
        (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 +
        10 * (a - d) ** 4,
      gradient([a, b, c, d], out) {
        out[0] = 2 * (a + 10 * b) + 40 * (a - d) ** 3;
        out[1] = 20 * (a + 10 * b) + 4 * (b - 2 * c) ** 3;
        out[2] = 10 * (c - d) - 8 * (b - 2 * c) ** 3;
        out[3] = -10 * (c - d) - 40 * (a - d) ** 3;
      },
      hessian([a, b, c, d], out) {
        const u = 12 * (b - 2 * c) ** 2;
        const v = 120 * (a - d) ** 2;
        out.set([2 + v, 0, 0, 0, 20, 200 + u, 0, 0]);
        out.set([0, -2 * u, 10 + 4 * u, 0, -v, 0, -10, 10 + v], 8);
      },
    }),
  },
];

/** L = x²/2 + y⁴/4 − y²/2: a saddle at the origin, minima at y = ±1. */
export const doubleWell: Objective = objectiveOf({
  parameterCount: 2,
  loss: ([x, y]) => x * x / 2 + y ** 4 / 4 - y * y / 2,
  gradient([x, y], out) {
    out[0] = x;
    out[1] = y ** 3 - y;
  },
  hessian([, y], out) {
    out[0] = 1;
    out[3] = 3 * y * y - 1;
  },
});
