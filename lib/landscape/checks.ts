import type { Objective } from "../objective/mod.ts";

/** Throws unless θ is a finite vector of the objective's length. */
export function checkPoint(
  act: string,
  what: string,
  objective: Objective,
  θ: Float64Array,
): void {
  const { parameterCount: p } = objective;
  if (θ.length !== p) {
    throw new RangeError(
      `Cannot ${act}: ${what} has length ${θ.length}, expected ${p}`,
    );
  }
  const bad = θ.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new RangeError(
      `Cannot ${act}: ${what} holds ${
        θ[bad]
      } at ${bad}, expected finite numbers`,
    );
  }
}

/** Equally spaced numbers, both ends included. */
export function spaced(
  [from, to]: readonly [number, number],
  count: number,
): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) => from + (i / (count - 1)) * (to - from),
  );
}

/** Throws unless `resolution` is an integer from 2 and `extent` a positive range. */
export function checkGrid(
  act: string,
  resolution: number,
  ...extents: (readonly [number, number])[]
): void {
  if (!Number.isInteger(resolution) || resolution < 2) {
    throw new RangeError(
      `Cannot ${act}: resolution ${resolution}, expected an integer from 2`,
    );
  }
  for (const [low, high] of extents) {
    if (!(low < high && Number.isFinite(high - low))) {
      throw new RangeError(
        `Cannot ${act}: extent ${low} … ${high}, expected finite low < high`,
      );
    }
  }
}
