import { assert, assertEquals } from "@std/assert";

/**
 * Asserts max |actual − expected| ≤ tolerance · max |expected|, the scale being
 * at least `floor`.
 */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
  floor: number = 0,
): void {
  assertEquals(actual.length, expected.length, what);
  let scale = floor;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    const error = Math.abs(actual[i] - expected[i]);
    if (!(error <= worst)) worst = error;
  }
  assert(
    worst <= tolerance * scale,
    `${what}: error ${worst} beside ${scale}, expected ${tolerance} relative`,
  );
}
