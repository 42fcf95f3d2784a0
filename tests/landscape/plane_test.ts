import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { plane, planeSteps } from "../../lib/landscape/mod.ts";
import type { Objective } from "../../lib/objective/mod.ts";
import { quadratic } from "../flow/objectives.ts";

const objective = quadratic([2, 4, 6]);
const center = Float64Array.of(1, 0, -1);
const u = Float64Array.of(1, 0, 0);
const v = Float64Array.of(0, 1, 1);

/** Loss at center + x u + y v. */
function closedForm(x: number, y: number): number {
  return (1 + x) ** 2 + 2 * y ** 2 + 3 * (y - 1) ** 2;
}

Deno.test("plane of a quadratic agrees with the closed form at every point", () => {
  for (const resolution of [2, 3, 5, 12, 41]) {
    const { xs, ys, losses } = plane(objective, center, [u, v], {
      extent: { x: [-2, 1], y: [0, 3] },
      resolution,
    });
    assertEquals(xs.length, resolution);
    assertEquals([xs[0], xs[resolution - 1]], [-2, 1]);
    assertEquals([ys[0], ys[resolution - 1]], [0, 3]);
    ys.forEach((y, j) =>
      xs.forEach((x, i) => {
        assertAlmostEquals(losses[j * resolution + i], closedForm(x, y), 1e-13);
      })
    );
  }
});

Deno.test("planeSteps goes from coarse to fine, always of full size", () => {
  const resolution = 17;
  const final = plane(objective, center, [u, v], { resolution });
  let before = 0;
  let evaluated = 0;
  const counted = {
    ...objective,
    loss: (θ: Float64Array) => (evaluated++, objective.loss(θ)),
  };
  let first = NaN;
  let steps = 0;
  for (const step of planeSteps(counted, center, [u, v], { resolution })) {
    assertEquals(step.plane.losses.length, resolution ** 2);
    assert(step.plane.losses.every(Number.isFinite));
    assert(step.done > before);
    assertEquals(evaluated, Math.round(step.done * resolution ** 2));
    if (steps++ === 0) first = step.done;
    // what is computed is final; everything else is some computed value
    const right = step.plane.losses.filter((loss, k) =>
      loss === final.losses[k]
    );
    assert(right.length >= evaluated);
    before = step.done;
  }
  assert(first < 0.15);
  assertEquals(before, 1);
  assertEquals(evaluated, resolution ** 2);
});

Deno.test("planeSteps shows values near the true ones from the first step", () => {
  const resolution = 33;
  const final = plane(objective, center, [u, v], { resolution });
  const { value } = planeSteps(objective, center, [u, v], { resolution })
    .next();
  assert(value !== undefined && "plane" in value);
  const range = Math.max(...final.losses) - Math.min(...final.losses);
  value.plane.losses.forEach((loss, k) => {
    assertAlmostEquals(loss, final.losses[k], 0.45 * range);
  });
});

Deno.test("plane refuses ranges, resolutions and lengths that do not fit", () => {
  const cases: [() => unknown, string][] = [
    [
      () => plane(objective, center, [u, new Float64Array(2)]),
      "v has 2 entries, expected 3",
    ],
    [
      () => plane(objective, Float64Array.of(0, 0, NaN), [u, v]),
      "center[2] is NaN",
    ],
    [
      () => plane(objective, center, [u, v], { resolution: 1 }),
      "resolution is 1",
    ],
    [() => plane(objective, center, [u, v], { extent: -1 }), "ascending range"],
    [
      () =>
        plane(objective, center, [u, v], {
          extent: { x: [0, Infinity], y: [0, 1] },
        }),
      "extent.x[1] is Infinity",
    ],
  ];
  for (const [act, message] of cases) assertThrows(act, RangeError, message);
});

Deno.test("a plane of many points costs what its points cost, nobody looking on the way", () => {
  const flat: Objective = {
    ...objective,
    lossBatch: (_, count, out) => out.fill(1, 0, count),
  };
  const nanosecondsPerPoint = (resolution: number) => {
    const began = performance.now();
    plane(flat, center, [u, v], { resolution });
    return (performance.now() - began) * 1e6 / resolution ** 2;
  };
  nanosecondsPerPoint(101);
  const few = Math.min(nanosecondsPerPoint(201), nanosecondsPerPoint(201));
  const many = nanosecondsPerPoint(1201);
  // A copy of the grid per row would make it grow sixfold.
  assert(many < 3 * few, `${few} and ${many} ns per point`);
});
