import type { Objective } from "../objective/objective.ts";
import { restrictedObjective } from "../objective/mod.ts";

/** An objective as a function of the parameters that are not frozen. */
export interface FreeSpace {
  readonly objective: Objective;
  /** Where it is looked at. */
  readonly point: Float64Array;
  /** θ with the free parameters replaced. */
  lift(part: Float64Array): Float64Array;
  /** A direction of the free parameters among all. */
  embed(part: Float64Array): Float64Array;
  /** The free entries of a vector. */
  pick(vector: Float64Array): Float64Array;
}

/** The space of the parameters of these indices, around θ. */
export function freeSpace(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
): FreeSpace {
  const partial = free.length < θ.length;
  const pick = (vector: Float64Array) =>
    Float64Array.from(free, (i) => vector[i]);
  function put(part: Float64Array, out: Float64Array): Float64Array {
    free.forEach((i, k) => out[i] = part[k]);
    return out;
  }
  return {
    objective: partial ? restrictedObjective(objective, free, θ) : objective,
    point: pick(θ),
    lift: (part) => put(part, θ.slice()),
    embed: (part) => put(part, new Float64Array(θ.length)),
    pick,
  };
}
