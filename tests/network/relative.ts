import { assert } from "@std/assert";

/** Asserts |actual − expected| ≤ tolerance · |expected|. */
export function assertRelative(
  actual: number,
  expected: number,
  tolerance: number,
  what: string,
): void {
  assert(
    Math.abs(actual - expected) <= tolerance * Math.abs(expected),
    `${what}: ${actual}, expected ${expected} within ${tolerance} relative`,
  );
}
