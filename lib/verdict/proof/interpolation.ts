import type { Intervals } from "../../interval/mod.ts";
import type { Objective } from "../../objective/mod.ts";
import { smallestBox } from "./boxes.ts";
import { distances, type Finding } from "./critical_point.ts";
import type { System } from "./krawczyk.ts";
import { newton } from "./newton.ts";
import { completePivots } from "./pivots.ts";
import { type Restriction, restriction } from "./restriction.ts";

/**
 * Proves that all residuals vanish at a point near θ, where there are fewer of
 * them than parameters: as many parameters as residuals may move, chosen by
 * complete pivoting of the Jacobian, the others are held. Undefined where it is
 * not so.
 */
export function exactInterpolation(
  objective: Objective,
  θ: Float64Array,
  hold: readonly number[],
): Finding | undefined {
  const whole = restriction(θ, hold);
  const residuals = objective.residuals?.(θ);
  const m = residuals?.length ?? Infinity;
  if (m >= whole.free.length || !isNearZero(objective, θ)) return undefined;
  const jacobian = whole.columns(objective.jacobian!(θ));
  const { columns } = completePivots(jacobian, m, whole.free.length);
  if (columns.length < m) return undefined;
  const chosen = new Set(columns.map((k) => whole.free[k]));
  const held = [...hold, ...whole.free.filter((i) => !chosen.has(i))];
  const slice = restriction(θ, held);
  const place = newton(
    residualsOn(objective, slice),
    slice.pick(θ),
    (x) => slice.columns(objective.jacobian!(slice.point(x))),
  );
  const test = place && smallestBox(place);
  if (!test?.holds) return undefined;
  return {
    status: "proved",
    kind: "interpolation",
    dimension: whole.free.length - m,
    ...distances(place!, test, slice.pick(θ)),
    held,
    symmetries: [],
  };
}

/** Residuals on the slice as a system of equations. */
function residualsOn(objective: Objective, slice: Restriction): System {
  const over = (box: Intervals) => objective.enclosure!(slice.lift(box));
  return {
    values: (box) => over(box).residuals!(),
    derivatives(box) {
      const { lo, hi } = over(box).jacobian!();
      return { lo: slice.columns(lo), hi: slice.columns(hi) };
    },
  };
}

/** Whether residuals are small beside the targets: else it is no interpolation. */
function isNearZero(objective: Objective, θ: Float64Array): boolean {
  const { targets } = objective.data ?? {};
  const size = targets?.reduce((sum, t) => sum + t * t, 0) ?? 0;
  const square = objective.residuals!(θ).reduce((sum, r) => sum + r * r, 0);
  return square <= 1e-8 * (size || 1);
}
