import { assert, assertEquals } from "@std/assert";
import { enclosedActivations, huntOf } from "../../soak/enclosures.ts";
import { seedOfToday } from "../../soak/soak.ts";

// a hundredth of what `deno task soak enclosures` looks at
const values = 1000;
const seed = seedOfToday();

for (const choice of enclosedActivations) {
  const name = typeof choice === "string" ? choice : "polynomial";
  Deno.test(`enclosures of ${name} hold the derivatives in their boxes (seed ${seed})`, () => {
    const { outside, bounded } = huntOf(choice, values, seed);
    assertEquals(outside.slice(0, 3), []);
    assert(bounded > 0.9 * values, `${bounded} of ${values} say something`);
  });
}
