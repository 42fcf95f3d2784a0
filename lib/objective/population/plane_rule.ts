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
import { pieces } from "./normal_rules.ts";
import { kinkDistance } from "./piecewise_linear.ts";

/** The density is below 1e-18 beyond this. */
const reach = 9;

/** Grids have no more than so many points a side. */
const mostPoints = 2000;

/** A neuron's function, and how it can be integrated. */
export interface PlaneNeuron {
  readonly functions: Activation;
  /** How far its nearest pole is from the real axis; Infinity beside a kink. */
  readonly halfWidth: number;
  /** σ′(0+) − σ′(0−); only the first neuron may have a kink. */
  readonly jump: number;
}

/**
 * Moments of two neurons by nested rules in their plane: the trapezoidal rule,
 * whose error falls as e^{−2πa/h} with the distance a of the nearest pole, and
 * across a kink Gauss–Legendre rules on either side of it.
 *
 * @returns An estimate of the error of what a gradient needs: with every second
 * point alone the error would be its square root.
 */
export function planeRuleMoments(
  plane: Plane,
  one: PlaneNeuron,
  two: PlaneNeuron,
  out: Float64Array,
): number {
  const { r1, r2, b1, u, v } = plane;
  out.fill(0);
  const coarse = new Float64Array(MOMENTS);
  const inner = new Float64Array(9);
  const innerCoarse = new Float64Array(9);
  const halfWidth = Math.min(
    one.halfWidth / r1,
    two.halfWidth / (r2 * Math.abs(u)),
  );
  const ηs = grid(two.halfWidth / (r2 * v));
  const hasKink = one.halfWidth === Infinity && r1 > 0;

  function add(ξ: number, weight: number, coarseWeight: number): void {
    checkpoint();
    sumAcross(plane, two.functions, ξ, ηs, inner, innerCoarse);
    const z = r1 * ξ + b1;
    const y = one.functions.f(z);
    const d = one.functions.derivative(z, y);
    const s = one.functions.secondDerivative(z, y, d);
    addRow(out, weight, ξ, y, d, s, inner);
    addRow(coarse, coarseWeight, ξ, y, d, s, innerCoarse);
  }

  if (hasKink) {
    const β = kinkDistance(r1, b1);
    const { nodes, weights } = pieces(-β, reach, halfWidth);
    for (let i = 0; i < nodes.length; i++) {
      add(nodes[i], weights[i], weights[i]);
    }
    sumAcross(plane, two.functions, -β, ηs, inner, innerCoarse);
    addSecond(out, SECOND11, one.jump * normalDensity(β) / r1, -β, inner, 0);
  } else {
    const { step, half } = grid(halfWidth);
    for (let i = -half; i <= half; i++) {
      const ξ = i * step;
      const weight = half > 0 ? normalDensity(ξ) * step : 1;
      add(ξ, weight, half > 0 ? (i % 2 === 0 ? 2 * weight : 0) : weight);
    }
  }
  let error = 0;
  for (let k = 0; k < SECOND11; k++) {
    const change = Math.abs(out[k] - coarse[k]);
    error = Math.max(error, change * Math.min(1, change));
  }
  return error;
}

/** E_η (σ₂, σ₂′, σ₂″) times 1, η, η² at ξ, with all points and every second. */
function sumAcross(
  { r2, b2, u, v }: Plane,
  { f, derivative, secondDerivative }: Activation,
  ξ: number,
  { step, half }: { readonly step: number; readonly half: number },
  inner: Float64Array,
  innerCoarse: Float64Array,
): void {
  inner.fill(0);
  innerCoarse.fill(0);
  const bound = Math.sqrt(Math.max(0, reach * reach - ξ * ξ));
  for (let j = -half; j <= half; j++) {
    const η = j * step;
    if (half > 0 && Math.abs(η) > bound) continue;
    const z = r2 * (u * ξ + v * η) + b2;
    const y = f(z);
    const d = derivative(z, y);
    const s = secondDerivative(z, y, d);
    const weight = half > 0 ? normalDensity(η) * step : 1;
    addTo(inner, weight, η, y, d, s);
    if (j % 2 === 0) {
      addTo(innerCoarse, half > 0 ? 2 * weight : 1, η, y, d, s);
    }
  }
  if (half > 0) return;
  keepSpread(inner);
  keepSpread(innerCoarse);
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
