import { assert, assertEquals, assertThrows } from "@std/assert";
import { solutionHyperbola } from "../../lib/theory/mod.ts";
import golden from "../fixtures/scalar_autoencoder.json" with { type: "json" };

Deno.test("the hyperbola of solutions has the published points", () => {
  const { x, y } = golden.solution_hyperbola_lim2;
  const { xs, ys } = solutionHyperbola(2);
  assertEquals(xs.length, x.length);
  x.forEach((want, i) => assert(Math.abs(xs[i] - want) < 1e-12));
  y.forEach((want, i) => assert(Math.abs(ys[i] - want) < 1e-12));
});

Deno.test("a square without solutions and a branch of one point are refused", () => {
  assertThrows(
    () => solutionHyperbola(0.9),
    RangeError,
    "Cannot draw the solutions: limit is 0.9, expected a number from 1 on",
  );
  assertThrows(() => solutionHyperbola(NaN), RangeError, "limit is NaN");
  assertThrows(() => solutionHyperbola(2, 1), RangeError, "points is 1");
  assertThrows(() => solutionHyperbola("2" as never), TypeError, "limit is");
});
