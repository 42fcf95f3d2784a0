import { dataset } from "../../lib/data/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import type { Objective } from "../../lib/objective/objective.ts";
import type { Trajectory, VerdictKind } from "../../lib/verdict/mod.ts";
import { diagonal, objectiveOf, quadratic } from "../flow/objectives.ts";
import { doubleWell } from "../optimize/problems.ts";

/** A point of a landscape, and what it is by construction. */
export interface Landmark {
  readonly objective: Objective;
  readonly at: readonly number[] | Float64Array;
  readonly kind: VerdictKind;
  readonly index?: number;
  readonly nullity?: number;
  readonly trajectory?: Trajectory;
  readonly timeScale?: readonly number[];
}

/** L = f(x) + y²/2 from f, f′ and f″. */
function beside(
  f: (x: number) => number,
  first: (x: number) => number,
  second: (x: number) => number,
): Objective {
  return objectiveOf({
    parameterCount: 2,
    loss: ([x, y]) => f(x) + y * y / 2,
    gradient([x, y], out) {
      out[0] = first(x);
      out[1] = y;
    },
    hessian([x], out) {
      out[0] = second(x);
      out[3] = 1;
    },
  });
}

const cube = beside((x) => x ** 3, (x) => 3 * x * x, (x) => 6 * x);
const quartic = beside((x) => x ** 4, (x) => 4 * x ** 3, (x) => 12 * x * x);
const downhill = beside(
  (x) => -(x ** 4),
  (x) => -4 * x ** 3,
  (x) => -12 * x * x,
);
const exponential = beside(
  (x) => Math.exp(-x),
  (x) => -Math.exp(-x),
  (x) => Math.exp(-x),
);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const bell = (x: number) => sigmoid(x) * sigmoid(-x);
/** Level at the top left, and at the bottom right. */
const step = beside(
  (x) => sigmoid(-x),
  (x) => -bell(x),
  (x) => bell(x) * (sigmoid(x) - sigmoid(-x)),
);

/** L = (y − x²)² ± x⁶: a curved valley whose floor falls, or rises. */
function curvedValley(sign: 1 | -1): Objective {
  return objectiveOf({
    parameterCount: 2,
    loss: ([x, y]) => (y - x * x) ** 2 + sign * x ** 6,
    gradient([x, y], out) {
      out[0] = -4 * x * (y - x * x) + 6 * sign * x ** 5;
      out[1] = 2 * (y - x * x);
    },
    hessian([x, y], out) {
      out[0] = -4 * (y - x * x) + 8 * x * x + 30 * sign * x ** 4;
      out[2] = -4 * x;
      out[3] = 2;
    },
  });
}

/** L = (1 − x₁ x₂ ⋯)²/2, the scalar chain. */
function chain(factors: number): Objective {
  function product(θ: Float64Array, ...without: number[]): number {
    return θ.reduce((p, x, i) => without.includes(i) ? p : p * x, 1);
  }
  return objectiveOf({
    parameterCount: factors,
    loss: (θ) => (1 - product(θ)) ** 2 / 2,
    gradient(θ, out) {
      for (let i = 0; i < factors; i++) {
        out[i] = -(1 - product(θ)) * product(θ, i);
      }
    },
    hessian(θ, out) {
      for (let i = 0; i < factors; i++) {
        for (let j = 0; j <= i; j++) {
          out[i * factors + j] = product(θ, i) * product(θ, j) -
            (i === j ? 0 : (1 - product(θ)) * product(θ, i, j));
        }
      }
    },
  });
}

/** The way of a flow x(t), y = 0, at points spaced in log(1 + t). */
function way(x: (t: number) => number, until: number): Trajectory {
  const times = Float64Array.from(
    { length: 101 },
    (_, k) => Math.expm1(Math.log1p(until) * k / 100),
  );
  return {
    times,
    parameters: Array.from(times, (t) => Float64Array.of(x(t), 0)),
    losses: times,
  };
}

/** What data of two inputs a neuron can learn, and some that it cannot. */
function data(target: (x: number, y: number) => number) {
  const inputs = Array.from(
    { length: 60 },
    (_, n) => [2 * Math.sin(5 * n + 1), 2 * Math.cos(3 * n)],
  );
  return dataset({ inputs, targets: inputs.map(([x, y]) => target(x, y)) });
}

const hidden = (x: number, y: number) => Math.tanh(0.7 * x - 0.4 * y);
const twoNeurons = network(parseNetwork("2 → 2 tanh no bias → 1 no bias"));
const deepLinear = network(
  parseNetwork("2 → 2 no bias → 2 no bias → 1 no bias"),
);

const deepTanh = network(
  parseNetwork("2 → 2 tanh no bias → 2 tanh no bias → 1 no bias"),
);

/** Landmarks of every kind, whose kind is known by construction. */
export const landmarks: Readonly<Record<string, Landmark>> = {
  "a quadratic, at its minimum": {
    objective: quadratic([1, 2, 3]),
    at: [0, 0, 0],
    kind: "strict minimum",
  },
  "a quadratic, near its minimum": {
    objective: quadratic([1, 2, 3]),
    at: [1e-8, -1e-8, 0],
    kind: "strict minimum",
  },
  "a quadratic of condition 1e12": {
    objective: quadratic([1, 1e-12]),
    at: [0, 0],
    kind: "strict minimum",
  },
  "a quadratic, away from its minimum": {
    objective: quadratic([1, 2, 3]),
    at: [1e-3, 0, 0],
    kind: "not converged",
  },
  "1200 parameters, at the minimum": {
    objective: diagonal(
      Float64Array.from({ length: 1200 }, (_, i) => 1 + i % 7 - 0.99 * +!i),
    ),
    at: new Float64Array(1200),
    kind: "strict minimum",
  },
  "1200 parameters, at a saddle": {
    objective: diagonal(
      Float64Array.from({ length: 1200 }, (_, i) => i < 3 ? -1 - i : 1 + i % 7),
    ),
    at: new Float64Array(1200),
    kind: "saddle",
    index: 3,
  },
  "1200 parameters, in a trough": {
    objective: diagonal(
      Float64Array.from({ length: 1200 }, (_, i) => i === 5 ? 0 : 1 + i % 7),
    ),
    at: new Float64Array(1200).fill(1e-10),
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "1200 parameters, away from the minimum": {
    objective: diagonal(
      Float64Array.from({ length: 1200 }, (_, i) => 1 + i % 7),
    ),
    at: new Float64Array(1200).fill(1),
    kind: "not converged",
  },
  "1200 parameters, off the floor of a trough": {
    objective: diagonal(
      Float64Array.from({ length: 1200 }, (_, i) => i === 0 ? 0 : 1 + i / 1200),
    ),
    at: new Float64Array(1200).fill(1e-9),
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "a trough": {
    objective: quadratic([1, 0, 3]),
    at: [0, 4, 0],
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "curvature of −1e-17 beside 3": {
    // a saddle whatever the unit of its second parameter
    objective: quadratic([1, -1e-17, 3]),
    at: [0, 0, 0],
    kind: "saddle",
    index: 1,
    nullity: 0,
  },
  "x⁴": {
    objective: quartic,
    at: [0, 0],
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "x⁴, near its minimum": {
    objective: quartic,
    at: [1e-7, 0],
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "a curved valley whose floor rises": {
    objective: curvedValley(1),
    at: [0, 0],
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "a trough of which the floor is frozen": {
    objective: quadratic([1, 0, 3]),
    at: [0, 4, 0],
    timeScale: [1, 0, 1],
    kind: "strict minimum",
  },
  "a saddle": {
    objective: doubleWell,
    at: [0, 0],
    kind: "saddle",
    index: 1,
  },
  "a saddle, near it": {
    objective: doubleWell,
    at: [1e-8, -1e-7],
    kind: "saddle",
    index: 1,
  },
  "a saddle of index 2": {
    objective: quadratic([1, -2, 3, -1e-3]),
    at: [0, 0, 0, 0],
    kind: "saddle",
    index: 2,
  },
  "a saddle whose way down is frozen": {
    objective: doubleWell,
    at: [0, 0],
    timeScale: [1, 0],
    kind: "strict minimum",
  },
  "a chain of two factors, at the origin": {
    objective: chain(2),
    at: [0, 0],
    kind: "saddle",
    index: 1,
  },
  "a chain of two factors, where it fits": {
    objective: chain(2),
    at: [2, 0.5],
    kind: "minimum, degenerate",
    nullity: 1,
  },
  "a chain of three factors, at the origin": {
    objective: chain(3),
    at: [0, 0, 0],
    kind: "saddle, degenerate",
    index: 0,
    nullity: 3,
  },
  "a chain of six factors, at the origin": {
    objective: chain(6),
    at: [0, 0, 0, 0, 0, 0],
    kind: "saddle, degenerate",
    index: 0,
    nullity: 6,
  },
  "x³": { objective: cube, at: [0, 0], kind: "saddle, degenerate" },
  "−x⁴": { objective: downhill, at: [0, 0], kind: "saddle, degenerate" },
  "a curved valley whose floor falls": {
    objective: curvedValley(-1),
    at: [0, 0],
    kind: "saddle, degenerate",
  },
  "the upper plateau of a step": {
    objective: step,
    at: [-25, 0],
    kind: "gradient-flat",
  },
  "the lower plateau of a step": {
    objective: step,
    at: [25, 0],
    kind: "gradient-flat",
  },
  "the edge of a step": { objective: step, at: [-3, 0], kind: "not converged" },
  "a slope without a zero, which bends on a small scale": {
    objective: beside(
      (x) => 1e-9 * (x + x ** 3 * 1e14 / 3),
      (x) => 1e-9 * (1 + x * x * 1e14),
      (x) => 1e-9 * 2 * x * 1e14,
    ),
    at: [1.3e-7, 0],
    kind: "not converged",
  },
  "e⁻ˣ, with nothing known of the way": {
    objective: exponential,
    at: [25, 0],
    kind: "gradient-flat",
  },
  "e⁻ˣ, at the end of its flow": {
    objective: exponential,
    at: [Math.log(1e11), 0],
    trajectory: way((t) => Math.log1p(t), 1e11 - 1),
    kind: "escaping to infinity",
  },
  "x⁻², where the flow grows like a power": {
    objective: beside((x) => x ** -2, (x) => -2 * x ** -3, (x) => 6 * x ** -4),
    at: [1e4, 0],
    trajectory: way((t) => (1 + 8 * t) ** 0.25, 1.25e15),
    kind: "escaping to infinity",
  },
  "e⁻ˣ, after a way that ended": {
    objective: exponential,
    at: [25, 0],
    trajectory: way((t) => 25 - Math.exp(-t), 1e6),
    kind: "gradient-flat",
  },
  "e⁻ˣ, after a way that slows down": {
    objective: exponential,
    at: [25, 0],
    // half as much in each twentieth of it
    trajectory: way(
      (t) => 25 - 0.15 * 2 ** (20 - 20 * Math.log10(1 + t) / 6),
      1e6,
    ),
    kind: "gradient-flat",
  },
  "two equal neurons": {
    objective: empiricalLoss(twoNeurons, data((x, y) => 0.9 * hidden(x, y))),
    at: [0.7, -0.4, 0.7, -0.4, 0.3, 0.6],
    kind: "minimum, degenerate",
    nullity: 3,
  },
  "a deep linear network, at the origin of two of its layers": {
    // L depends on both through their product: curvature ± and nothing else
    objective: empiricalLoss(deepLinear, data((x, y) => x - y)),
    at: [1, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    kind: "saddle",
    index: 2,
  },
  "a deep linear network, beside the origin of two of its layers": {
    objective: empiricalLoss(deepLinear, data((x, y) => x - y)),
    at: [1, 2e-8, -1e-8, 1, 1e-8, 2e-8, 3e-8, 1e-8, -2e-8, 1e-8],
    kind: "saddle",
    index: 2,
  },
  "a chain of three factors, beside the origin": {
    objective: chain(3),
    at: [1e-25, -3e-25, 2e-25],
    kind: "saddle, degenerate",
    index: 0,
    nullity: 3,
  },
  "a deep network without its mean, beside the origin": {
    objective: empiricalLoss(deepTanh, data((x, y) => x - y)),
    at: Float64Array.from(
      { length: deepTanh.parameterCount },
      (_, i) => 1e-25 * Math.sin(i + 1),
    ),
    kind: "saddle, degenerate",
  },
  "x y, where squares underflow": {
    objective: chain(2),
    at: [1e-160, -2e-160],
    kind: "saddle",
    index: 1,
  },
  "x³, where its gradient underflows": {
    objective: cube,
    at: [1e-160, 0],
    kind: "saddle, degenerate",
  },
  "a curved valley whose floor falls, near it": {
    objective: curvedValley(-1),
    at: [1e-8, 3e-9],
    kind: "saddle, degenerate",
  },
  "a deep linear network, at the origin": {
    objective: empiricalLoss(deepLinear, data((x, y) => x - y)),
    at: new Float64Array(deepLinear.parameterCount),
    kind: "saddle, degenerate",
    nullity: deepLinear.parameterCount,
  },
};
