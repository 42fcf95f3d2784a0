import type { Objective } from "../objective/objective.ts";

/** Throws where a vector does not have one finite number per parameter. */
export function checkVector(
  act: string,
  objective: Objective,
  name: string,
  vector: Float64Array,
): void {
  const p = objective.parameterCount;
  if (vector.length !== p) {
    throw new RangeError(
      `Cannot ${act}: ${name} has ${vector.length} entries, expected ${p}`,
    );
  }
  checkFinite(act, name, vector);
}

/** Throws where an entry is NaN or infinite. */
export function checkFinite(
  act: string,
  name: string,
  vector: ArrayLike<number>,
): void {
  for (let i = 0; i < vector.length; i++) {
    if (Number.isFinite(vector[i])) continue;
    throw new RangeError(
      `Cannot ${act}: ${name}[${i}] is ${vector[i]}, expected a finite number`,
    );
  }
}

/** Throws where a number of grid points is not an integer from 2 on. */
export function checkResolution(act: string, resolution: number): void {
  if (Number.isSafeInteger(resolution) && resolution >= 2) return;
  throw new RangeError(
    `Cannot ${act}: resolution is ${resolution}, expected an integer from 2 on`,
  );
}
