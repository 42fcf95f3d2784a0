import type { Activation } from "../../network/mod.ts";
import { checkpoint } from "../../checkpoint.ts";
import { normalDensity } from "../../special/mod.ts";
import {
  FIRST1,
  FIRST2,
  MOMENTS,
  type Plane,
  SECOND11,
  SECOND12,
  SECOND22,
} from "./moments.ts";

/** The density is below 1e-18 beyond this. */
const reach = 9;

/** Grids have no more than so many points a side. */
const mostPoints = 2000;

/** A neuron's function and how far its nearest pole is from the real axis. */
export interface SteepNeuron {
  readonly functions: Activation;
  readonly halfWidth: number;
}

/**
 * Moments of two steep neurons by the trapezoidal rule in their plane, whose
 * error falls as e^{−2πa/h} with the distance a of the nearest pole.
 *
 * @returns An estimate of the error of what a gradient needs: with every second
 * point alone the error would be its square root.
 */
export function trapezoidMoments(
  { r1, r2, b1, b2, u, v }: Plane,
  one: SteepNeuron,
  two: SteepNeuron,
  out: Float64Array,
): number {
  out.fill(0);
  const coarse = new Float64Array(MOMENTS);
  const inner = new Float64Array(9);
  const innerCoarse = new Float64Array(9);
  const ξs = grid(
    Math.min(one.halfWidth / r1, two.halfWidth / (r2 * Math.abs(u))),
  );
  const ηs = grid(two.halfWidth / (r2 * v));
  const { f, derivative, secondDerivative } = two.functions;
  for (let i = -ξs.half; i <= ξs.half; i++) {
    checkpoint();
    const ξ = i * ξs.step;
    inner.fill(0);
    innerCoarse.fill(0);
    const bound = Math.sqrt(Math.max(0, reach * reach - ξ * ξ));
    for (let j = -ηs.half; j <= ηs.half; j++) {
      const η = j * ηs.step;
      if (ηs.half > 0 && Math.abs(η) > bound) continue;
      const z = r2 * (u * ξ + v * η) + b2;
      const y = f(z);
      const d = derivative(z, y);
      const s = secondDerivative(z, y, d);
      const weight = ηs.half > 0 ? normalDensity(η) * ηs.step : 1;
      addTo(inner, weight, η, y, d, s);
      if (j % 2 === 0) {
        addTo(innerCoarse, ηs.half > 0 ? 2 * weight : 1, η, y, d, s);
      }
    }
    if (ηs.half === 0) {
      keepSpread(inner);
      keepSpread(innerCoarse);
    }
    const z = r1 * ξ + b1;
    const y = one.functions.f(z);
    const d = one.functions.derivative(z, y);
    const s = one.functions.secondDerivative(z, y, d);
    const weight = normalDensity(ξ) * ξs.step;
    addRow(out, weight, ξ, y, d, s, inner);
    if (i % 2 === 0) addRow(coarse, 2 * weight, ξ, y, d, s, innerCoarse);
  }
  let error = 0;
  for (let k = 0; k < SECOND11; k++) {
    const change = Math.abs(out[k] - coarse[k]);
    error = Math.max(error, change * Math.min(1, change));
  }
  return error;
}

/** Step and points on either side of 0; one point where nothing varies. */
function grid(halfWidth: number): { step: number; half: number } {
  if (halfWidth === Infinity) return { step: 1, half: 0 };
  const step = Math.max(
    Math.min(0.5, 2 * Math.PI * halfWidth / 44),
    2 * reach / mostPoints,
  );
  return { step, half: Math.ceil(reach / step) };
}

/** Adds σ, σ′, σ″, each times 1, η, η². */
function addTo(
  sums: Float64Array,
  weight: number,
  η: number,
  y: number,
  d: number,
  s: number,
): void {
  let w = weight;
  for (let k = 0; k < 3; k++) {
    sums[k] += w * y;
    sums[3 + k] += w * d;
    sums[6 + k] += w * s;
    w *= η;
  }
}

/** E η² = 1, where one point stands for all η. */
function keepSpread(sums: Float64Array): void {
  for (let k = 0; k < 9; k += 3) sums[k + 2] = sums[k];
}

/** Adds what one ξ contributes, σ₁ and derivatives times inner sums. */
function addRow(
  out: Float64Array,
  weight: number,
  ξ: number,
  y: number,
  d: number,
  s: number,
  inner: Float64Array,
): void {
  out[0] += weight * y * inner[0];
  addFirst(out, FIRST1, weight * d, ξ, inner, 0);
  addFirst(out, FIRST2, weight * y, ξ, inner, 3);
  addSecond(out, SECOND11, weight * s, ξ, inner, 0);
  addSecond(out, SECOND12, weight * d, ξ, inner, 3);
  addSecond(out, SECOND22, weight * y, ξ, inner, 6);
}

function addFirst(
  out: Float64Array,
  at: number,
  weight: number,
  ξ: number,
  inner: Float64Array,
  from: number,
): void {
  out[at] += weight * inner[from];
  out[at + 1] += weight * ξ * inner[from];
  out[at + 2] += weight * inner[from + 1];
}

function addSecond(
  out: Float64Array,
  at: number,
  weight: number,
  ξ: number,
  inner: Float64Array,
  from: number,
): void {
  addFirst(out, at, weight, ξ, inner, from);
  out[at + 3] += weight * ξ * ξ * inner[from];
  out[at + 4] += weight * ξ * inner[from + 1];
  out[at + 5] += weight * inner[from + 2];
}
