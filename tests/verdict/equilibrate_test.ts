import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { randomGenerator } from "../../lib/random/mod.ts";
import { equilibrate } from "../../lib/verdict/equilibrate.ts";

/** The largest entries of the rows of D H D. */
function rowsIn(D: Float64Array, H: Float64Array): number[] {
  return Array.from(
    D,
    (d, i) =>
      D.reduce(
        (max, e, j) => Math.max(max, Math.abs(d * H[i * D.length + j] * e)),
        0,
      ),
  );
}

Deno.test("equilibrate gives rows of size 1, whatever units θ is in", () => {
  const random = randomGenerator(1);
  for (let trial = 0; trial < 50; trial++) {
    const p = 1 + random.integer(6);
    const H = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        H[i * p + j] = H[j * p + i] = random.normal();
      }
    }
    const units = Float64Array.from(
      { length: p },
      () => 10 ** (20 * (random.uniform() - 0.5)),
    );
    const given = H.map((h, k) => h * units[Math.floor(k / p)] * units[k % p]);
    const none = new Float64Array(p * p);
    const D = equilibrate(given, units.map(() => 1), none);
    for (const row of rowsIn(D, given)) assertAlmostEquals(row, 1, 0.01);
  }
});

Deno.test("equilibrate leaves what the Hessian is silent on, or has as rounding", () => {
  const fallback = Float64Array.of(1, 2, 3);
  const H = Float64Array.of(4, 0, 0, 0, 0, 0, 0, 0, 1e-20);
  const none = new Float64Array(9);
  // a row of zeros keeps its unit
  assertEquals(equilibrate(H, fallback, none)[1], 2);
  assertAlmostEquals(equilibrate(H, fallback, none)[2], 1e10, 1e8);
  // and one that is rounding by a hundredth
  const E = none.slice();
  E[8] = 1e-22;
  const D = equilibrate(H, fallback, E);
  assertEquals(D[2], 3);
  assertAlmostEquals(D[0], 0.5, 1e-3);
  // zeros on the diagonal: a saddle x y
  const cross = equilibrate(
    Float64Array.of(0, 1e6, 1e6, 0),
    Float64Array.of(1, 1),
    new Float64Array(4),
  );
  assert(Math.abs(cross[0] * cross[1] * 1e6 - 1) < 0.01);
});
