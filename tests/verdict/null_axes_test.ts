import { assertAlmostEquals, assertEquals } from "@std/assert";
import { randomGenerator } from "../../lib/random/mod.ts";
import { nullAxes } from "../../lib/verdict/null_axes.ts";

Deno.test("axes span the same space, each with a parameter of its own", () => {
  const random = randomGenerator(3);
  for (const [p, k] of [[1, 1], [3, 1], [3, 2], [4, 4], [6, 3]]) {
    const units = Float64Array.from({ length: p }, (_, i) => 10 ** (3 - 2 * i));
    const directions = Array.from(
      { length: k },
      () => units.map((unit) => unit * random.normal()),
    );
    const axes = nullAxes(directions, units);
    assertEquals(axes.length, k);
    const own = axes.map((axis) =>
      axis.findIndex((x, i) =>
        x !== 0 && axes.every((other) => other === axis || other[i] === 0)
      )
    );
    assertEquals(new Set(own).size, k, "each its own");
    assertEquals(own.includes(-1), false);
    // a direction is the sum of the axes with its entries at their parameters
    for (const direction of directions) {
      direction.forEach((x, i) => {
        const sum = axes.reduce(
          (sum, axis, j) => sum + direction[own[j]] / axis[own[j]] * axis[i],
          0,
        );
        assertAlmostEquals(sum / units[i], x / units[i], 1e-10);
      });
    }
  }
});
