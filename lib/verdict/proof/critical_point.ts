import {
  above,
  at,
  type Balls,
  ballsAround,
  below,
  boxAround,
  EnclosureError,
  type Intervals,
} from "../../interval/mod.ts";
import {
  inertia,
  infinityNorm,
  symmetricEigen,
  verifiedEigenvalues,
} from "../../linalg/mod.ts";
import type { Objective } from "../../objective/mod.ts";
import { largestBox, smallestBox } from "./boxes.ts";
import { gaugeOf, type GaugeSymmetry } from "./gauge.ts";
import type { KrawczykTest, Place, System } from "./krawczyk.ts";
import { newton } from "./newton.ts";
import type { Proof } from "./proof.ts";
import { type Restriction, restriction } from "./restriction.ts";

/** A proof without its sentence. */
export type Finding = Omit<Proof, "sentence">;

/** Proves a critical point near θ, with some parameters held. */
export function criticalPoint(
  objective: Objective,
  θ: Float64Array,
  hold: readonly number[],
): Finding {
  const kind = "critical point";
  const whole = restriction(θ, hold);
  const idle = idleParameters(objective, θ, whole.free);
  const active = whole.free.filter((i) => !idle.includes(i));
  const gauge = gaugeOf(objective, θ, whole.free, active);
  const held = [...hold, ...idle, ...gauge.held];
  const symmetries = [...gauge.symmetries, ...silence(objective, idle)];
  const slice = restriction(θ, held);
  const fail = (reason: string): Finding => ({
    status: "not proved",
    kind,
    reason,
    held,
    symmetries,
  });
  if (slice.free.length === 0) return fail("no parameter has any influence");
  const hessian = (x: Float64Array) =>
    slice.plainBlock(objective.hessian(slice.point(x)));
  const place = newton(
    gradientOn(objective, slice),
    slice.pick(θ),
    hessian,
  );
  const test = place && boxOrKink(place);
  if (typeof test === "string") return fail(test);
  if (!place || !test?.holds) {
    return fail(reasonOf(hessian(place?.center ?? slice.pick(θ))));
  }
  const box = slice.lift(boxAround(place.center, test.radius));
  if (!gauge.isTransversal(box) || !areIdle(objective, box, idle)) {
    return fail("the symmetries are not regular around the point");
  }
  const index = indexOf(test);
  if (index === undefined) {
    return fail("the negative eigenvalues cannot be counted");
  }
  const dimension = whole.free.length - slice.free.length;
  const full = dimension === 0
    ? test.derivatives
    : ballsAround(whole.block(objective.enclosure!(box).hessian()));
  return {
    status: "proved",
    kind,
    index,
    eigenvalueBounds: eigenvalueBounds(
      full,
      index,
      dimension,
      dimension === 0 ? leastEigenvalue(place, test) : 0,
    ),
    dimension,
    ...distances(place, test, slice.pick(θ)),
    held,
    symmetries,
  };
}

/** The smallest box; or the kink that is nearer than its faces, in words. */
function boxOrKink(place: Place): KrawczykTest | string {
  try {
    return smallestBox(place);
  } catch (error) {
    if (!(error instanceof EnclosureError)) throw error;
    return `in the box that would hold a critical point, ${error.reason}`;
  }
}

/** ∇L on the slice as a system of equations. */
function gradientOn(objective: Objective, slice: Restriction): System {
  const over = (box: Intervals) => objective.enclosure!(slice.lift(box));
  return {
    values: (box) => slice.pickAll(over(box).gradient()),
    derivatives: (box) => slice.block(over(box).hessian()),
  };
}

/** How near the point is to θ, and how far the next one at least. */
export function distances(
  place: Place,
  test: KrawczykTest,
  θ: Float64Array,
): Pick<Proof, "radius" | "uniqueWithin"> {
  const moved = place.center.map((x, i) => above(Math.abs(x - θ[i])));
  const radius = Math.max(
    ...moved.map((d, i) => above(d + test.within[i])),
  );
  const alone = Math.min(
    ...largestBox(place, test).map((r, i) => below(r - moved[i])),
  );
  return { radius, ...(alone > 0 && { uniqueWithin: alone }) };
}

/** How far around a point influence is looked for, beside parameters of order 1. */
const nearby = 2 ** -40;

/**
 * Parameters that the loss does not depend on near θ, as those of a silent
 * neuron: their rows of the Hessian vanish, and their gradient all around.
 */
function idleParameters(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
): number[] {
  const p = θ.length;
  const hessian = objective.hessian(θ);
  const flat = free.filter((i) =>
    hessian.subarray(i * p, (i + 1) * p).every((x) => x === 0)
  );
  return flat.filter((i) => areIdle(objective, { lo: θ, hi: θ }, [i]));
}

/** Whether they have no influence anywhere in a neighborhood of the box. */
function areIdle(
  objective: Objective,
  box: Intervals,
  idle: readonly number[],
): boolean {
  if (idle.length === 0) return true;
  const around = { lo: box.lo.slice(), hi: box.hi.slice() };
  for (const i of idle) {
    around.lo[i] -= nearby * (1 + Math.abs(box.lo[i]));
    around.hi[i] += nearby * (1 + Math.abs(box.hi[i]));
  }
  const gradient = objective.enclosure!(around).gradient();
  return idle.every((i) => isZero(gradient, i));
}

function isZero(vector: Intervals, i: number): boolean {
  const { lo, hi } = at(vector, i);
  return lo === 0 && hi === 0;
}

/** Idle parameters in words, as the neurons of the layers they feed. */
function silence(
  { network }: Objective,
  idle: readonly number[],
): GaugeSymmetry[] {
  if (!network) return [];
  return network.layers.flatMap(({ offset, width, fanIn, bias }, l) => {
    const columns = fanIn + (bias ? 1 : 0);
    const inLayer = idle.filter((i) =>
      i >= offset && i < offset + width * columns
    );
    if (inLayer.length === 0) return [];
    const rows = inLayer.map((i) => Math.floor((i - offset) / columns));
    return [{
      kind: "dead neuron" as const,
      layer: l + 1,
      neurons: [...new Set(rows)],
      dimension: inLayer.length,
    }];
  });
}

/**
 * Negative eigenvalues, counted at one matrix: as all matrices between are
 * regular, the others have as many.
 */
function indexOf({ derivatives }: KrawczykTest): number | undefined {
  const n = Math.sqrt(derivatives.mid.length);
  return inertia(derivatives.mid, n)?.negative;
}

/**
 * Of these `zeros` are known to be 0, between `index` negative ones and others;
 * no other is closer to 0 than `least`.
 */
function eigenvalueBounds(
  hessian: Balls,
  index: number,
  zeros: number,
  least: number,
): Intervals {
  const { lo, hi } = verifiedEigenvalues(
    hessian,
    Math.sqrt(hessian.mid.length),
  );
  for (let k = 0; k < lo.length; k++) {
    if (k < index) hi[k] = Math.min(hi[k], -least);
    else if (k < index + zeros) lo[k] = hi[k] = 0;
    else lo[k] = Math.max(lo[k], least);
  }
  return { lo, hi };
}

/**
 * A bound below all |λ| of matrices in F′(X): no eigenvalue of F′⁻¹ is above
 * ‖A‖/(1 − ‖I − A F′‖), in the maximum norm with the radii as weights.
 */
function leastEigenvalue(
  { A }: Place,
  { radius, within }: KrawczykTest,
): number {
  const n = radius.length;
  let norm = 0;
  let gap = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      sum = above(sum + above(Math.abs(A[i * n + j]) * radius[j]));
    }
    norm = Math.max(norm, above(sum / radius[i]));
    gap = Math.max(gap, above(within[i] / radius[i]));
  }
  return Math.max(below(below(1 - gap) / norm), 0);
}

/** Why there is no proof, as far as the Hessian there tells. */
function reasonOf(hessian: Float64Array): string {
  if (!hessian.every(Number.isFinite)) return "derivatives are not finite";
  const n = Math.sqrt(hessian.length);
  const { values } = symmetricEigen(hessian, n);
  const rounding = n * Number.EPSILON * infinityNorm(values);
  const flat = values.filter((λ) => Math.abs(λ) <= rounding).length;
  return flat > 0
    ? `the Hessian is singular to rounding in ${flat} direction${
      flat === 1 ? "" : "s"
    } that no symmetry explains`
    : "no critical point was found so near that the Hessian varies little up to it";
}
