import type { OdeProblem } from "../../lib/flow/mod.ts";
import { matrixVector } from "../../lib/linalg/mod.ts";

/** A stiff problem and its solution at the end. */
export interface StiffProblem extends OdeProblem {
  readonly name: string;
  readonly initial: Float64Array;
  readonly end: number;
  readonly solution: readonly number[];
  /** Absolute tolerances relative to the relative one, per entry. */
  readonly scale: readonly number[];
}

// Problems and reference solutions as in Hairer and Wanner, Solving Ordinary
// Differential Equations II, IV.10, and the Bari/CWI test set for IVP solvers.

/** Chemical kinetics with rates from 0.04 to 3·10⁷. */
export const robertson: StiffProblem = {
  name: "Robertson",
  dimension: 3,
  initial: Float64Array.of(1, 0, 0),
  end: 1e11,
  solution: [2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050],
  scale: [1e-6, 1e-12, 1],
  derivative(_, y, out) {
    out[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
    out[2] = 3e7 * y[1] ** 2;
    out[1] = -out[0] - out[2];
  },
  jacobian(_, y, out) {
    out.set([-0.04, 1e4 * y[2], 1e4 * y[1]]);
    out.set([0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1]], 3);
    out.set([0, 6e7 * y[1], 0], 6);
  },
};

const ε = 1e-6;

/** The oscillator with ε = 10⁻⁶. */
export const vanDerPol: StiffProblem = {
  name: "van der Pol",
  dimension: 2,
  initial: Float64Array.of(2, 0),
  end: 2,
  solution: [1.706167732170483, -0.8928097010247975],
  scale: [1, 1],
  derivative(_, y, out) {
    out[0] = y[1];
    out[1] = ((1 - y[0] ** 2) * y[1] - y[0]) / ε;
  },
  jacobian(_, y, out) {
    out.set([0, 1, (-2 * y[0] * y[1] - 1) / ε, (1 - y[0] ** 2) / ε]);
  },
};

/** High irradiance response: eight reactants. */
export const hires: StiffProblem = {
  name: "HIRES",
  dimension: 8,
  initial: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0.0057),
  end: 321.8122,
  solution: [
    0.7371312573325668e-3,
    0.1442485726316185e-3,
    0.5888729740967575e-4,
    0.1175651343283149e-2,
    0.2386356198831331e-2,
    0.6238968252742796e-2,
    0.2849998395185769e-2,
    0.2850001604814231e-2,
  ],
  scale: [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3],
  derivative(_, y, out) {
    const bound = 280 * y[5] * y[7];
    out[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
    out[1] = 1.71 * y[0] - 8.75 * y[1];
    out[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
    out[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
    out[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6];
    out[5] = -bound + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
    out[6] = bound - 1.81 * y[6];
    out[7] = -out[6];
  },
  jacobian(_, y, out) {
    out.set([-1.71, 0.43, 8.32, 0, 0, 0, 0, 0]);
    out.set([1.71, -8.75, 0, 0, 0, 0, 0, 0], 8);
    out.set([0, 0, -10.03, 0.43, 0.035, 0, 0, 0], 16);
    out.set([0, 8.32, 1.71, -1.12, 0, 0, 0, 0], 24);
    out.set([0, 0, 0, 0, -1.745, 0.43, 0.43, 0], 32);
    const [a, b] = [280 * y[7], 280 * y[5]];
    out.set([0, 0, 0, 0.69, 1.71, -a - 0.43, 0.69, -b], 40);
    out.set([0, 0, 0, 0, 0, a, -1.81, b], 48);
    out.set([0, 0, 0, 0, 0, -a, 1.81, -b], 56);
  },
};

/** The Belousov–Zhabotinskii reaction. */
export const oregonator: StiffProblem = {
  name: "Oregonator",
  dimension: 3,
  initial: Float64Array.of(1, 2, 3),
  end: 360,
  solution: [1.000814870318523, 1228.178521549917, 132.0554942846706],
  scale: [1, 1, 1],
  derivative(_, y, out) {
    out[0] = 77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1]));
    out[1] = (y[2] - (1 + y[0]) * y[1]) / 77.27;
    out[2] = 0.161 * (y[0] - y[2]);
  },
  jacobian(_, y, out) {
    const first = 77.27 * (1 - 2 * 8.375e-6 * y[0] - y[1]);
    out.set([first, 77.27 * (1 - y[0]), 0]);
    out.set([-y[1] / 77.27, -(1 + y[0]) / 77.27, 1 / 77.27], 3);
    out.set([0.161, 0, -0.161], 6);
  },
};

/** The problem with products of its Jacobian and vectors. */
function withProducts(problem: StiffProblem): StiffProblem {
  const n = problem.dimension;
  const J = new Float64Array(n * n);
  return {
    ...problem,
    jacobianVectorProduct(t, y, v, out) {
      problem.jacobian?.(t, y, J);
      matrixVector(J, v, out);
    },
  };
}

export const stiffProblems: readonly StiffProblem[] = [
  robertson,
  vanDerPol,
  hires,
  oregonator,
].map(withProducts);
