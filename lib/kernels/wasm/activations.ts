import type { Lanes } from "../../emit/mod.ts";
import {
  type ActivationChoice,
  type ActivationData,
  isCustomActivation,
  normalizeActivation,
} from "../../network/mod.ts";
import {
  exponentFloor,
  exponentialMinusOne,
  wideExponential,
} from "./exponential.ts";
import { hyperbolicTangent, logistic, softplus } from "./logistic.ts";
import { normal } from "./normal.ts";
import { constant, polynomial, type Writer } from "./writer.ts";

/** f(x) and, when asked for in this order, f′(x) and f″(x). */
export interface Curve {
  readonly value: Lanes;
  readonly derivative: () => Lanes;
  /** Given f and f′ as kept values. */
  readonly secondDerivative: (f: Lanes, first: Lanes) => Lanes;
}

type WriteCurve = (w: Writer, x: Lanes, data: ActivationData) => Curve;

/** Whether generated code exists for the activation: all but a user's own. */
export function isCompiled(choice: ActivationChoice): boolean {
  return !isCustomActivation(choice) && dataOf(choice).name in curves;
}

/** Writes f at the kept value x. */
export function writeActivation(
  w: Writer,
  x: Lanes,
  choice: ActivationChoice,
): Curve {
  const data = dataOf(choice);
  return curves[data.name](w, x, data);
}

function dataOf(choice: ActivationChoice): ActivationData {
  const normal = normalizeActivation(choice);
  if (typeof normal === "string") return { name: normal };
  return normal as ActivationData;
}

const curves: Readonly<Record<string, WriteCurve>> = {
  identity: (w, x) => linear(w, x),
  // the logits: the loss does the rest
  softmax: (w, x) => linear(w, x),
  relu: (w, x) => ({
    value: x.atLeast(constant(w, 0)),
    derivative: () => x.greaterThan(constant(w, 0)).and(constant(w, 1)),
    secondDerivative: () => constant(w, 0),
  }),
  leakyRelu: (w, x, { alpha = NaN }) =>
    positiveOr(w, x, x.times(constant(w, alpha)), () => constant(w, alpha)),
  sigmoid: (w, x) => {
    const { value, slope } = logistic(w, x);
    return {
      value,
      derivative: slope,
      secondDerivative: (y, first) => first.times(oneMinusTwice(w, y)),
    };
  },
  tanh: (w, x) => {
    const { value, slope } = hyperbolicTangent(w, x);
    return {
      value,
      derivative: slope,
      secondDerivative: (y, first) => y.times(first).times(constant(w, -2)),
    };
  },
  softplus: (w, x) => {
    const { value, logistic, slope } = softplus(w, x);
    return { value, derivative: logistic, secondDerivative: slope };
  },
  g: (w, x) => {
    const plus = softplus(w, x);
    const four = constant(w, 4);
    const bump = logistic(w, w.code.keep(x.times(four)));
    return {
      value: bump.value.plus(plus.value),
      derivative: () => bump.slope().timesPlus(four, plus.logistic()),
      secondDerivative: () =>
        bump.slope().times(oneMinusTwice(w, bump.value))
          .timesPlus(constant(w, 16), plus.slope()),
    };
  },
  gelu: (w, x) => {
    const { size, distribution, density } = normal(w, x);
    const Φ = w.code.keep(distribution());
    return {
      value: x.times(Φ),
      derivative: () => x.timesPlus(density(), Φ),
      secondDerivative: () =>
        density().times(size.timesFrom(size, constant(w, 2))),
    };
  },
  silu: (w, x) => {
    const { value: σ, slope } = logistic(w, x);
    return {
      value: x.times(σ),
      derivative: () => x.timesPlus(slope(), σ),
      secondDerivative: () =>
        slope().times(x.timesPlus(oneMinusTwice(w, σ), constant(w, 2))),
    };
  },
  selu: (w, x) => scaledElu(w, x, 1.05070098, 1.67326324),
  elu: (w, x, { alpha = NaN }) => scaledElu(w, x, 1, alpha),
  square: (w, x) => ({
    value: x.times(constant(w, 0.5)).times(x),
    derivative: () => x,
    secondDerivative: () => constant(w, 1),
  }),
  cube: (w, x) => ({
    value: x.times(x).times(x),
    derivative: () => x.times(x).times(constant(w, 3)),
    secondDerivative: () => x.times(constant(w, 6)),
  }),
  sigmoid2: (w, x) => {
    const { centered, density } = normal(w, x);
    return {
      value: centered(),
      derivative: () => density().times(constant(w, 2)),
      secondDerivative: (_, first) => x.negated().times(first),
    };
  },
  normalCdf: (w, x) => {
    const { distribution, density } = normal(w, x);
    return {
      value: distribution(),
      derivative: density,
      secondDerivative: (_, first) => x.negated().times(first),
    };
  },
  polynomial: (w, x, { coefficients = [] }) => {
    const first = differentiate(coefficients);
    return {
      value: polynomial(w, coefficients, x),
      derivative: () => polynomial(w, first, x),
      secondDerivative: () => polynomial(w, differentiate(first), x),
    };
  },
  exp: (w, x) => {
    const value = w.code.keep(wideExponential(w, x));
    return {
      value,
      derivative: () => value,
      secondDerivative: () => value,
    };
  },
  sign: (w, x) => {
    const zero = constant(w, 0);
    const one = constant(w, 1);
    const value = x.greaterThan(zero).and(one)
      .minus(x.lessThan(zero).and(one));
    return {
      value: x.equals(x).choose(value, x), // NaN stays
      derivative: () => zero,
      secondDerivative: () => zero,
    };
  },
  smoothLeakyRelu: (w, x, { alpha = NaN }) => {
    const { excess, logistic, slope } = softplus(w, x);
    const α = constant(w, alpha);
    const rest = constant(w, 1 - alpha);
    const leaky = x.lessThan(constant(w, 0)).choose(x.times(α), x);
    return {
      value: excess.timesPlus(rest, leaky),
      derivative: () => logistic().timesPlus(rest, α),
      secondDerivative: () => slope().times(rest),
    };
  },
};

function linear(w: Writer, x: Lanes): Curve {
  return {
    value: x,
    derivative: () => constant(w, 1),
    secondDerivative: () => constant(w, 0),
  };
}

/** x for x > 0, else another branch that has no curvature. */
function positiveOr(
  w: Writer,
  x: Lanes,
  other: Lanes,
  slope: () => Lanes,
): Curve {
  const positive = w.code.keep(x.greaterThan(constant(w, 0)));
  return {
    value: positive.choose(x, other),
    derivative: () => positive.choose(constant(w, 1), slope()),
    secondDerivative: () => constant(w, 0),
  };
}

/** scale · (x for x > 0, else α (eˣ − 1)). */
function scaledElu(w: Writer, x: Lanes, scale: number, α: number): Curve {
  const { code } = w;
  const zero = constant(w, 0);
  const positive = code.keep(x.greaterThan(zero));
  const negative = code.keep(
    x.atMost(zero).atLeast(constant(w, exponentFloor(w))),
  );
  const factor = constant(w, scale * α);
  const power = exponentialMinusOne(w, negative);
  return {
    value: positive.choose(
      x.times(constant(w, scale)),
      power.value.times(factor),
    ),
    derivative: () =>
      positive.choose(
        constant(w, scale),
        power.plusOne().times(factor),
      ),
    secondDerivative: (_, first) => first.andNot(positive),
  };
}

/** 1 − 2y. */
function oneMinusTwice(w: Writer, y: Lanes): Lanes {
  return y.timesFrom(constant(w, 2), constant(w, 1));
}

function differentiate(coefficients: readonly number[]): readonly number[] {
  return coefficients.map((c, k) => k * c).slice(1);
}
