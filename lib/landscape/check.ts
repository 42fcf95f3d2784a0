import type { Objective } from "../objective/objective.ts";
import {
  checkArguments,
  checkFinitePoint,
  type Option,
  points,
} from "../options/mod.ts";

/** A vector with one finite number per parameter, or an error. */
export function checkVector(
  act: string,
  objective: Objective,
  name: string,
  vector: ArrayLike<number>,
): Float64Array {
  return checkFinitePoint(act, objective, vector, name);
}

/** A direction: a vector with finite numbers of which one is not zero. */
export function checkDirection(
  act: string,
  objective: Objective,
  name: string,
  vector: ArrayLike<number>,
): Float64Array {
  const direction = checkVector(act, objective, name, vector);
  if (direction.some((x) => x !== 0)) return direction;
  throw new RangeError(
    `Cannot ${act}: ${name} is zero, expected a direction of some length`,
  );
}

/** Two directions that span a plane. */
export function checkDirections(
  act: string,
  objective: Objective,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
): [Float64Array, Float64Array] {
  checkArguments(act, { directions }, { directions: twoDirections });
  return [
    checkDirection(act, objective, "u", directions[0]),
    checkDirection(act, objective, "v", directions[1]),
  ];
}

const twoDirections: Option = {
  ...points,
  expected: "two directions, [u, v]",
  isInRange: (value) => (value as readonly unknown[]).length === 2,
};

/** Throws where a number of grid points is not an integer from 2 on. */
export function checkResolution(act: string, resolution: number): void {
  if (Number.isSafeInteger(resolution) && resolution >= 2) return;
  throw new RangeError(
    `Cannot ${act}: resolution is ${resolution}, expected an integer from 2 on`,
  );
}
