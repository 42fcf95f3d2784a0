import { assert, assertLess } from "@std/assert";
import { addScaled } from "../../lib/linalg/mod.ts";
import { steepestNullDirection } from "../../lib/verdict/steepest_null_direction.ts";
import { polynomial, term } from "./false_verdicts.ts";

Deno.test("the direction of least loss is found on the sphere of a basis", () => {
  // x⁴ + y⁴ − 3x²y², least along x = ±y
  const saddle = polynomial(term(1, 4, 0), term(1, 0, 4), term(-3, 2, 2));
  const basis = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  const paths = {
    pointAt: (d: Float64Array, reach: number) =>
      addScaled(new Float64Array(2), reach, d, new Float64Array(2)),
    follow: () => ({ descent: "holds", reach: 1, isLost: false } as const),
  };
  for (const start of [[1, 0.1], [0.1, 1], [-1, 0.3], [0.2, -0.9]]) {
    const [x, y] = steepestNullDirection(
      saddle,
      paths,
      basis,
      Float64Array.from(start),
    );
    assertLess(Math.abs(Math.hypot(x, y) - 1), 1e-12);
    assertLess(Math.abs(Math.abs(x) - Math.abs(y)), 0.05);
    assert(saddle.loss(Float64Array.of(x, y)) < -0.24);
  }
});

Deno.test("where the path leaves, the start is what is left", () => {
  const flat = polynomial(term(1, 2, 0));
  const none = {
    pointAt: () => undefined,
    follow: () => ({ descent: "holds", reach: 1, isLost: true } as const),
  };
  const basis = [Float64Array.of(2, 0), Float64Array.of(0, 1)];
  const [x, y] = steepestNullDirection(
    flat,
    none,
    basis,
    Float64Array.of(3, 4),
  );
  assertLess(Math.abs(x - 1.2) + Math.abs(y - 0.8), 1e-15);
});
