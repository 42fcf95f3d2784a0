import type { ActivationChoice } from "../../../lib/network/mod.ts";
import * as dd from "./double_double.ts";
import {
  add,
  centeredNormalCdf,
  constant,
  exp,
  expm1,
  type HyperDual,
  log1p,
  multiply,
  normalCdf,
  reciprocal,
  scale,
  subtract,
} from "./hyper_dual.ts";

const one = constant(1);

function logistic(x: HyperDual): HyperDual {
  if (x.v.high < 0) {
    const e = exp(x);
    return multiply(e, reciprocal(add(one, e)));
  }
  return reciprocal(add(one, exp(scale(x, -1))));
}

function softplus(x: HyperDual): HyperDual {
  return x.v.high < 0 ? log1p(exp(x)) : add(x, log1p(exp(scale(x, -1))));
}

function tanh(x: HyperDual): HyperDual {
  if (x.v.high < 0) return scale(tanh(scale(x, -1)), -1);
  const e = expm1(scale(x, -2));
  return scale(multiply(e, reciprocal(add(constant(2), e))), -1);
}

/** x for x > 0, else what `left` gives. */
function rightLine(
  x: HyperDual,
  left: (x: HyperDual) => HyperDual,
): HyperDual {
  return x.v.high > 0 ? x : left(x);
}

type Function = (
  x: HyperDual,
  α: number,
  c: readonly number[],
) => HyperDual;

/** The activations as the real functions that they stand for. */
const functions: Readonly<Record<string, Function>> = {
  identity: (x) => x,
  relu: (x) => rightLine(x, () => constant(0)),
  leakyRelu: (x, α) => rightLine(x, () => scale(x, α)),
  sigmoid: logistic,
  tanh,
  softplus,
  g: (x) => add(logistic(scale(x, 4)), softplus(x)),
  gelu: (x) => multiply(x, normalCdf(x)),
  silu: (x) => multiply(x, logistic(x)),
  selu: (x) =>
    scale(
      rightLine(x, () => scale(expm1(x), 1.67326324)),
      1.05070098,
    ),
  elu: (x, α) => rightLine(x, () => scale(expm1(x), α)),
  square: (x) => scale(multiply(x, x), 0.5),
  cube: (x) => multiply(x, multiply(x, x)),
  sigmoid2: centeredNormalCdf,
  normalCdf,
  polynomial: (x, _α, c) =>
    c.reduceRight(
      (sum, coefficient) => add(multiply(sum, x), constant(coefficient)),
      constant(0),
    ),
  exp,
  sign: (x) => constant(Math.sign(x.v.high)),
  smoothLeakyRelu: (x, α) =>
    add(
      scale(x, α),
      scale(softplus(x), dd.subtract(dd.one, dd.from(α))),
    ),
};

/** A network's activation, with its derivatives in 31 digits. */
export function referenceActivation(
  choice: ActivationChoice,
): (x: HyperDual) => HyperDual {
  const { name, alpha = NaN, coefficients = [] } = typeof choice === "string"
    ? { name: choice }
    : choice as { name: string; alpha?: number; coefficients?: number[] };
  if (name === "softmax") return (x) => x;
  return (x) => functions[name](x, alpha, coefficients);
}

/** Σ over outputs of ℓ(a, t); for crossEntropy t are probabilities. */
export function referenceLoss(
  choice: string,
  a: readonly HyperDual[],
  t: readonly number[],
): HyperDual {
  const sum = (terms: readonly HyperDual[]) => terms.reduce(add);
  if (choice === "crossEntropy") {
    const top = a.reduce((x, y) => x.v.high > y.v.high ? x : y);
    const others = a.filter((x) => x !== top).map((x) => exp(subtract(x, top)));
    const logSum = others.length > 0 ? log1p(sum(others)) : constant(0);
    return sum(a.map((x, k) => scale(add(logSum, subtract(top, x)), t[k])));
  }
  return sum(a.map((x, k) => {
    if (choice === "logistic") return softplus(scale(x, -t[k]));
    const r = subtract(x, constant(t[k]));
    if (choice === "meanSquaredError") return multiply(r, r);
    const δ = choice === "huber" ? 1 : Number(/\((.*)\)/.exec(choice)![1]);
    const size = scale(r, Math.sign(r.v.high));
    return size.v.high < δ
      ? scale(multiply(r, r), 0.5)
      : scale(subtract(size, constant(δ / 2)), δ);
  }));
}
