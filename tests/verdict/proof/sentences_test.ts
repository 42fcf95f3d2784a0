import { assert, assertEquals } from "@std/assert";
import { randomGenerator } from "../../../lib/random/mod.ts";
import {
  roundedDown,
  roundedUp,
} from "../../../lib/verdict/proof/sentences.ts";

Deno.test("numbers of sentences are rounded to the safe side, by little", () => {
  const random = randomGenerator(1);
  const given = [0, 1, -1, 1.001, 9.999, -9.999, 99.95, 9.9999e-5, 1e-300];
  for (let k = 0; k < 500; k++) {
    given.push(
      random.normal() * 10 ** Math.round(40 * (random.uniform() - 0.5)),
    );
  }
  for (const x of given) {
    const [down, up] = [roundedDown(x), roundedUp(x)];
    assert(down <= x && x <= up, `${down} ≤ ${x} ≤ ${up}`);
    assert(up - down <= 0.0101 * Math.abs(x), `${down} … ${up}`);
    for (const y of [down, up]) {
      assertEquals(Number(y.toPrecision(3)), y);
    }
  }
  assertEquals([roundedDown(9.9999e-5), roundedUp(9.9999e-5)], [9.99e-5, 1e-4]);
});
