import type { ActivationDefinition } from "./definition.ts";

/** f(x) = Σ c_k xᵏ. */
export const polynomial: ActivationDefinition = {
  name: "polynomial",
  coefficients: true,
  build: ({ coefficients }) => {
    const first = differentiate(coefficients);
    const second = differentiate(first);
    return {
      f: (x) => evaluate(coefficients, x),
      derivative: (x) => evaluate(first, x),
      secondDerivative: (x) => evaluate(second, x),
    };
  },
};

function differentiate(coefficients: readonly number[]): readonly number[] {
  return coefficients.map((c, k) => k * c).slice(1);
}

/** Horner's rule. */
function evaluate(coefficients: readonly number[], x: number): number {
  let y = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) {
    y = y * x + coefficients[k];
  }
  return y;
}
