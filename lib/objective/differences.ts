import { norm } from "../linalg/mod.ts";

type Loss = (θ: Float64Array) => number;
type Gradient = (θ: Float64Array, out: Float64Array) => Float64Array;

/** Balances truncation h² against rounding ε/h, and ε/h² (second differences). */
const FIRST_STEP = 6.055454452393343e-6; // ∛ε
const SECOND_STEP = Math.sqrt(Math.sqrt(Number.EPSILON));

/** How far apart second differences look, beside parameters of order one. */
export const reachOf: Readonly<Record<"loss" | "gradient", number>> = {
  loss: 2 * SECOND_STEP,
  gradient: FIRST_STEP,
};

/**
 * ∂L/∂θ_i ≈ (L(θ + h e_i) − L(θ − h e_i))/2h.
 *
 * @param times How many times longer steps are than is best, here and below.
 */
export function gradientByDifferences(
  loss: Loss,
  θ: Float64Array,
  out: Float64Array,
  times: number,
): Float64Array {
  const x = θ.slice();
  for (let i = 0; i < θ.length; i++) {
    const h = times * stepAlong(θ[i], FIRST_STEP);
    x[i] = θ[i] + h;
    const up = x[i];
    const Lup = loss(x);
    x[i] = θ[i] - h;
    out[i] = (Lup - loss(x)) / (up - x[i]);
    x[i] = θ[i];
  }
  return out;
}

/** Residuals that change by a smaller share are mostly rounding. */
const LEAST_CHANGE = 1e-8;

/**
 * ∂r/∂θ, a row per residual. A parameter of 1e-7 may have that scale: steps are
 * in proportion to it, and larger only if the residuals hardly change.
 */
export function jacobianByDifferences(
  residuals: (θ: Float64Array) => ArrayLike<number>,
  θ: Float64Array,
  out?: Float64Array,
): Float64Array {
  const p = θ.length;
  const x = θ.slice();
  let J = out;
  for (let i = 0; i < p; i++) {
    const largest = stepAlong(θ[i], FIRST_STEP);
    let h = θ[i] === 0 ? largest : FIRST_STEP * Math.abs(θ[i]);
    for (;; h = Math.min(largest, 100 * h)) {
      x[i] = θ[i] + h;
      const up = x[i];
      const above = Float64Array.from(residuals(x));
      x[i] = θ[i] - h;
      const below = residuals(x);
      J ??= new Float64Array(above.length * p);
      let change = 0;
      let size = 0;
      for (let n = 0; n < above.length; n++) {
        J[n * p + i] = (above[n] - below[n]) / (up - x[i]);
        change = Math.max(change, Math.abs(above[n] - below[n]));
        size = Math.max(size, Math.abs(above[n]));
      }
      if (h >= largest || change > LEAST_CHANGE * size) break;
    }
    x[i] = θ[i];
  }
  return J!;
}

/** Columns by central differences of the gradient, then made symmetric. */
export function hessianByGradientDifferences(
  gradient: Gradient,
  θ: Float64Array,
  out: Float64Array,
  times: number,
): Float64Array {
  const p = θ.length;
  const v = new Float64Array(p);
  const column = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    v.fill(0);
    v[i] = 1;
    hessianVectorByGradientDifferences(gradient, θ, v, column, times);
    out.set(column, i * p);
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const mean = 0.5 * (out[i * p + j] + out[j * p + i]);
      out[i * p + j] = out[j * p + i] = mean;
    }
  }
  return out;
}

/** H v ≈ (∇L(θ + h v) − ∇L(θ − h v))/2h. */
export function hessianVectorByGradientDifferences(
  gradient: Gradient,
  θ: Float64Array,
  v: Float64Array,
  out: Float64Array,
  times: number,
): Float64Array {
  const length = norm(v);
  if (length === 0) return out.fill(0);
  const h = times * stepAlong(infinityAlong(θ, v), FIRST_STEP) / length;
  const up = gradient(
    θ.map((x, i) => x + h * v[i]),
    new Float64Array(θ.length),
  );
  gradient(θ.map((x, i) => x - h * v[i]), out);
  for (let i = 0; i < out.length; i++) out[i] = (up[i] - out[i]) / (2 * h);
  return out;
}

/** Second differences of the loss along pairs of axes; symmetric. */
export function hessianByLossDifferences(
  loss: Loss,
  θ: Float64Array,
  out: Float64Array,
  times: number,
): Float64Array {
  const p = θ.length;
  const x = θ.slice();
  for (let i = 0; i < p; i++) {
    const h = times * stepAlong(θ[i], SECOND_STEP);
    for (let j = 0; j <= i; j++) {
      const k = times * stepAlong(θ[j], SECOND_STEP);
      const second = mixedDifference((s, t) => {
        x[i] += s * h;
        x[j] += t * k;
        const L = loss(x);
        x[i] = θ[i];
        x[j] = θ[j];
        return L;
      }) / (4 * h * k);
      out[i * p + j] = out[j * p + i] = second;
    }
  }
  return out;
}

/** (H v)_i from second differences of the loss along e_i and v. */
export function hessianVectorByLossDifferences(
  loss: Loss,
  θ: Float64Array,
  v: Float64Array,
  out: Float64Array,
  times: number,
): Float64Array {
  const length = norm(v);
  if (length === 0) return out.fill(0);
  const k = times * stepAlong(infinityAlong(θ, v), SECOND_STEP) / length;
  for (let i = 0; i < θ.length; i++) {
    const h = times * stepAlong(θ[i], SECOND_STEP);
    out[i] = mixedDifference((s, t) => {
      const x = θ.map((value, j) => value + t * k * v[j]);
      x[i] += s * h;
      return loss(x);
    }) / (4 * h * k);
  }
  return out;
}

/** f(1, 1) − f(1, −1) − f(−1, 1) + f(−1, −1). */
function mixedDifference(f: (s: number, t: number) => number): number {
  return f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1);
}

/** A step in proportion to the parameter, but not below `relative`. */
function stepAlong(size: number, relative: number): number {
  return relative * Math.max(1, Math.abs(size));
}

/** The largest |θ_i| that v moves. */
function infinityAlong(θ: Float64Array, v: Float64Array): number {
  return θ.reduce(
    (max, x, i) => v[i] === 0 ? max : Math.max(max, Math.abs(x)),
    0,
  );
}
