import { assertEquals, assertThrows } from "@std/assert";
import { customObjective } from "../../lib/objective/mod.ts";
import { parameterCurve, parameterSurface } from "../../lib/landscape/mod.ts";

const objective = customObjective({
  parameterCount: 3,
  loss: ([x, y, z]) => x + 10 * y + 100 * z,
});
const θ = Float64Array.of(1, 2, 3);

Deno.test("parameterCurve sets one parameter, the others stay", () => {
  const curve = parameterCurve(objective, θ, 1, [0, 5]);
  assertEquals([...curve.losses], [301, 351]);
  assertEquals([curve.at, curve.loss, curve.name], [2, 321, "θ[1]"]);
  assertEquals([...θ], [1, 2, 3]);
});

Deno.test("parameterSurface runs the first parameter across, the second upward", () => {
  const { losses, names, at } = parameterSurface(objective, θ, [0, 2], [4, 5]);
  assertEquals([...losses], [424, 425, 524, 525]);
  assertEquals([names, at], [["θ[0]", "θ[2]"], [1, 3]]);
});

Deno.test("of the same parameter twice, the value upward wins", () => {
  const { losses } = parameterSurface(objective, θ, [0, 0], [4, 5]);
  assertEquals([...losses], [324, 324, 325, 325]);
});

Deno.test("curves and surfaces refuse unknown parameters", () => {
  assertThrows(
    () => parameterCurve(objective, θ, 3, [0]),
    RangeError,
    "parameter 3",
  );
  assertThrows(
    () => parameterSurface(objective, θ, [0, -1], [0]),
    RangeError,
    "parameter -1",
  );
});
