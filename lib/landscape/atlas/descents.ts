import { hessianSpectrum, topEigenpairs } from "../../curvature/mod.ts";
import { infinityNorm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { trainSteps } from "../../train/mod.ts";
import { perturbAlong } from "../perturb_along.ts";
import type { Collection } from "./collection.ts";
import type { AtlasConnection } from "./types.ts";
import { mapSteps } from "../../steps.ts";

/** The first step from a saddle, as a part of the size of θ, 1 at least. */
const firstStep = 1e-3;

/** Up to this number of parameters all eigenvectors are computed. */
const denseUpTo = 1000;

/**
 * Follows the gradient flow from a saddle both ways along each of its directions
 * of negative curvature, and takes in where it ends. Yields after each descent.
 */
export function* followDescents(
  objective: Objective,
  collection: Collection,
  number: number,
): Generator<undefined, void> {
  const { parameters, index } = collection.at(number);
  const found: AtlasConnection[] = [];
  const vectors = lowestVectors(objective, parameters, index);
  const distance = firstStep * Math.max(1, infinityNorm(parameters));
  for (const [direction, vector] of vectors.entries()) {
    for (const way of [1, -1] as const) {
      const start = perturbAlong(objective, parameters, vector, way * distance);
      const end = yield* descend(objective, start);
      const to = collection.take(end, { isDescent: false });
      found.push({
        from: number,
        ...(to !== undefined && { to }),
        end,
        direction,
        way,
      });
      yield;
    }
  }
  collection.connect(number, found);
}

function lowestVectors(
  objective: Objective,
  θ: Float64Array,
  count: number,
): readonly Float64Array[] {
  if (count === 0) return [];
  return objective.parameterCount <= denseUpTo
    ? hessianSpectrum(objective, θ).eigenvectors.slice(0, count)
    : topEigenpairs(objective, θ, count, { end: "smallest" }).eigenvectors;
}

/** The flow, which crosses no ridge, then Newton's method to the last digit. */
function* descend(
  objective: Objective,
  start: Float64Array,
): Generator<undefined, Float64Array> {
  const steps = trainSteps(objective, start, {
    flow: { maxSteps: 1000, maxSeconds: Infinity },
    refine: { maxIterations: 300, maxSeconds: Infinity },
    trajectory: { points: 2 },
  });
  return (yield* mapSteps(steps, () => undefined)).parameters;
}
