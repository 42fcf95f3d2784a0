import {
  checkArguments,
  holding,
  numbers,
  type Option,
  points,
} from "../options/mod.ts";
import type { Plane } from "./plane.ts";

const twoNumbers: Option = {
  ...numbers,
  expected: "two numbers, x and y",
  isInRange: (value) =>
    (value as ArrayLike<number>).length === 2 &&
    Array.from(value as ArrayLike<number>).every(Number.isFinite),
};

/**
 * θ = center + x u + y v: the parameters at a point of a plane, as one that is
 * moved in its picture.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If the coordinates are not two finite numbers.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pointOnPlane } from "@thalweg/thalweg";
 *
 * const at = pointOnPlane({
 *   center: Float64Array.of(1, 1, 1),
 *   directions: [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)],
 * }, [2, 3]);
 * assertEquals([...at], [3, 4, 1]);
 * ```
 */
export function pointOnPlane(
  plane: Pick<Plane, "center" | "directions">,
  at: readonly [number, number],
): Float64Array {
  checkArguments("find the point of the plane", { plane, at }, {
    plane: holding("a plane", { center: numbers, directions: points }),
    at: twoNumbers,
  });
  const { center, directions: [u, v] } = plane;
  const [x, y] = at;
  return center.map((θ, i) => θ + x * u[i] + y * v[i]);
}
