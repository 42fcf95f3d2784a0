import { svd } from "../../linalg/mod.ts";
import type { NumpyRandomState } from "../../random/mod.ts";
import type { CheckedLinearModel } from "./options.ts";
import { product } from "./matrices.ts";

/** F: the singular values that X gets, descending; 0 beyond the samples. */
export function modulationOf(
  { samples, inputs, condition = 1, continuous, ones }: CheckedLinearModel,
): Float64Array {
  const present = Math.min(samples, inputs);
  const values = Array.from(
    { length: present },
    (_, i) =>
      !continuous
        ? i < ones ? 1 : condition
        : present === 1
        ? 1
        : 1 + (condition - 1) * i / (present - 1),
  ).sort((x, y) => y - x);
  const F = new Float64Array(inputs);
  F.set(values);
  return F;
}

/** diag F, or O₁ diag(F) O₂ with orthogonal matrices drawn at random. */
export function modulationMatrix(
  F: Float64Array,
  { inputs: d, mixed }: CheckedLinearModel,
  random: NumpyRandomState,
): Float64Array {
  const diagonal = new Float64Array(d * d);
  for (let i = 0; i < d; i++) diagonal[i * d + i] = F[i];
  if (!mixed) return diagonal;
  const before = randomOrthogonal(d, random);
  const after = randomOrthogonal(d, random);
  return product(product(before, diagonal, d, d, d), after, d, d, d);
}

/** The orthogonal factor U Vᵀ of a normal matrix: uniform (Haar). */
export function randomOrthogonal(
  d: number,
  random: { randn(): number },
): Float64Array {
  const Z = Float64Array.from({ length: d * d }, () => random.randn());
  const { left, right } = svd(Z, d, d);
  // Σ uᵢ vᵢᵀ, with left and right by rows
  const out = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        out[i * d + j] += left[k * d + i] * right[k * d + j];
      }
    }
  }
  return out;
}
