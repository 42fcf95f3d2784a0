import type { ActivationDefinition } from "./definition.ts";

/** f(x) = tanh x. */
export const tanh: ActivationDefinition = {
  name: "tanh",
  build: () => ({
    f: Math.tanh,
    derivative,
    secondDerivative: (_x, y, d) => -2 * y * d,
  }),
};

/** 1 − y², or 1/cosh² x from the exponential where 1 − y² cancels. */
function derivative(x: number, y: number): number {
  if (x * x <= 4) return 1 - y * y;
  const e = Math.exp(-2 * Math.abs(x));
  return 4 * e / ((1 + e) * (1 + e));
}
