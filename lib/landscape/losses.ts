import type { Objective } from "../objective/objective.ts";

/**
 * Losses of `count` parameter vectors, one after another in Θ, by the
 * objective's own batch where it has one.
 */
export function lossesAt(
  objective: Objective,
  Θ: Float64Array,
  count: number,
  out: Float64Array,
): Float64Array {
  const turns = lossTurns(objective, Θ, count, out);
  while (!turns.next().done);
  return out;
}

/**
 * The same, with a turn after each loss where they are computed one by one: a
 * loss of the user's may take long.
 */
export function* lossTurns(
  objective: Objective,
  Θ: Float64Array,
  count: number,
  out: Float64Array,
): Generator<undefined, void> {
  const p = objective.parameterCount;
  if (objective.lossBatch !== undefined) {
    objective.lossBatch(Θ.subarray(0, count * p), count, out);
    return;
  }
  for (let k = 0; k < count; k++) {
    out[k] = objective.loss(Θ.subarray(k * p, k * p + p));
    yield;
  }
}

/** `count` numbers from `from` to `to`, both included, at equal distances. */
export function evenlySpaced(
  from: number,
  to: number,
  count: number,
): Float64Array {
  const last = count - 1;
  // weighted ends: exact at both, and 0 in the middle of a symmetric interval
  return Float64Array.from(
    { length: count },
    (_, k) => (from * (last - k) + to * k) / last,
  );
}
