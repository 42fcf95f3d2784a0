/** A number with its gradient and its Hessian, by the rules of calculus. */
export interface Jet {
  readonly value: number;
  readonly gradient: Float64Array;
  /** p × p. */
  readonly hessian: Float64Array;
}

/** A number that does not change. */
export function constant(value: number, p: number): Jet {
  return {
    value,
    gradient: new Float64Array(p),
    hessian: new Float64Array(p * p),
  };
}

/** The i-th parameter, moved and scaled: (θᵢ − shift)/unit. */
export function variable(
  θ: Float64Array,
  i: number,
  shift: number,
  unit: number,
): Jet {
  const jet = constant((θ[i] - shift) / unit, θ.length);
  jet.gradient[i] = 1 / unit;
  return jet;
}

/** x + factor y. */
export function plus(x: Jet, y: Jet, factor = 1): Jet {
  return {
    value: x.value + factor * y.value,
    gradient: x.gradient.map((g, i) => g + factor * y.gradient[i]),
    hessian: x.hessian.map((h, k) => h + factor * y.hessian[k]),
  };
}

/** x y. */
export function times(x: Jet, y: Jet): Jet {
  const p = x.gradient.length;
  return {
    value: x.value * y.value,
    gradient: x.gradient.map((g, i) => g * y.value + x.value * y.gradient[i]),
    hessian: x.hessian.map((h, k) => {
      const [i, j] = [Math.floor(k / p), k % p];
      return h * y.value + x.value * y.hessian[k] +
        (x.gradient[i] * y.gradient[j] + y.gradient[i] * x.gradient[j]);
    }),
  };
}

/** f(x) from f, f′ and f″ there. */
export function apply(
  x: Jet,
  [f, first, second]: readonly [number, number, number],
): Jet {
  const p = x.gradient.length;
  return {
    value: f,
    gradient: x.gradient.map((g) => first * g),
    hessian: x.hessian.map((h, k) => {
      const [i, j] = [Math.floor(k / p), k % p];
      return first * h + second * (x.gradient[i] * x.gradient[j]);
    }),
  };
}

/** x to a whole power from 1 on. */
export function power(x: Jet, m: number): Jet {
  const { value } = x;
  return apply(x, [
    value ** m,
    m * value ** (m - 1),
    m < 2 ? 0 : m * (m - 1) * value ** (m - 2),
  ]);
}

/** sinh x. */
export function sinh(x: Jet): Jet {
  const { value } = x;
  return apply(x, [Math.sinh(value), Math.cosh(value), Math.sinh(value)]);
}
