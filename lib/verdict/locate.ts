import { addScaled, dot, isFiniteVector, norm } from "../linalg/mod.ts";
import { KinkError } from "../objective/kink_error.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import { denseCurvature } from "./dense_curvature.ts";
import { lanczosCurvature } from "./lanczos_curvature.ts";
import {
  flatness,
  type LocalCurvature,
  type LowEigenvalues,
  type Residue,
  scalesOf,
  significance,
} from "./local_curvature.ts";
import type { Rounding } from "./measure_rounding.ts";
import {
  fits,
  type NearestZero,
  nearestZero,
  type Search,
} from "./nearest_zero.ts";
import { hasSlope } from "./null_slope.ts";
import { type Unsettled, unsettledCurvature } from "./unsettled.ts";
import { withoutTraces } from "./without_traces.ts";

/** Up to here the Hessian is computed and decomposed as a whole. */
export const denseUpTo = 1000;
/** A parameter that changes by this part of itself becomes another one. */
const otherDigits = 1e-2;
/** Rows of a Hessian that are known so well still lead on where others are flat. */
const fewDigits = 0.1;
/** A parameter so many times as large as what is not known of it is known. */
const knownDigits = 1e3;
/** Some ε away, in units in which 0 has neighbors too. */
const neighborly = significance * Number.EPSILON;
/**
 * Newton's method comes to a simple zero faster than this: of 599 known ones at
 * distances up to 1e-3 the slowest had 0.003, to others 0.13 and more.
 */
const simpleContraction = 0.05;

/**
 * Where a point lies.
 *
 * - `zero`: ∇L vanishes at `point`, which is nearby.
 * - `flat`: what is left of ∇L lies in directions without curvature.
 * - `none`: neither.
 */
export interface Place {
  readonly state: "zero" | "flat" | "none";
  readonly point: Float64Array;
  /** At `point`; absent where it would be large and nothing depends on it. */
  readonly curvature?: LocalCurvature;
  /** The smallest eigenvalues there; absent with it. */
  readonly low?: LowEigenvalues;
  /** From where it was looked for, and how Newton's method got there. */
  readonly path?: { readonly distance: number; readonly contraction: number };
  /** What the gradient jumps by between neighboring points, as at kinks of relu. */
  readonly jump?: number;
  /** The objective names a kink at the point, of which it has no Hessian. */
  readonly kink?: string;
  /** Differences tell no second derivatives at the point. */
  readonly unsettled?: Unsettled;
  /** There is a zero farther away, to which Newton's method contracts. */
  readonly isAhead?: boolean;
}

/**
 * Looks for a zero of ∇L, as near as `tolerance` says in comparison with each
 * parameter; undefined where gradient or Hessian are not finite.
 */
export function locate(
  objective: Objective,
  point: Float64Array,
  gradient: Float64Array,
  rounding: Rounding,
  tolerance: number,
): Place | undefined {
  if (!isFiniteVector(gradient)) return undefined;
  const within = scalesOf(point).map((x) => tolerance * x);
  const residue = { gradient, noise: rounding.gradients, within };
  const rounder = withoutTraces(objective, point, residue);
  if (rounder) {
    const rest = { ...residue, gradient: objective.gradient(rounder) };
    const there = searchFrom(rounder, rest);
    if (there?.state === "zero") return there;
  }
  const place = searchFrom(point, residue);
  if (place?.state !== "flat") return place;
  // the last digits of a slow approach
  const nearer = searchFrom(point, residue, fewDigits);
  return nearer?.state === "zero" ? nearer : place;

  function searchFrom(
    origin: Float64Array,
    residue: Residue,
    most?: number,
  ): Place | undefined {
    try {
      return search(
        objective,
        point,
        origin,
        residue,
        rounding,
        tolerance,
        most,
      );
    } catch (error) {
      if (!(error instanceof KinkError)) throw error;
      return { state: "none", point, kink: error.reason };
    }
  }
}

/**
 * Signs of eigenvalues at the end of a slow approach, as to a zero of ∇L that is
 * not simple: curvature along it goes on to 0, and bounds are of its size. Those
 * count that are far beyond theirs in θ's own units, as well as beyond them in those
 * that make rows alike; of derivatives by differences, which do not follow curvature
 * so far, none do.
 */
function certainSigns(
  low: LowEigenvalues,
  contraction: number,
  byDifferences: boolean,
): LowEigenvalues {
  if (contraction <= simpleContraction) return low;
  const { eigenvalues, bounds } = low;
  const certain = byDifferences
    ? 0
    : eigenvalues.filter((λ, k) => λ < -significance * bounds[k]).length;
  if (certain >= low.index) return low;
  return {
    ...low,
    index: certain,
    nullity: low.nullity + low.index - certain,
    isIncomplete: true,
  };
}

/**
 * The zero near `point` to which Newton's method leads from `origin`.
 *
 * @param residue What there is of ∇L at `origin`.
 * @param most What part of a row of the Hessian may be rounding.
 */
function search(
  objective: Objective,
  point: Float64Array,
  origin: Float64Array,
  { gradient, noise, within }: Residue,
  measured: Rounding,
  tolerance: number,
  most?: number,
): Place | undefined {
  const scales = scalesOf(point);
  const isDense = point.length <= denseUpTo;
  const dense = isDense
    ? denseCurvature(objective, origin, undefined, most)
    : undefined;
  const first = isDense ? dense : lanczosCurvature(objective, origin);
  if (first === undefined) return undefined;
  const curvatureAt = (θ: Float64Array) =>
    dense
      ? denseCurvature(objective, θ, dense.unsure, most)
      : lanczosCurvature(objective, θ);
  const here = () => ({
    point,
    curvature: first,
    ...(isDense && { low: first.lowest() }),
  });
  const flat = (): Place => ({ state: "flat", ...here() });
  const none = (): Place =>
    isDense ? { state: "none", ...here() } : { state: "none", point };
  const scale = norm(scales);
  const rounding = Math.max(...noise.map(norm));
  if (!isDense && norm(gradient) > rounding) {
    // ‖g‖² = gᵀH H⁻¹g ≤ ‖H g‖ ‖H⁻¹g‖: how long a Newton step is at least
    const size = norm(gradient);
    const image = norm(objective.hessianVectorProduct(origin, gradient));
    if (image <= flatness * first.size * size) return flat();
    if (size * size > tolerance * scale * image) return none();
  }
  const edge = edgeAt(origin, gradient, first);
  if (edge) return { ...none(), ...edge };
  const beside = scales.map((x) => Math.sqrt(tolerance) * x);
  const how = { curvatureAt, noise, nearby: within, within: beside };
  // what is left to gain across a valley is of second order in the distance
  const floor = nearestZero(objective, origin, first, "stiff", how);
  if (floor === undefined) return undefined;
  if (floor.status !== "found") return missed(floor);
  const { parameters: start, curvature: across } = floor.zero;
  const found = nearestZero(objective, start, across, "resolved", how);
  if (found === undefined) return undefined;
  if (found.status !== "found") return missed(found);
  const { parameters, gradient: rest, curvature } = found.zero;
  const place = { parameters, gradient: rest, noise, within };
  const contraction = Math.max(floor.zero.contraction, found.zero.contraction);
  const arrived = edgeAt(parameters, rest, curvature);
  if (arrived) return { ...none(), ...arrived };
  const low = certainSigns(
    curvature.lowest(place),
    contraction,
    objective.differences !== undefined,
  );
  if (hasSlope(low.nullSpace, objective, place)) return flat();
  const way = parameters.map((x, i) => x - point[i]);
  const isNear = fits(way, within) &&
    (low.nullity > 0 || !isElsewhere(way, found.zero));
  if (!isNear && !(fits(way, beside) && gainsNothing(parameters))) {
    return { ...none(), isAhead: true };
  }
  return {
    state: "zero",
    point: parameters,
    curvature,
    low,
    path: { distance: norm(way), contraction },
  };

  /** That the loss has a kink there, or differences cannot tell. */
  function edgeAt(
    there: Float64Array,
    gradient: Float64Array,
    curvature: LocalCurvature,
  ): Pick<Place, "jump" | "unsettled"> | undefined {
    const jump = jumpAt(there, gradient, curvature.size);
    if (jump) return { jump };
    const unsettled = objective.differences && unsettledCurvature(
      objective,
      there,
      isDense ? curvature.lowest().eigenvectors : [],
      measured,
    );
    return unsettled && { unsettled };
  }

  /** What ∇L jumps by between neighbors there; 0 where it does not. */
  function jumpAt(
    there: Float64Array,
    gradient: Float64Array,
    size: number,
  ): number {
    if (objective.differences?.of === "loss") return 0; // a step smooths it
    const change = changeWithin(neighborly);
    const isHere = there === origin;
    // rounding was measured at neighbors of the origin
    if (!isHere && change <= significance * rounding) return 0;
    const jump = isHere ? Math.max(rounding, change) : change;
    // rounding is some ε of this, and what the Hessian explains of so small a change
    return jump > flatness * size * scale &&
        changeWithin(tolerance) < significance * jump
      ? jump
      : 0;

    /** By how much ∇L changes so far away, on either side: at kinks by a jump. */
    function changeWithin(reach: number): number {
      const random = randomGenerator(0);
      const way = scales.map((x) => (random.uniform() - 0.5) * x);
      return Math.max(...[reach, -reach].map((distance) => {
        const beside = objective.gradient(
          addScaled(there, distance, way, new Float64Array(way.length)),
        );
        return norm(beside.map((g, i) => g - gradient[i]));
      }));
    }
  }

  /**
   * Whether a parameter that is small beside 1 has other digits at a simple zero,
   * which knows them: it has a scale of its own.
   */
  function isElsewhere(way: Float64Array, zero: NearestZero): boolean {
    const off = Array.from(way.keys()).filter((i) => {
      const [moved, size] = [Math.abs(way[i]), Math.abs(zero.parameters[i])];
      // one that all but vanishes may be 0
      return moved > otherDigits * size && size > otherDigits * moved;
    });
    if (off.length === 0) return false;
    const unknown = noise.map((d) =>
      zero.curvature.newtonStep(d, [], "resolved", new Float64Array(d.length))
    );
    return off.some((i) => {
      const most = unknown.reduce((max, d) => Math.max(max, Math.abs(d[i])), 0);
      return Math.abs(zero.parameters[i]) > knownDigits * most;
    });
  }

  /** By that part of the loss at most, which is as near as in θ. */
  function gainsNothing(there: Float64Array): boolean {
    const loss = objective.loss(point);
    return loss - objective.loss(there) <= tolerance * Math.abs(loss);
  }

  /**
   * Without a zero nearby: flat where Newton's method goes far, to none, along
   * directions of hardly any curvature in the units that θ is given in.
   */
  function missed(found: Exclude<Search, { status: "found" }>): Place {
    if (found.status === "far") return { ...none(), isAhead: true };
    const { step } = found;
    const image = objective.hessianVectorProduct(point, step);
    const curvature = Math.abs(dot(step, image)) / dot(step, step);
    return curvature <= flatness * first!.size ? flat() : none();
  }
}
