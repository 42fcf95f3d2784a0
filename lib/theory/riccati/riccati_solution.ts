import { cholesky, symmetricEigen } from "../../linalg/mod.ts";
import {
  checkOptions,
  finiteFrom,
  listOf,
  number,
  type OptionTable,
  required,
} from "../../options/mod.ts";
import { exp, expm1 } from "../../special/mod.ts";
import {
  product,
  timesTransposed,
  transpose,
} from "../linear_model/matrices.ts";

/** What {@linkcode riccatiSolution} solves. */
export interface RiccatiSolutionOptions {
  /** W₁ at t = 0 (hidden × inputs, row-major). */
  readonly first: ArrayLike<number>;
  /** W₂ at t = 0 (outputs × hidden, row-major). */
  readonly second: ArrayLike<number>;
  /** Σyx (outputs × inputs, row-major), with XᵀX = 1. */
  readonly correlation: ArrayLike<number>;
  /** Features d; hidden and outputs follow. */
  readonly inputs: number;
  /** The rate of both layers; default 1. */
  readonly rate?: number;
}

/** What {@linkcode riccatiSolution} takes. */
export const riccatiSolutionOptions: OptionTable<RiccatiSolutionOptions> = {
  first: required(listOf(number)),
  second: required(listOf(number)),
  correlation: required(listOf(number)),
  inputs: required(number),
  rate: finiteFrom(0),
};

/** A two-layer linear network at a time, up to what its map does not see. */
export interface RiccatiState {
  /** W₂W₁ (outputs × inputs, row-major). */
  readonly product: Float64Array;
  /** W₁ᵀW₁ (inputs × inputs). */
  readonly firstSquare: Float64Array;
  /** W₂W₂ᵀ (outputs × outputs). */
  readonly secondSquare: Float64Array;
}

/** The solution of {@linkcode riccatiSolution}. */
export interface RiccatiSolution {
  /** ℓ, with which the start is balanced. */
  readonly balance: number;
  /** The network at a time ≥ 0. */
  at(t: number): RiccatiState;
  /**
   * The tangent kernel at a time: the products of the gradients of outputs k and
   * l at unit inputs i and j, δ(k,l) (W₁ᵀW₁)ᵢⱼ + δ(i,j) (W₂W₂ᵀ)ₖₗ, at row
   * i·outputs + k and column j·outputs + l. At inputs x and x′ it is Σ xᵢx′ⱼ of
   * them.
   */
  tangentKernel(t: number): Float64Array;
}

/** ‖W₂ᵀW₂ − W₁W₁ᵀ − ℓ1‖ that is rounding, as a share of the weights' squares. */
const rounding = 1e-10;
/** Longest step in units of the largest eigenvalue: e²ˣ stays well conditioned. */
const longest = 4;

/**
 * The gradient flow of half the squared error of a two-layer linear network on
 * whitened inputs (XᵀX = 1), both layers at one rate, from a λ-balanced start,
 * W₂ᵀW₂ − W₁W₁ᵀ = ℓ1, in closed form. With Q = [W₁ᵀ; W₂] the matrix P = QQᵀ
 * obeys a Riccati equation, P' = FP + PF − P², F = [−ℓ/2, Σyxᵀ; Σyx, ℓ/2], so
 *
 * P(t) = e^{Ft} Q₀ [1 + Q₀ᵀ ∫₀ᵗ e^{2Fs} ds Q₀]⁻¹ Q₀ᵀ e^{Ft}.
 *
 * Long times are taken in several such steps, in which nothing overflows.
 * Agrees with an ODE solver to 1e-10 (tests/theory/riccati_test.ts).
 *
 * @throws {RangeError} If the start is not λ-balanced (draw one with
 * {@linkcode lambdaBalancedStart}), sizes do not fit together, or a number is not
 * finite.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @see Braun, Dominé, Fitzgerald and Saxe, *Exact learning dynamics of deep
 * linear networks with prior knowledge*, 2022 (ℓ = 0); Dominé and others, *From
 * lazy to rich: exact learning dynamics in deep linear networks*, 2025.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { lambdaBalancedStart, riccatiSolution } from "@thalweg/thalweg";
 *
 * const { first, second } = lambdaBalancedStart({
 *   inputs: 2,
 *   hidden: 2,
 *   outputs: 2,
 *   balance: 0.5,
 *   seed: 1,
 * });
 * const solution = riccatiSolution({
 *   first,
 *   second,
 *   correlation: [2, 0, 0, 1],
 *   inputs: 2,
 * });
 * assertAlmostEquals(solution.at(100).product[0], 2, 1e-6);
 * ```
 */
export function riccatiSolution(
  options: RiccatiSolutionOptions,
): RiccatiSolution {
  const act = "solve the two layers";
  checkOptions(act, options, riccatiSolutionOptions);
  const { inputs: d, rate = 1 } = options;
  const { hidden: h, outputs: o } = sizesOf(act, options);
  const W1 = Float64Array.from(options.first);
  const W2 = Float64Array.from(options.second);
  const Σ = Float64Array.from(options.correlation);
  const ℓ = balanceOf(act, W1, W2, { d, h, o });
  const n = d + o;
  const F = new Float64Array(n * n);
  for (let i = 0; i < n; i++) F[i * n + i] = (i < d ? -ℓ : ℓ) / 2;
  for (let k = 0; k < o; k++) {
    for (let i = 0; i < d; i++) {
      F[(d + k) * n + i] = F[i * n + d + k] = Σ[k * d + i];
    }
  }
  const { values, vectors } = symmetricEigen(F, n);
  const start = new Float64Array(n * h);
  start.set(transpose(W1, h, d));
  start.set(W2, d * h);
  // in the eigenvectors of F, where e^{Ft} is a row of numbers
  const Q0 = product(vectors, start, n, n, h);
  const fastest = values.reduce((most, λ) => Math.max(most, Math.abs(λ)), 0);

  function squareAt(t: number): Float64Array {
    if (!(t >= 0 && t < Infinity)) {
      throw new RangeError(
        `Cannot ${act}: t is ${t}, expected a finite number from 0 on`,
      );
    }
    const steps = Math.max(1, Math.ceil(rate * t * fastest / longest));
    let Q = Q0;
    for (let k = 0; k < steps; k++) {
      Q = advanced(Q, values, rate * t / steps, n, h);
    }
    const back = product(transpose(vectors, n, n), Q, n, n, h);
    return timesTransposed(back, back, n, h, n);
  }

  function at(t: number): RiccatiState {
    const P = squareAt(t);
    const block = (
      row: number,
      column: number,
      rows: number,
      columns: number,
    ) =>
      Float64Array.from(
        { length: rows * columns },
        (_, k) => P[(row + Math.floor(k / columns)) * n + column + k % columns],
      );
    return {
      product: block(d, 0, o, d),
      firstSquare: block(0, 0, d, d),
      secondSquare: block(d, d, o, o),
    };
  }

  return {
    balance: ℓ,
    at,
    tangentKernel(t) {
      const { firstSquare, secondSquare } = at(t);
      const K = new Float64Array(d * o * d * o);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          for (let k = 0; k < o; k++) {
            for (let l = 0; l < o; l++) {
              K[(i * o + k) * d * o + j * o + l] =
                (k === l ? firstSquare[i * d + j] : 0) +
                (i === j ? secondSquare[k * o + l] : 0);
            }
          }
        }
      }
      return K;
    },
  };
}

/** Q(t) up to a rotation from the right: e^{Ft} Q₀ L⁻ᵀ, LLᵀ = 1 + Q₀ᵀ M Q₀. */
function advanced(
  Q0: Float64Array,
  values: Float64Array,
  t: number,
  n: number,
  h: number,
): Float64Array {
  const S = new Float64Array(h * h);
  const Q = new Float64Array(n * h);
  for (let i = 0; i < n; i++) {
    const λ = values[i];
    const integral = λ === 0 ? t : expm1(2 * λ * t) / (2 * λ);
    const growth = exp(λ * t);
    for (let a = 0; a < h; a++) {
      Q[i * h + a] = growth * Q0[i * h + a];
      for (let b = 0; b < h; b++) {
        S[a * h + b] += integral * Q0[i * h + a] * Q0[i * h + b];
      }
    }
  }
  for (let a = 0; a < h; a++) S[a * h + a] += 1;
  const L = cholesky(S, h, S);
  if (!L) return Q.fill(NaN);
  // rows q of Q solve L y = qᵀ
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < h; a++) {
      let sum = Q[i * h + a];
      for (let b = 0; b < a; b++) sum -= L[a * h + b] * Q[i * h + b];
      Q[i * h + a] = sum / L[a * h + a];
    }
  }
  return Q;
}

function sizesOf(
  act: string,
  { first, second, correlation, inputs: d }: RiccatiSolutionOptions,
): { hidden: number; outputs: number } {
  const hidden = first.length / d;
  const outputs = correlation.length / d;
  const fits = Number.isInteger(d) && d > 0 && Number.isInteger(hidden) &&
    Number.isInteger(outputs) && hidden > 0 && outputs > 0 &&
    second.length === outputs * hidden;
  if (!fits) {
    throw new RangeError(
      `Cannot ${act}: ${first.length} weights, ${second.length} weights and ${correlation.length} correlations for ${d} inputs, expected hidden × inputs, outputs × hidden and outputs × inputs`,
    );
  }
  for (const [name, list] of Object.entries({ first, second, correlation })) {
    const odd = Array.from(list).findIndex((x) => !Number.isFinite(x));
    if (odd < 0) continue;
    throw new RangeError(
      `Cannot ${act}: ${name}[${odd}] is ${list[odd]}, expected finite numbers`,
    );
  }
  return { hidden, outputs };
}

/** ℓ, if W₂ᵀW₂ − W₁W₁ᵀ is ℓ1. */
function balanceOf(
  act: string,
  W1: Float64Array,
  W2: Float64Array,
  { d, h, o }: { d: number; h: number; o: number },
): number {
  const first = timesTransposed(W1, W1, h, d, h);
  const second = product(transpose(W2, o, h), W2, h, o, h);
  let trace = 0;
  let scale = 0;
  for (let i = 0; i < h; i++) {
    trace += second[i * h + i] - first[i * h + i];
    scale += second[i * h + i] + first[i * h + i];
  }
  const ℓ = trace / h;
  let worst = 0;
  for (let i = 0; i < h; i++) {
    for (let j = 0; j < h; j++) {
      const expected = i === j ? ℓ : 0;
      const off = second[i * h + j] - first[i * h + j] - expected;
      worst = Math.max(worst, Math.abs(off));
    }
  }
  if (worst > rounding * scale) {
    throw new RangeError(
      `Cannot ${act}: W₂ᵀW₂ − W₁W₁ᵀ differs from ${ℓ.toPrecision(3)} · 1 by ${
        worst.toPrecision(3)
      }, expected a λ-balanced start (lambdaBalancedStart draws one)`,
    );
  }
  return Math.abs(ℓ) <= rounding * scale ? 0 : ℓ;
}
