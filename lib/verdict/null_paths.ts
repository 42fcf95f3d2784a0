import { addScaled, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { scalesOf } from "./local_curvature.ts";

/** How far along each direction, in units of the parameters, in this order. */
const reaches = [
  1e-11,
  1e-10,
  1e-9,
  1e-8,
  1e-7,
  1e-6,
  1e-5,
  1e-4,
  1e-3,
  1e-2,
  1e-1,
  1,
];
/**
 * And so far where the loss has not changed by then: parameters near 0 do not tell
 * in what units they count.
 */
const fartherReaches = [1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
/**
 * A fall of the loss grows by less when the distance doubles: by 2^m where it is
 * of order m. Behind the edge of a plateau it begins at once.
 */
const steepest = 1024;
/** So often is the distance halved to see that a fall begins at the start. */
const halvings = 10;
/** Newton steps across that bring a point back to the floor of a stiff valley. */
const corrections = 3;
/** Losses that have fallen by so many roundings have fallen. */
const visible = 10;

/**
 * What becomes of the loss along directions without curvature: `falls` to third
 * or higher order, as at degenerate saddles; `holds` as far as steps along them
 * tell; `unclear` where it falls by more than rounding but no more than curvature
 * within its bounds explains.
 */
export type Descent = "falls" | "holds" | "unclear";

/** What following a path has shown. */
export interface Following {
  readonly descent: Descent;
  /** How far away the loss first changes. */
  readonly reach: number;
  /** The path left before it changed: that it holds has not been seen. */
  readonly isLost: boolean;
}

/** Paths that leave a point along directions without curvature. */
export interface NullPaths {
  /** θ that far along a direction, on the floor of the valley. */
  pointAt(direction: Float64Array, reach: number): Float64Array | undefined;
  /** What becomes of the loss. */
  follow(direction: Float64Array): Following;
}

/**
 * Paths from a zero of ∇L which Newton's method keeps on the floor of the valley.
 *
 * @param across The step across the valley for a gradient.
 * @param unknown Curvature along a direction that is not told from zero, and
 * losses that are not told from each other.
 */
export function nullPaths(
  parameters: Float64Array,
  objective: Objective,
  across: (g: Float64Array, out: Float64Array) => Float64Array,
  { doubt, rounding }: {
    readonly doubt: (direction: Float64Array) => number;
    readonly rounding: number;
  },
): NullPaths {
  const p = parameters.length;
  const scales = scalesOf(parameters);
  const start = objective.loss(parameters);
  const gradient = new Float64Array(p);
  const step = new Float64Array(p);

  function sizeOf(d: Float64Array): number {
    return norm(d.map((x, i) => x / scales[i]));
  }

  function pointAt(
    direction: Float64Array,
    reach: number,
  ): Float64Array | undefined {
    const point = addScaled(parameters, reach, direction, new Float64Array(p));
    for (let k = 0; k < corrections; k++) {
      objective.gradient(point, gradient);
      across(gradient, step);
      addScaled(point, 1, step, point);
    }
    const distance = sizeOf(addScaled(point, -1, parameters, step));
    return distance <= 2 * reach * sizeOf(direction) ? point : undefined;
  }

  function follow(direction: Float64Array): Following {
    const unknown = doubt(direction) / 2;
    const doubtAt = (reach: number) => rounding + unknown * reach ** 2;
    /** By how much the loss has changed; Infinity where that is far away. */
    function changeAt(reach: number): number {
      const point = pointAt(direction, reach);
      const loss = point ? objective.loss(point) : Infinity;
      return Number.isNaN(loss) ? Infinity : loss - start;
    }
    const seen = (descent: Descent, reach: number, isLost = false) => ({
      descent,
      reach,
      isLost,
    });
    let isUnclear = false;
    let hasFallen = false;

    /** What a change tells that is more than doubt; undefined if it is not. */
    function told(reach: number, change: number): Following | undefined {
      const doubt = doubtAt(reach);
      if (change < -doubt) {
        const descent = descentOf(reach, -change, changeAt, doubtAt);
        if (descent !== "slopes") return seen(descent, reach);
        // what is left of ∇L here, which a zero beside it has not
        isUnclear = true;
        return undefined;
      }
      // a rise that is some rounding hides a fall farther on
      if (change <= doubt + visible * rounding) return undefined;
      if (change < Infinity) {
        return seen(isUnclear ? "unclear" : "holds", reach);
      }
      // between the last reach and this one
      for (const nearer of [reach / 2, reach / 4, reach / 8]) {
        const less = changeAt(nearer);
        const found = less < Infinity ? told(nearer, less) : undefined;
        if (found) return found;
      }
      return seen(isUnclear ? "unclear" : "holds", reach, true);
    }

    for (const reach of reaches) {
      const change = changeAt(reach);
      const found = told(reach, change);
      if (found) return found;
      hasFallen = -change > visible * rounding;
      isUnclear ||= hasFallen &&
        isOfSecondOrder(-change, -changeAt(reach / 2));
    }
    const reach = reaches[reaches.length - 1];
    if (isUnclear || hasFallen) return seen("unclear", reach);
    for (const farther of fartherReaches) {
      const found = told(farther, changeAt(farther));
      if (found) {
        return found.descent === "falls" ? found : seen("holds", reach);
      }
    }
    return seen("holds", reach);
  }

  return { pointAt, follow };
}

/**
 * What a fall is at the start: like a power of the distance beyond the second,
 * like curvature that bounds should have held, or a slope.
 */
function descentOf(
  reach: number,
  fall: number,
  changeAt: (reach: number) => number,
  doubtAt: (reach: number) => number,
): Descent | "slopes" {
  let isSecond = false;
  let isFirst = false;
  for (let k = 0; k < halvings && fall > doubtAt(reach); k++) {
    reach /= 2;
    const half = -changeAt(reach);
    const before = Math.max(half, doubtAt(reach));
    if (fall > steepest * before) return "holds";
    isSecond = isOfSecondOrder(fall, half);
    isFirst = fall < 3 * half;
    fall = before;
  }
  return isFirst ? "slopes" : isSecond ? "unclear" : "falls";
}

/** Like the square of the distance, of which the second fall is at the half. */
function isOfSecondOrder(fall: number, half: number): boolean {
  return fall > 3 * half && fall < 5.5 * half;
}
