import { assertEquals } from "@std/assert";
import { nullPaths } from "../../lib/verdict/null_paths.ts";
import { polynomial, term } from "./false_verdicts.ts";

/** What becomes of the loss from x on, to the left. */
function leftOf(x: number, ...terms: [factor: number, power: number][]) {
  return nullPaths(
    Float64Array.of(x),
    polynomial(...terms.map(([factor, power]) => term(factor, power))),
    (_, out) => out.fill(0),
    { doubt: () => 0, rounding: 1e-40 },
  ).follow(Float64Array.of(-1)).descent;
}

Deno.test("a slope beside a zero of ∇L is no fall of higher order", () => {
  // at the zero a power tells, beside it what follows on the slope
  for (const [x, quartic] of [[0, "holds"], [1e-5, "unclear"]] as const) {
    assertEquals(leftOf(x, [1, 4]), quartic);
    assertEquals(leftOf(x, [1, 3]), "falls");
    assertEquals(leftOf(x, [1, 5]), "falls");
  }
  assertEquals(leftOf(0, [-1, 4]), "falls");
  assertEquals(leftOf(0, [1, 1]), "unclear");
  assertEquals(leftOf(0, [-1, 2]), "unclear");
});
