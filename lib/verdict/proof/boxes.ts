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
    if (!radius.every(Number.isFinite)) break;
    test = krawczykTest(place, radius);
  }
  return test;
}

/** Beyond this side, as for a quadratic loss, it is not worth asking. */
const widest = 1e9;

/**
 * Radii of the largest box found around the same zero: a cube whose side is a
 * power of ten, or the given box where no cube as wide will do.
 *
 * The share of a cube that K(X) takes grows about as the cube does, which says
 * how far to go at once.
 */
export function largestBox(
  place: Place,
  { radius }: KrawczykTest,
): Float64Array {
  const widestRadius = Math.max(...radius);
  let power = -300;
  while (side(power) < widestRadius) power++;
  let largest = radius;
  let share = cubeShare(place, side(power));
  while (share < 1) {
    largest = new Float64Array(radius.length).fill(side(power));
    if (side(power) >= widest) break;
    let steps = 1;
    while (steps < 6 && side(steps + 1) * share < 0.5) steps++;
    share = cubeShare(place, side(power + steps));
    while (!(share < 1) && steps > 1) {
      steps--;
      share = cubeShare(place, side(power + steps));
    }
    power += steps;
  }
  return largest;
}

/** A power of ten, rounded correctly. */
function side(power: number): number {
  return Number(`1e${power}`);
}

/** How much of a cube Krawczyk's operator takes; NaN where the test fails. */
function cubeShare(place: Place, side: number): number {
  const radius = new Float64Array(place.center.length).fill(side);
  try {
    const { holds, share } = krawczykTest(place, radius);
    return holds ? share : NaN;
  } catch (error) {
    if (error instanceof EnclosureError) return NaN;
    throw error;
  }
}
