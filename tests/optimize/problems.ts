import type { Objective } from "../../lib/objective/objective.ts";
import { objectiveOf } from "../flow/objectives.ts";
import type { Jet } from "./jet.ts";
import { sumOfSquares } from "./least_squares.ts";

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

function problem(
  name: string,
  start: readonly number[],
  residuals: (x: readonly Jet[]) => readonly Jet[],
  known: Omit<TestProblem, "name" | "objective" | "start">,
): TestProblem {
  const objective = sumOfSquares(start.length, residuals);
  return { name, objective, start: Float64Array.from(start), ...known };
}

// Table 4 of Bard, and the data of Kowalik and Osborne, as in the collection
const bard = [14, 18, 22, 25, 29, 32, 35, 39, 37, 58, 73, 96, 134, 210, 439];
const kowalik = [
  [0.1957, 4],
  [0.1947, 2],
  [0.1735, 1],
  [0.16, 0.5],
  [0.0844, 0.25],
  [0.0627, 0.167],
  [0.0456, 0.125],
  [0.0342, 0.1],
  [0.0323, 0.0833],
  [0.0235, 0.0714],
  [0.0246, 0.0625],
];
const gaussian = [9, 44, 175, 540, 1295, 2420, 3521, 3989];

/**
 * From Moré, Garbow and Hillstrom, Testing unconstrained optimization software,
 * 1981; the numbers are theirs.
 */
export const testProblems: readonly TestProblem[] = [
  problem("1 Rosenbrock", [-1.2, 1], ([x, y]) => [
    y.minus(x.times(x)).times(10),
    x.times(-1).plus(1),
  ], { value: 0, minimum: [1, 1] }),
  problem("3 Powell badly scaled", [0, 1], ([x, y]) => [
    x.times(y).times(1e4).minus(1),
    x.times(-1).exp().plus(y.times(-1).exp()).minus(1.0001),
  ], { value: 0 }),
  problem("4 Brown badly scaled", [1, 1], ([x, y]) => [
    x.minus(1e6),
    y.minus(2e-6),
    x.times(y).minus(2),
  ], { value: 0 }),
  problem(
    "5 Beale",
    [1, 1],
    ([x, y]) =>
      [1.5, 2.25, 2.625].map((c, k) =>
        x.times(y.power(k + 1).minus(1)).plus(c)
      ),
    { value: 0, minimum: [3, 0.5] },
  ),
  problem("7 helical valley", [-1, 0, 0], ([x, y, z]) => {
    const turns = y.over(x).atan().times(1 / (2 * Math.PI))
      .plus(x.value < 0 ? 0.5 : 0);
    const radius = x.times(x).plus(y.times(y)).power(0.5);
    return [z.minus(turns.times(10)).times(10), radius.minus(1).times(10), z];
  }, { value: 0, minimum: [1, 0, 0] }),
  problem("8 Bard", [1, 1, 1], ([x, y, z]) =>
    bard.map((c, k) => {
      const [u, v] = [k + 1, 15 - k];
      const w = Math.min(u, v);
      const below = y.times(v).plus(z.times(w));
      return x.plus(below.power(-1).times(u)).times(-1).plus(c / 100);
    }), { value: 8.21487e-3 }),
  problem(
    "9 Gaussian",
    [0.4, 1, 0],
    ([x, y, z]) =>
      Array.from({ length: 15 }, (_, k) => {
        const t = (7 - k) / 2;
        const square = z.times(-1).plus(t).power(2);
        const bell = x.times(y.times(square).times(-0.5).exp());
        return bell.minus(gaussian[Math.min(k, 14 - k)] / 1e4);
      }),
    { value: 1.12793e-8 },
  ),
  problem("13 Powell singular", [3, -1, 0, 1], ([a, b, c, d]) => [
    a.plus(b.times(10)),
    c.minus(d).times(Math.sqrt(5)),
    b.minus(c.times(2)).power(2),
    a.minus(d).power(2).times(Math.sqrt(10)),
    // the Hessian is singular there: L grows with the fourth power
  ], { value: 0, minimum: [0, 0, 0, 0], near: 1e-3 }),
  problem("14 Wood", [-3, -1, -3, -1], ([a, b, c, d]) => [
    b.minus(a.times(a)).times(10),
    a.times(-1).plus(1),
    d.minus(c.times(c)).times(Math.sqrt(90)),
    c.times(-1).plus(1),
    b.plus(d).minus(2).times(Math.sqrt(10)),
    b.minus(d).times(1 / Math.sqrt(10)),
  ], { value: 0, minimum: [1, 1, 1, 1] }),
  problem(
    "15 Kowalik and Osborne",
    [0.25, 0.39, 0.415, 0.39],
    ([a, b, c, d]) =>
      kowalik.map(([y, u]) => {
        const above = a.times(b.times(u).plus(u * u));
        const below = c.times(u).plus(d).plus(u * u);
        return above.over(below).times(-1).plus(y);
      }),
    { value: 3.07505e-4 },
  ),
  problem(
    "16 Brown and Dennis",
    [25, 5, -5, -1],
    ([a, b, c, d]) =>
      Array.from({ length: 20 }, (_, k) => {
        const t = (k + 1) / 5;
        const u = a.plus(b.times(t)).minus(Math.exp(t));
        const v = c.plus(d.times(Math.sin(t))).minus(Math.cos(t));
        return u.times(u).plus(v.times(v));
      }),
    { value: 85822.2, slope: 2e-9 },
  ),
  problem(
    "30 Broyden tridiagonal",
    Array(10).fill(-1),
    (x) =>
      x.map((xi, i) => {
        let r = xi.times(-2).plus(3).times(xi).plus(1);
        if (i > 0) r = r.minus(x[i - 1]);
        if (i < 9) r = r.minus(x[i + 1].times(2));
        return r;
      }),
    { value: 0 },
  ),
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
