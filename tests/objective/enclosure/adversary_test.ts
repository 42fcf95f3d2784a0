import { assert, assertEquals } from "@std/assert";
import {
  type ActivationChoice,
  activationNames,
} from "../../../lib/network/mod.ts";
import { hunt } from "./adversary.ts";

// a hundredth of what `deno task soak` looks at
const values = 1000;

const choices = activationNames
  .filter((name) => name !== "softmax")
  .map((name): ActivationChoice =>
    name === "polynomial" ? { name, coefficients: [0.3, -1, 0.5, 0.1] } : name
  );

for (const [seed, choice] of choices.entries()) {
  const name = typeof choice === "string" ? choice : "polynomial";
  Deno.test(`enclosures of ${name} hold the derivatives in their boxes`, () => {
    const { outside, bounded } = hunt(choice, values, seed + 1);
    assertEquals(outside.slice(0, 3), []);
    assert(bounded > 0.9 * values, `${bounded} of ${values} say something`);
  });
}
