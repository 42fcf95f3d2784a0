import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { complementOf } from "../../lib/landscape/complement.ts";
import {
  direction,
  plane,
  profile,
  profileSteps,
} from "../../lib/landscape/mod.ts";
import { dot } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";

const net = network(parseNetwork("1 → 2 tanh → 1"));
const objective = empiricalLoss(
  net,
  teacherStudent({
    teacher: network(parseNetwork("1 → 3 tanh → 1")),
    samples: 40,
    seed: 1,
  }),
);
const θ = train(objective, initialize(net, { seed: 2 })).parameters;
const p = θ.length;
const u = direction(objective, θ, { kind: "random", seed: 1 });
const v = direction(objective, θ, { kind: "random", seed: 2 });
const found = profile(objective, [u, v], θ, { resolution: 9, extent: 2 });

Deno.test("the profile of a quadratic is its Schur complement", () => {
  // L = ½ θᵀAθ; minimized over the third and fourth coordinate
  const A = [
    [4, 1, 1, 0],
    [1, 3, 0, 1],
    [1, 0, 2, 0.5],
    [0, 1, 0.5, 5],
  ];
  const bowl = customObjective({
    parameterCount: 4,
    loss: (θ) =>
      A.reduce(
        (s, row, i) => s + θ[i] * row.reduce((t, a, j) => t + a * θ[j], 0) / 2,
        0,
      ),
    gradient: (θ) => A.map((row) => row.reduce((t, a, j) => t + a * θ[j], 0)),
    hessian: () => A.flat(),
  });
  const { xs, ys, losses, planeLosses, parameters, converged } = profile(
    bowl,
    [[3, 0, 0, 0], [1, 1, 0, 0]], // the first two axes, made orthonormal
    [0, 0, 0, 0],
    { resolution: 5 },
  );
  const det = 2 * 5 - 0.25;
  losses.forEach((loss, k) => {
    const [x, y] = [xs[k % 5], ys[Math.floor(k / 5)]];
    // Bᵀ(x, y) = (x, y); C⁻¹ of [[2, .5], [.5, 5]]
    const across = (5 * x * x - 2 * 0.5 * x * y + 2 * y * y) / det;
    const own = 4 * x * x + 2 * x * y + 3 * y * y;
    assertAlmostEquals(loss, (own - across) / 2, 1e-12);
    assertAlmostEquals(planeLosses[k], own / 2, 1e-12);
    assertAlmostEquals(parameters[4 * k], x, 1e-14);
    assertAlmostEquals(parameters[4 * k + 1], y, 1e-14);
    assertEquals(converged[k], 1);
  });
});

Deno.test("profile ≤ plane everywhere, by far for most points", () => {
  const flat = plane(objective, θ, found.directions, {
    resolution: 9,
    extent: 2,
  });
  found.losses.forEach((loss, k) => {
    assertAlmostEquals(found.planeLosses[k], flat.losses[k], 1e-14);
    assertLessOrEqual(loss, flat.losses[k]);
  });
  const lower = found.losses.filter((loss, k) => loss < flat.losses[k] / 2);
  assert(lower.length > 40, `${lower.length} of 81`);
});

Deno.test("its points project on the grid, have its losses, and no slope across", () => {
  const { directions: [a, b], parameters, xs, ys, losses, converged } = found;
  assertAlmostEquals(dot(a, b), 0, 1e-15);
  assertAlmostEquals(dot(a, a), 1, 1e-15);
  losses.forEach((loss, k) => {
    const point = parameters.slice(k * p, k * p + p);
    const offset = point.map((x, i) => x - θ[i]);
    assertAlmostEquals(dot(offset, a), xs[k % 9], 1e-12);
    assertAlmostEquals(dot(offset, b), ys[Math.floor(k / 9)], 1e-12);
    assertAlmostEquals(objective.loss(point), loss, 1e-14);
    if (converged[k] === 0) return;
    const g = objective.gradient(point);
    const [ga, gb] = [dot(g, a), dot(g, b)];
    const across = g.map((x, i) => x - ga * a[i] - gb * b[i]);
    assertLess(Math.max(...across.map(Math.abs)), 2e-8);
  });
  assert(converged.filter((x) => x === 1).length > 60);
});

Deno.test("sweeps never replace a better value", () => {
  let before: Float64Array | undefined;
  for (
    const step of profileSteps(objective, [u, v], θ, {
      resolution: 4,
      extent: 2,
    })
  ) {
    const { losses } = step.profile;
    losses.forEach((loss, k) => assert(!before || loss <= before[k]));
    before = losses;
  }
});

Deno.test("an objective across a plane has the derivatives of its loss", () => {
  const { directions } = found;
  const { objective: across, moveTo, lift } = complementOf(
    objective,
    directions,
  );
  moveTo(θ);
  const z = Float64Array.from({ length: p - 2 }, (_, i) => Math.sin(i));
  const w = z.toReversed();
  const point = lift(z, new Float64Array(p));
  for (const direction of directions) {
    assertAlmostEquals(dot(point, direction), dot(θ, direction), 1e-14);
  }
  const custom = customObjective({
    parameterCount: p - 2,
    loss: across.loss,
  });
  const g = across.gradient(z);
  custom.gradient(z).forEach((x, i) => assertAlmostEquals(g[i], x, 1e-8));
  const H = across.hessian(z);
  const Hw = across.hessianVectorProduct(z, w);
  for (let i = 0; i < p - 2; i++) {
    const row = H.subarray(i * (p - 2), (i + 1) * (p - 2));
    assertAlmostEquals(dot(row, w), Hw[i], 1e-12);
  }
  const h = 1e-6;
  const [up, down] = [h, -h].map((s) =>
    across.gradient(z.map((x, i) => x + s * w[i])).slice()
  );
  Hw.forEach((x, i) =>
    assertAlmostEquals(x, (up[i] - down[i]) / (2 * h), 1e-7)
  );
});

Deno.test("a profile refuses what spans no plane, or leaves nothing to minimize", () => {
  for (const wrong of [u, u.map((x) => 3 * x), θ.map(() => 0), θ.slice(1)]) {
    assertThrows(() => profile(objective, [u, wrong], θ), RangeError);
  }
  const bowl = customObjective({ parameterCount: 2, loss: ([x, y]) => x * y });
  assertThrows(
    () => profile(bowl, [[1, 0], [0, 1]], [0, 0]),
    RangeError,
    "2 parameters",
  );
});
