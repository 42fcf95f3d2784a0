import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  extentOfPath,
  pathOnPlane,
  pointOnPlane,
} from "../../lib/landscape/mod.ts";
import { quadratic } from "../flow/objectives.ts";

const objective = quadratic([2, 4, 6]);

Deno.test("pathOnPlane tells true loss, plane loss and distance apart", () => {
  const center = Float64Array.of(0, 0, 1);
  // not orthogonal, not of unit length
  const directions: [Float64Array, Float64Array] = [
    Float64Array.of(2, 0, 0),
    Float64Array.of(1, 1, 0),
  ];
  const parameters = [
    Float64Array.of(3, 1, 1), // x = 1, y = 1
    Float64Array.of(0, 2, 4), // x = −1, y = 2, 3 above
  ];
  const losses = Float64Array.from(parameters, (θ) => objective.loss(θ));
  const path = pathOnPlane(objective, { center, directions }, {
    parameters,
    losses,
  });
  [[1, 1, 0, 14], [-1, 2, 3, 11]].forEach(([x, y, distance, planeLoss], k) => {
    assertAlmostEquals(path.xs[k], x, 1e-14);
    assertAlmostEquals(path.ys[k], y, 1e-14);
    assertAlmostEquals(path.distances[k], distance, 1e-14);
    assertAlmostEquals(path.planeLosses[k], planeLoss, 1e-13);
  });
  assertEquals(path.losses, losses);
  assertAlmostEquals(path.varianceExplained, 1 - 9 / (10 + 13), 1e-14);
});

Deno.test("pathOnPlane of a path that stays at the center", () => {
  const center = Float64Array.of(1, 2, 3);
  const directions: [Float64Array, Float64Array] = [
    Float64Array.of(1, 0, 0),
    Float64Array.of(0, 1, 0),
  ];
  const still = {
    parameters: [center],
    losses: Float64Array.of(objective.loss(center)),
  };
  const path = pathOnPlane(objective, { center, directions }, still);
  assertEquals(path.varianceExplained, 1);
  assertEquals(path.planeLosses, path.losses);
  assertEquals(extentOfPath(path), { x: [-1, 1], y: [-1, 1] });
});

Deno.test("extentOfPath is a square around the path and the center, with a margin", () => {
  const { x, y } = extentOfPath({
    xs: Float64Array.of(0, 4),
    ys: Float64Array.of(-1, 1),
  });
  assertAlmostEquals(x[0], 2 - 2.8, 1e-14);
  assertAlmostEquals(x[1], 2 + 2.8, 1e-14);
  assertAlmostEquals(y[1] - y[0], x[1] - x[0], 1e-14);
});

Deno.test("pathOnPlane refuses parallel directions and other lengths", () => {
  const center = new Float64Array(3);
  const u = Float64Array.of(1, 2, 3);
  const empty = { parameters: [], losses: new Float64Array(0) };
  assertThrows(
    () =>
      pathOnPlane(
        objective,
        { center, directions: [u, u.map((x) => -2 * x)] },
        empty,
      ),
    RangeError,
    "not parallel",
  );
  assertThrows(
    () =>
      pathOnPlane(objective, {
        center,
        directions: [u, Float64Array.of(1, 0, 0)],
      }, {
        parameters: [new Float64Array(2)],
        losses: new Float64Array(1),
      }),
    RangeError,
    "point 0 has 2 entries, expected 3",
  );
});

Deno.test("a point of a plane lies where a path projects it", () => {
  const plane = {
    center: Float64Array.of(1, -2, 0.5),
    directions: [
      Float64Array.of(1, 2, 0),
      Float64Array.of(0.5, -1, 3),
    ] as const,
  };
  const places = [[0, 0], [0.3, -1.7], [-4, 2]] as const;
  const parameters = places.map((at) => pointOnPlane(plane, at));
  const losses = parameters.map((θ) => objective.loss(θ));
  const path = pathOnPlane(objective, plane, {
    parameters,
    losses: Float64Array.from(losses),
  });
  places.forEach(([x, y], i) => {
    assertAlmostEquals(path.xs[i], x, 1e-12);
    assertAlmostEquals(path.ys[i], y, 1e-12);
  });
  assertAlmostEquals(path.varianceExplained, 1, 1e-12);
  assertThrows(() => pointOnPlane(plane, [0, NaN]), RangeError, "two numbers");
});
