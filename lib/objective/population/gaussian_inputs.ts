import { cholesky } from "../../linalg/mod.ts";

/** Inputs x ~ N(μ, Σ). */
export interface GaussianInputs {
  /** μ (d). */
  readonly mean?: ArrayLike<number>;
  /** Σ (d × d), row-major, symmetric and positive definite. */
  readonly covariance?: ArrayLike<number>;
}

/**
 * The change to standard normal inputs, x = μ + L x̃ with Σ = L Lᵀ: weights
 * become Lᵀw, biases b + μ·w. Acts on rows of weights and bias.
 */
export interface Whitening {
  /** Rows for x̃ from rows for x, in place. */
  forward(rows: Float64Array, count: number): void;
  /** Derivatives in the rows for x from those in the rows for x̃, in place. */
  back(rows: Float64Array, count: number, stride?: number, step?: number): void;
}

/**
 * The change of variables for these inputs; undefined for standard ones.
 *
 * @throws {RangeError} If μ or Σ does not have the length of d inputs, or Σ is
 * not symmetric and positive definite.
 */
export function whitening(
  { mean, covariance }: GaussianInputs,
  d: number,
): Whitening | undefined {
  if (!mean && !covariance) return undefined;
  const μ = mean ? Float64Array.from(mean) : new Float64Array(d);
  requireFinite("mean", μ, d);
  const L = covariance ? factor(covariance, d) : identity(d);
  const row = d + 1;
  const line = new Float64Array(row);
  return {
    forward(rows, count) {
      for (let r = 0; r < count; r++) {
        const w = rows.subarray(r * row, (r + 1) * row);
        line.fill(0);
        for (let i = 0; i < d; i++) {
          for (let a = 0; a <= i; a++) line[a] += L[i * d + a] * w[i];
          line[d] += μ[i] * w[i];
        }
        line[d] += w[d];
        w.set(line);
      }
    },
    back(rows, count, stride = row, step = 1) {
      for (let r = 0; r < count; r++) {
        const at = r * stride;
        const bias = rows[at + d * step];
        for (let i = d - 1; i >= 0; i--) {
          let sum = μ[i] * bias;
          for (let a = 0; a <= i; a++) {
            sum += L[i * d + a] * rows[at + a * step];
          }
          rows[at + i * step] = sum;
        }
      }
    },
  };
}

function identity(d: number): Float64Array {
  return Float64Array.from(
    { length: d * d },
    (_, i) => i % (d + 1) === 0 ? 1 : 0,
  );
}

function factor(covariance: ArrayLike<number>, d: number): Float64Array {
  const Σ = Float64Array.from(covariance);
  requireFinite("covariance", Σ, d * d);
  const isSymmetric = Σ.every((x, i) =>
    x === Σ[(i % d) * d + Math.floor(i / d)]
  );
  const L = isSymmetric ? cholesky(Σ, d, new Float64Array(d * d)) : undefined;
  if (L) return L;
  throw new RangeError(
    "Cannot build the population loss: covariance is not symmetric and " +
      "positive definite, expected one that is",
  );
}

function requireFinite(what: string, values: Float64Array, length: number) {
  if (values.length === length && values.every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot build the population loss: ${what} of ${values.length} numbers, ` +
      `expected ${length} finite ones`,
  );
}
