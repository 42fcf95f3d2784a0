import { exp } from "../../special/mod.ts";
import { type Family, jumpOf } from "./family.ts";
import { hermiteTable } from "./hermite_series.ts";
import {
  MOMENTS,
  momentsOfTable,
  type Order,
  type Plane,
  TABLE,
  type Table,
  tableIndex,
  turnMoments,
} from "./moments.ts";
import { kinkedSquare } from "./kinked_square.ts";
import type { Neuron } from "./neuron.ts";
import { normalCdfTable } from "./normal_cdf.ts";
import { piecewiseLinearMoments } from "./piecewise_linear.ts";
import { type PlaneNeuron, planeRuleMoments } from "./plane_rule.ts";

/** How the expectations of two neurons were computed. */
export type PairMethod = "closedForm" | "series" | "plane";

/** How, and how far they may be off. */
export interface PairReport {
  method: PairMethod;
  error: number;
}

/** A series whose last terms are below this is complete. */
const smallTail = 1e-14;

const table: Table = new Float64Array(TABLE);

/** Whether two activations have expectations in closed form. */
export function isClosed(one: Family, two: Family): boolean {
  if (!isKnown(one) || !isKnown(two)) return false;
  return one.kind === two.kind || isFinite(one) || isFinite(two);
}

/** Whether Hermite coefficients are known without quadrature. */
function isKnown({ kind }: Family): boolean {
  return kind !== "analytic" && kind !== "kinked";
}

/** Whether there are finitely many of them. */
function isFinite(family: Family): boolean {
  return family.kind === "polynomial" ||
    (family.kind === "piecewiseLinear" && family.α === 1);
}

/** Fills in the moments of two neurons in their plane. */
export function pairMoments(
  one: Neuron,
  two: Neuron,
  plane: Plane,
  order: Order,
  hasChosenNodes: boolean,
  out: Float64Array,
  report: PairReport,
): void {
  const first = one.activation.family;
  const second = two.activation.family;
  report.method = isClosed(first, second) ? "closedForm" : "series";
  report.error = 0;
  if (first.kind === "piecewiseLinear" && second.kind === "piecewiseLinear") {
    return piecewiseLinearMoments(plane, first.α, second.α, order, out);
  }
  if (first.kind === "kinked" && one === two) return kinkedSquare(one, out);
  if (first.kind === "normalCdf" && second.kind === "normalCdf") {
    normalCdfTable(plane, first, second, order, table);
  } else if (first.kind === "exp" && second.kind === "exp") {
    exponentialTable(plane, table);
  } else {
    report.error = hermiteTable(
      one.coefficients(),
      two.coefficients(),
      plane.u,
      order,
      table,
    );
    const isSmall = report.error <= smallTail * Math.max(1, Math.abs(table[0]));
    const canKink = hasKink(first) !== hasKink(second);
    if (
      !isSmall && !hasChosenNodes && (canKink || isEntire(first, second))
    ) {
      report.method = "plane";
      report.error = byPlaneRule(one, two, plane, out);
      return;
    }
  }
  momentsOfTable(table, plane, order, out);
}

/** Every derivative of E e^{z₁}e^{z₂} = e^{b₁ + b₂ + E(z₁ + z₂ − b₁ − b₂)²/2}. */
function exponentialTable({ r1, r2, b1, b2, u }: Plane, out: Table): void {
  const value = exp(b1 + b2 + (r1 * r1 + r2 * r2) / 2 + u * r1 * r2);
  const factors1 = [1, 1, 1, r1, r1 * r1];
  const factors2 = [1, 1, 1, r2, r2 * r2];
  for (let p = 0; p <= 4; p++) {
    for (let q = 0; q + p <= 4; q++) {
      out[tableIndex(p, q)] = value * factors1[p] * factors2[q];
    }
  }
}

function hasKink({ kind }: Family): boolean {
  return kind === "kinked" || kind === "piecewiseLinear";
}

function isEntire(one: Family, two: Family): boolean {
  return !hasKink(one) && !hasKink(two);
}

/** By the rule in the plane, with a neuron that has a kink first. */
function byPlaneRule(
  one: Neuron,
  two: Neuron,
  plane: Plane,
  out: Float64Array,
): number {
  if (!hasKink(two.activation.family)) {
    return planeRuleMoments(plane, inPlane(one), inPlane(two), out);
  }
  const { r1, r2, b1, b2, u, v } = plane;
  const swapped = { r1: r2, r2: r1, b1: b2, b2: b1, u, v };
  const error = planeRuleMoments(swapped, inPlane(two), inPlane(one), turned);
  turnMoments(turned, u, v, out);
  return error;
}

const turned = new Float64Array(MOMENTS);

function inPlane({ activation: { family, functions } }: Neuron): PlaneNeuron {
  if (!hasKink(family)) {
    const halfWidth = family.kind === "analytic" ? family.halfWidth : 2.5;
    return { functions, halfWidth, jump: 0 };
  }
  return { functions, halfWidth: Infinity, jump: jumpOf(functions) };
}
