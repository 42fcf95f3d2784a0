import { EnclosureError } from "../../interval/mod.ts";
import { type KrawczykTest, krawczykTest, type Place } from "./krawczyk.ts";

/** How often a box that is too small is made larger. */
const attempts = 6;

/**
 * The smallest box found that holds exactly one zero; where there is none, the
 * last test that failed.
 *
 * The radius begins at twice |A F(θ̄)| and a few ulp, per coordinate, as
 * parameters differ in scale, and is raised to twice what K(X) needs.
 */
export function smallestBox(place: Place): KrawczykTest {
  let radius = place.residual.map((r, i) =>
    2 * r + 2 ** -50 * Math.abs(place.center[i]) + 2 ** -1000
  );
  let test = krawczykTest(place, radius);
  for (let attempt = 1; attempt < attempts && !test.holds; attempt++) {
    const { within } = test;
    radius = radius.map((r, i) => Math.max(r, 2 * within[i]));
    const larger = radius.every(Number.isFinite) &&
      testUnlessKink(place, radius);
    if (!larger) break;
    test = larger;
  }
  return test;
}

/** Beyond 10 to this power, as for a quadratic loss, it is not worth asking. */
const widest = 9;

/**
 * Radii of the largest box found around the same zero: a cube whose side is a
 * power of ten, or the given box where no cube as wide will do.
 *
 * What the derivatives vary by grows about as the box does: that says where to
 * begin, and when to stop.
 */
export function largestBox(
  place: Place,
  { radius, variation }: KrawczykTest,
): Float64Array {
  const mean = radius.reduce((sum, r) => sum + r, 0) / radius.length;
  const least = powerAbove(Math.max(...radius));
  let power = least;
  const reach = (v: number, size: number, step: number) =>
    power + step <= widest && side(power + step) / size * v < 0.8;
  while (reach(variation, mean, 1)) power++;
  let largest = radius;
  let held = least - 1;
  let failed = widest + 1;
  while (held < power && power < failed) {
    const cube = new Float64Array(radius.length).fill(side(power));
    const test = testUnlessKink(place, cube);
    if (test?.holds) {
      largest = test.radius;
      held = power;
      if (10 * test.variation >= 1) break;
      let step = 1;
      while (reach(test.variation, side(power), step + 1)) step++;
      power += step;
    } else {
      failed = power;
      power--;
    }
    // in a small box rounding varies as well, and hides how far one may go
    if (held >= least && failed <= widest) {
      power = Math.floor((held + failed) / 2);
    }
  }
  return largest;
}

function powerAbove(x: number): number {
  let power = -300;
  while (side(power) < x) power++;
  return power;
}

/** A power of ten, rounded correctly. */
function side(power: number): number {
  return Number(`1e${power}`);
}

/** The test of a box; undefined where it has grown to a kink. */
function testUnlessKink(
  place: Place,
  radius: Float64Array,
): KrawczykTest | undefined {
  try {
    return krawczykTest(place, radius);
  } catch (error) {
    if (error instanceof EnclosureError) return undefined;
    throw error;
  }
}
