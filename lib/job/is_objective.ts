import type { Objective } from "../objective/mod.ts";
import type { ObjectiveSource } from "./kind.ts";

/**
 * Whether an objective is built already.
 *
 * @throws {TypeError} If it is no objective at all.
 */
export function isObjective(
  source: ObjectiveSource | undefined,
): source is Objective {
  if (typeof source !== "object" || source === null) {
    throw new TypeError(
      `Cannot run the job: objective ${source}, expected an objective or its specification`,
    );
  }
  return "lossAndGradient" in source;
}
