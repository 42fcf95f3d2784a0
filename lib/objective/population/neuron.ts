import { dot, norm } from "../../linalg/mod.ts";
import type { PopulationActivation } from "./family.ts";
import {
  type HermiteCoefficients,
  hermiteCoefficients,
} from "./hermite_coefficients.ts";
import type { Plane } from "./moments.ts";

/** A hidden neuron at a point: σ(r e·x + b). */
export interface Neuron {
  readonly activation: PopulationActivation;
  /** ‖w‖. */
  readonly r: number;
  readonly b: number;
  /** w/‖w‖; 0 where there is none. */
  readonly e: Float64Array;
  /** Of its function of e·x, computed when first asked for. */
  coefficients(): HermiteCoefficients;
}

/** The neuron of these weights and this bias. */
export function neuronOf(
  activation: PopulationActivation,
  weights: Float64Array,
  b: number,
  nodes: number | undefined,
): Neuron {
  const r = norm(weights);
  const e = r > 0
    ? weights.map((w) => w / r)
    : new Float64Array(weights.length);
  let coefficients: HermiteCoefficients | undefined;
  return {
    activation,
    r,
    b,
    e,
    coefficients: () =>
      coefficients ??= hermiteCoefficients(activation, r, b, nodes),
  };
}

/** Two neurons in the plane of their weights, and that plane's directions. */
export interface PlaneWithBasis extends Plane {
  e1: Float64Array;
  readonly e2: Float64Array;
}

/** A plane to be filled in, for inputs of this dimension. */
export function emptyPlane(dimension: number): PlaneWithBasis {
  return {
    r1: 0,
    r2: 0,
    b1: 0,
    b2: 0,
    u: 1,
    v: 0,
    e1: new Float64Array(dimension),
    e2: new Float64Array(dimension),
  };
}

/** Below this, rounding is all there is of a direction. */
const roundingOfSine = 4e-16;

/**
 * The plane of two neurons. Its sine is that of the part of e₂ orthogonal to
 * e₁, not √(1 − u²), which knows half of the digits where they are parallel.
 */
export function fillPlane(
  one: Neuron,
  two: Neuron,
  plane: PlaneWithBasis,
): void {
  plane.r1 = one.r;
  plane.r2 = two.r;
  plane.b1 = one.b;
  plane.b2 = two.b;
  plane.u = 1;
  plane.v = 0;
  plane.e2.fill(0);
  plane.e1 = one.r > 0 ? one.e : two.e;
  if (one === two || !(one.r > 0 && two.r > 0)) return;
  const { e1, e2 } = plane;
  let u = dot(e1, two.e);
  for (let i = 0; i < e2.length; i++) e2[i] = two.e[i] - u * e1[i];
  let v = norm(e2);
  if (!(v > roundingOfSine)) {
    e2.fill(0);
    plane.u = Math.sign(u);
    return;
  }
  // what is left along e₁ by rounding, which a small v would enlarge
  const rest = dot(e1, e2);
  for (let i = 0; i < e2.length; i++) e2[i] -= rest * e1[i];
  v = norm(e2);
  for (let i = 0; i < e2.length; i++) e2[i] /= v;
  u += rest;
  const length = Math.sqrt(u * u + v * v);
  plane.u = u / length;
  plane.v = v / length;
}
