import { assertAlmostEquals } from "@std/assert";
import { logGamma } from "../../lib/special/mod.ts";

Deno.test("log Γ is that of factorials and of halves", () => {
  let factorial = 1;
  let half = Math.sqrt(Math.PI); // Γ(1/2)
  for (let n = 1; n < 30; n++) {
    assertAlmostEquals(logGamma(n), Math.log(factorial), 2e-14);
    assertAlmostEquals(logGamma(n - 0.5), Math.log(half), 2e-14);
    factorial *= n;
    half *= n - 0.5;
  }
});

Deno.test("log Γ obeys the reflection between 0 and 1", () => {
  for (let x = 0.01; x < 0.5; x += 0.01) {
    assertAlmostEquals(
      logGamma(x) + logGamma(1 - x),
      Math.log(Math.PI / Math.sin(Math.PI * x)),
      2e-14,
    );
  }
});
