import { randomGenerator, torchRandom } from "../../random/mod.ts";
import { product, timesTransposed } from "../linear_model/matrices.ts";
import { randomOrthogonal } from "../linear_model/modulation.ts";

/** A start that is diagonal in some coordinates. */
export interface DiagonalStart {
  /** The entries of D₁, one for each mode. */
  readonly a: Float64Array;
  /** The entries of D₂. */
  readonly b: Float64Array;
  /** R D₁ (hidden × inputs). */
  readonly first: Float64Array;
  /** D₂ Rᵀ (outputs × hidden). */
  readonly second: Float64Array;
}

/**
 * W₁ = R D₁ and W₂ = D₂ Rᵀ with normal diagonals, drawn from PyTorch's
 * generator, D₁'s before D₂'s, and R uniform among the orthogonal matrices, or
 * 1. The network's map, D₂ D₁, is the same for every R, and so is its training.
 */
export function diagonalStart(
  { inputs, hidden, outputs }: {
    readonly inputs: number;
    readonly hidden: number;
    readonly outputs: number;
  },
  scales: ArrayLike<number>,
  seed: number,
  rotated: boolean,
): DiagonalStart {
  const torch = torchRandom(seed);
  const a = torch.normal(Math.min(hidden, inputs), { std: scales[0] });
  const b = torch.normal(Math.min(outputs, hidden), { std: scales[1] });
  const first = new Float64Array(hidden * inputs);
  const second = new Float64Array(outputs * hidden);
  a.forEach((x, i) => first[i * inputs + i] = x);
  b.forEach((x, i) => second[i * hidden + i] = x);
  if (!rotated) return { a, b, first, second };
  const random = randomGenerator(seed);
  const R = randomOrthogonal(hidden, { randn: () => random.normal() });
  return {
    a,
    b,
    first: product(R, first, hidden, hidden, inputs),
    second: timesTransposed(second, R, outputs, hidden, hidden),
  };
}
