import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";

/** Neighbors of θ that are looked at. */
const probes = 4;

/** What rounding makes of loss and gradient at a point. */
export interface Rounding {
  /**
   * By how much gradients at neighboring numbers differ from that at θ, and those by
   * differences over other steps.
   */
  readonly gradients: readonly Float64Array[];
  /** Losses that differ by less are equal: ten times such a difference, or ε L. */
  readonly loss: number;
}

/**
 * Loss and gradient, computed at points whose parameters differ from θ by one
 * unit in the last place: what differs there is not known of θ either. That
 * measures the rounding of the computation and that of θ together, whatever the
 * objective.
 */
export function measureRounding(
  objective: Objective,
  θ: Float64Array,
): Rounding {
  const random = randomGenerator(0);
  const gradient = new Float64Array(θ.length);
  const loss = objective.lossAndGradient(θ, gradient);
  let spread = Number.EPSILON * Math.abs(loss);
  const { differences } = objective;
  const others = differences?.of === "loss" ? differences.others : [];
  const byOtherSteps = others.map((other) =>
    other.gradient(θ).map((g, i) => g - gradient[i])
  );
  const gradients = Array.from({ length: probes }, () => {
    const neighbor = θ.map((x) =>
      x * (1 + (random.uniform() < 0.5 ? -1 : 1) * Number.EPSILON)
    );
    const difference = new Float64Array(θ.length);
    const L = objective.lossAndGradient(neighbor, difference);
    spread = Math.max(spread, Math.abs(L - loss));
    for (let i = 0; i < θ.length; i++) difference[i] -= gradient[i];
    return difference;
  });
  return { gradients: [...gradients, ...byOtherSteps], loss: 10 * spread };
}
