import { assert, assertEquals } from "@std/assert";
import { largestBox, smallestBox } from "../../../lib/verdict/proof/boxes.ts";
import {
  krawczykTest,
  placeOf,
  type System,
} from "../../../lib/verdict/proof/krawczyk.ts";
import { inverse } from "../../../lib/verdict/proof/newton.ts";
import { goldenMinima } from "../../objective/enclosure/golden.ts";

const { objective, parameters } = goldenMinima[1];
const center = Float64Array.from(parameters, Number);
const n = center.length;
const system: System = {
  values: (box) => objective.enclosure!(box).gradient(),
  derivatives: (box) => objective.enclosure!(box).hessian(),
};
const A = inverse(objective.hessian(center), n)!;

Deno.test("Krawczyk's test holds at a golden minimum, for a range of boxes", () => {
  const place = placeOf(system, center, A);
  const first = smallestBox(place);
  assert(first.holds && first.variation < 1);
  first.within.forEach((κ, i) => assert(κ > 0 && κ < first.radius[i]));
  const largest = Math.min(...largestBox(place, first));
  assert(largest >= 1e-6, `${largest}`);
  const cube = (side: number) =>
    krawczykTest(place, new Float64Array(n).fill(side)).holds;
  assertEquals([cube(largest), cube(10 * largest)], [true, false]);
});

Deno.test("a wrong A fails, as do no box and none around the zero", () => {
  const wrong = {
    zero: new Float64Array(n * n),
    identity: new Float64Array(n * n).map((_, k) => k % (n + 1) === 0 ? 1 : 0),
    negative: A.map((x) => -x),
    twice: A.map((x) => 2 * x),
    transposed: A.map((_, k) => A[(k * 7 + 3) % (n * n)]),
    NaN: A.map((x, k) => k === 5 ? NaN : x),
    infinite: A.map((x, k) => k === 5 ? Infinity : x),
  };
  for (const [name, matrix] of Object.entries(wrong)) {
    const place = placeOf(system, center, matrix);
    assertEquals(smallestBox(place).holds, false, name);
    for (const side of [1e-12, 1e-9, 1e-6]) {
      const radius = new Float64Array(n).fill(side);
      assertEquals(krawczykTest(place, radius).holds, false, name);
    }
  }
  const place = placeOf(system, center, A);
  assertEquals(krawczykTest(place, new Float64Array(n)).holds, false);
  const beside = placeOf(system, center.map((x) => x + 1e-3), A);
  const radius = new Float64Array(n).fill(1e-4);
  assertEquals(krawczykTest(beside, radius).holds, false);
});

Deno.test("boxes grow from what is needed, and stop before what fails", () => {
  // x² − 2 from a start that is not the root
  const root: System = {
    values: ({ lo, hi }) => ({
      lo: lo.map((x) => x * x - 2 - 1e-15),
      hi: hi.map((x) => x * x - 2 + 1e-15),
    }),
    derivatives: ({ lo, hi }) => ({
      lo: lo.map((x) => 2 * x),
      hi: hi.map((x) => 2 * x),
    }),
  };
  const place = placeOf(root, Float64Array.of(1.4), Float64Array.of(1 / 2.8));
  const test = smallestBox(place);
  assert(test.holds);
  assert(Math.abs(Math.SQRT2 - 1.4) <= test.within[0]);
  // −√2 is 2.8 away
  assert(largestBox(place, test)[0] < 2.8);
});
