import type { Objective } from "../../lib/objective/objective.ts";
import { objectiveOf } from "../flow/objectives.ts";
import { sumOfSquares } from "./least_squares.ts";
import { mghProblems } from "./mgh.ts";

/** A sum of squares whose least value is known. */
export interface TestProblem {
  readonly name: string;
  readonly objective: Objective;
  readonly start: Float64Array;
  /** The least value, to the digits that are published. */
  readonly value: number;
  /** Where it is, if that is a simple point. */
  readonly minimum?: readonly number[];
  /** What ‖∇L‖∞ rounding lets it reach; 1e-12 by default. */
  readonly slope?: number;
  /** How near the minimum that leads; 1e-9 by default. */
  readonly near?: number;
}

type Known = Pick<TestProblem, "minimum" | "slope" | "near">;

/** Those that every method solves, with what is known of each. */
const solved: Readonly<Record<string, Known>> = {
  "1 Rosenbrock": { minimum: [1, 1] },
  "3 Powell badly scaled": {},
  "4 Brown badly scaled": {},
  "5 Beale": { minimum: [3, 0.5] },
  "7 helical valley": { minimum: [1, 0, 0] },
  "8 Bard": {},
  "9 Gaussian": {},
  // the Hessian is singular there: L grows with the fourth power
  "13 Powell singular": { minimum: [0, 0, 0, 0], near: 1e-3 },
  "14 Wood": { minimum: [1, 1, 1, 1] },
  "15 Kowalik and Osborne": {},
  "16 Brown and Dennis": { slope: 2e-9 },
  "30 Broyden tridiagonal": {},
};

/** Of the collection of Moré, Garbow and Hillstrom, for every method. */
export const testProblems: readonly TestProblem[] = mghProblems
  .filter(({ name }) => name in solved)
  .map(({ name, start, residuals, minima }) => ({
    name,
    objective: sumOfSquares(start.length, residuals),
    start: Float64Array.from(start),
    value: minima[0],
    ...solved[name],
  }));

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
