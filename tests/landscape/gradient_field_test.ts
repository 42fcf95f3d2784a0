import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  criticalRegion,
  direction,
  gradientField,
  plane,
} from "../../lib/landscape/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { quadratic } from "../flow/objectives.ts";

const net = network(parseNetwork("2 → 3 tanh → 1"));
const objective = empiricalLoss(
  net,
  teacherStudent({ teacher: net, samples: 50, seed: 1 }),
);
const θ = initialize(net, { seed: 2 });
const u = direction(objective, θ, { kind: "random", seed: 1 });
const v = direction(objective, θ, { kind: "random", seed: 2 });

Deno.test("slopes are the plane's differences, losses the plane's", () => {
  const field = gradientField(objective, θ, [u, v], { resolution: 5 });
  const h = 1e-5;
  const flat = plane(objective, θ, [u, v], { resolution: 5 });
  assertEquals(field.xs, flat.xs);
  field.losses.forEach((loss, k) => {
    assertAlmostEquals(loss, flat.losses[k], 1e-14);
    const [x, y] = [field.xs[k % 5], field.ys[Math.floor(k / 5)]];
    const at = (a: number, b: number) =>
      objective.loss(θ.map((t, m) => t + a * u[m] + b * v[m]));
    const slopeX = (at(x + h, y) - at(x - h, y)) / (2 * h);
    const slopeY = (at(x, y + h) - at(x, y - h)) / (2 * h);
    assertAlmostEquals(field.xSlopes[k], slopeX, 1e-7);
    assertAlmostEquals(field.ySlopes[k], slopeY, 1e-7);
  });
});

Deno.test("velocities are the coordinates of −∇L projected, and tell what is left out", () => {
  const bowl = quadratic([1, 2, 5]);
  const center = Float64Array.of(0, 0, 0.5);
  const a = Float64Array.of(1, 0, 0);
  const b = Float64Array.of(1, 2, 0); // not orthogonal to a
  const field = gradientField(bowl, center, [a, b], { resolution: 3 });
  field.losses.forEach((_, k) => {
    const [x, y] = [field.xs[k % 3], field.ys[Math.floor(k / 3)]];
    const g = [x + y, 2 * 2 * y, 2.5];
    const [s, t] = [field.xVelocities[k], field.yVelocities[k]];
    assertAlmostEquals(s + t, -g[0], 1e-12);
    assertAlmostEquals(2 * t, -g[1], 1e-12);
    const square = g[0] ** 2 + g[1] ** 2 + g[2] ** 2;
    assertAlmostEquals(field.gradientNorms[k], Math.sqrt(square), 1e-12);
    assertAlmostEquals(field.outOfPlane[k], g[2] ** 2 / square, 1e-12);
  });
});

Deno.test("the critical region: the minimum alone; what only the plane calls critical is not in it", () => {
  const fit = train(objective, θ);
  const field = gradientField(objective, fit.parameters, [u, v]);
  const region = criticalRegion(field, 1e-6);
  assertEquals([...region.indices], [220]); // the middle of 21 × 21
  assertEquals([region.xs[0], region.ys[0]], [0, 0]);
  assertEquals(region.values[0], field.gradientNorms[220]);
  const elsewhere = gradientField(objective, θ, [u, v]);
  for (const ε of [0.05, 0.2]) {
    const all = criticalRegion(elsewhere, ε);
    const within = criticalRegion(elsewhere, ε, { of: "slope" });
    all.indices.forEach((k) => assert(within.indices.includes(k)));
    within.values.forEach((value) => assertLessOrEqual(value, ε));
    elsewhere.gradientNorms.forEach((norm, k) =>
      assertEquals(all.indices.includes(k), norm <= ε)
    );
  }
  const low = criticalRegion(elsewhere, 0.1, { of: "loss" });
  assertEquals(
    low.indices.length,
    elsewhere.losses.filter((loss) => loss <= 0.1).length,
  );
});

Deno.test("directions that span no plane are refused", () => {
  const zero = θ.map(() => 0);
  for (const wrong of [zero, θ.slice(1), θ.map(() => NaN)]) {
    for (const pair of [[u, wrong], [wrong, v]] as const) {
      assertThrows(() => gradientField(objective, θ, pair), RangeError);
      assertThrows(() => plane(objective, θ, pair), RangeError);
    }
  }
  assertThrows(
    () => gradientField(objective, θ, [u, u.map((x) => -2 * x)]),
    RangeError,
    "parallel",
  );
});
