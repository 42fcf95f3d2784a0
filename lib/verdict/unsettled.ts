import { dot } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { scalesOf } from "./local_curvature.ts";
import type { Rounding } from "./measure_rounding.ts";

/** Steps, times half the reach of the differences. */
const steps = [1, 2, 4, 8];
/** Of a smooth loss curvature changes by a quarter when steps are halved, or less. */
const quarterAndMore = 1 / 2;
/** And what it differs by on the two sides halves. */
const halfAndMore = 0.7;
/** Changes that are a smaller part of the curvature do not count. */
const leastPart = 1e-4;
/** What differs on the two sides counts where it may turn a sign. */
const turning = 1 / 2;
/** Roundings of a difference, at most. */
const caution = 2;

/** What differences along a ray say of its curvature. */
interface Sight {
  /** The mean of those on the two sides. */
  readonly mean: number;
  /** Half of what they differ by. */
  readonly half: number;
  /** What rounding may make of either. */
  readonly rounding: number;
}

/** Curvatures by differences where these tell no second derivatives. */
export interface Unsettled {
  /** The parameter along which they are; absent where it is along several. */
  readonly parameter?: number;
  /** What is differenced. */
  readonly of: "loss" | "gradient";
  /** Whether they are those on the two sides; else over a step and its half. */
  readonly areOfSides: boolean;
  /** The two. */
  readonly curvatures: readonly [number, number];
}

/**
 * Where differences of the loss, or of its gradient, tell no second derivatives at
 * θ; undefined where they may. At a kink they grow like one over the step
 * when this shrinks, or differ on the two sides; of a smooth loss what they change
 * by shrinks with the step.
 *
 * @param directions Along which it is looked at, beside the parameters themselves.
 */
export function unsettledCurvature(
  objective: Objective,
  θ: Float64Array,
  directions: readonly Float64Array[],
  rounding: Rounding,
): Unsettled | undefined {
  const { differences } = objective;
  if (differences === undefined) return undefined;
  const { of, reach } = differences;
  const scales = scalesOf(θ);
  const look = (of === "loss" ? lossRay : gradientRay)(objective, θ, rounding);
  for (const i of scales.keys()) {
    const axis = new Float64Array(θ.length);
    axis[i] = scales[i];
    const found = along(axis);
    if (found) return { ...found, parameter: i };
  }
  for (const direction of directions) {
    const size = direction.reduce(
      (max, x, i) => Math.max(max, Math.abs(x) / scales[i]),
      0,
    );
    const found = along(direction.map((x) => x / size));
    if (found) return found;
  }
  return undefined;

  function along(d: Float64Array): Unsettled | undefined {
    const ray = look(d);
    const seen = steps.map((step) => ray(step * reach / 2));
    const [{ mean, half, rounding }, { mean: next, half: nextHalf }] = seen;
    const change = Math.abs(mean - next);
    const changes = seen.slice(2).map((there, k) =>
      Math.abs(there.mean - seen[k + 1].mean)
    );
    const size = Math.max(Math.abs(mean), Math.abs(next));
    if (
      change > rounding && change > leastPart * size &&
      change > quarterAndMore * Math.max(...changes)
    ) {
      return { of, areOfSides: false, curvatures: [next, mean] };
    }
    if (
      Math.abs(half) > rounding && Math.abs(half) > turning * Math.abs(mean) &&
      Math.abs(half) > halfAndMore * Math.abs(nextHalf)
    ) {
      return { of, areOfSides: true, curvatures: [mean - half, mean + half] };
    }
    return undefined;
  }
}

type Ray = (d: Float64Array) => (t: number) => Sight;

function lossRay(objective: Objective, θ: Float64Array, known: Rounding): Ray {
  const here = objective.loss(θ);
  return (d) => {
    const at = (t: number) => objective.loss(θ.map((x, i) => x + t * d[i]));
    return (t) => {
      const [up, down] = [at(t), at(-t)];
      const [farUp, farDown] = [at(2 * t), at(-2 * t)];
      const most = Math.max(...[farUp, farDown].map(Math.abs));
      const rounding = Math.max(known.loss, 10 * Number.EPSILON * most);
      return {
        mean: (up - 2 * here + down) / t ** 2,
        // the odd part without the slope
        half: (farUp - farDown - 2 * (up - down)) / (2 * t ** 2),
        rounding: caution * rounding / t ** 2,
      };
    };
  };
}

function gradientRay(
  objective: Objective,
  θ: Float64Array,
  { gradients }: Rounding,
): Ray {
  const here = objective.gradient(θ);
  return (d) => {
    const slopeAt = (t: number) =>
      dot(d, objective.gradient(θ.map((x, i) => x + t * d[i])));
    const slope = dot(d, here);
    const spread = Math.max(
      Number.EPSILON * dot(d.map(Math.abs), here.map(Math.abs)),
      ...gradients.map((g) => Math.abs(dot(d, g))),
    );
    return (t) => {
      const [up, down] = [slopeAt(t), slopeAt(-t)];
      const most = Math.max(Math.abs(up), Math.abs(down));
      const rounding = 10 * Math.max(spread, Number.EPSILON * most);
      return {
        mean: (up - down) / (2 * t),
        half: (up + down - 2 * slope) / (2 * t),
        rounding: caution * rounding / t,
      };
    };
  };
}
