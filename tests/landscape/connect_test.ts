import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  barrier,
  barrierSteps,
  connectingCurve,
  connectingCurveSteps,
  interpolation,
} from "../../lib/landscape/mod.ts";
import {
  allRelabelings,
  countRelabelings,
} from "../../lib/landscape/connect/relabelings.ts";
import {
  layerIndices,
  relabelLayer,
} from "../../lib/landscape/symmetry/relabel.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";

const netOf = (text: string) => network(parseNetwork(text));

/** (1 − ab)²: between its minima (1, 1) and (−1, −1) lies a barrier of 1. */
const chain = customObjective({
  parameterCount: 2,
  loss: ([a, b]) => (1 - a * b) ** 2,
  gradient: ([a, b]) => [-2 * b * (1 - a * b), -2 * a * (1 - a * b)],
});

Deno.test("the barrier of the scalar chain is 1, in the middle", () => {
  const { ts, losses, barrier, barrierAt } = interpolation(
    chain,
    [1, 1],
    [-1, -1],
  );
  assertEquals([ts[0], ts[50], ts.length], [0, 1, 51]);
  assertEquals([barrier, barrierAt], [1, 0.5]);
  ts.forEach((t, k) =>
    assertAlmostEquals(losses[k], (1 - (1 - 2 * t) ** 2) ** 2, 1e-14)
  );
});

Deno.test("the barrier is above the line between the ends, never negative", () => {
  const tilted = customObjective({
    parameterCount: 1,
    loss: ([x]) => x + x * (1 - x),
  });
  const hill = interpolation(tilted, [0], [1]);
  assertAlmostEquals(hill.barrier, 0.25, 1e-15);
  const valley = customObjective({ parameterCount: 1, loss: ([x]) => x * x });
  assertEquals(interpolation(valley, [-1], [2]).barrier, 0);
});

const net = netOf("2 → 3 tanh → 1");
const objective = empiricalLoss(
  net,
  teacherStudent({ teacher: netOf("2 → 4 tanh → 1"), samples: 60, seed: 1 }),
);
const minimaOf = (seeds: readonly number[]) =>
  seeds.map((seed) => {
    const θ = initialize(net, { seed, scheme: "standardNormal" });
    return minimize(objective, θ, { maxIterations: 30 }).parameters;
  });

for (
  const [text, count] of [
    ["1 → 3 tanh → 1", 48],
    ["1 → 4 relu → 1", 24],
    ["1 → [tanh, relu, tanh] → 1", 8],
    ["1 → 6 tanh → 1", 46_080],
    ["1 → 8 relu → 1", 40_320],
    ["2 → 3 sigmoid → 2", 48],
    ["2 → 3 sigmoid → 1 no bias", 6],
  ] as const
) {
  Deno.test(`all orders and flips, each once: ${text}`, () => {
    const net = netOf(text);
    const layers = layerIndices(net);
    const θ = initialize(net, { seed: 1, scheme: "standardNormal" });
    const inputs = Float64Array.of(0.3, -0.7).subarray(0, net.inputs);
    const outputs = forward(net, θ, inputs);
    assertEquals(countRelabelings(layers), count);
    const all = new Set<string>();
    for (const { order, signs } of allRelabelings(layers[0])) {
      if (count < 100) {
        order.forEach((j, i) => assert(layers[0].alike(i, j)));
        const step = { order, signs };
        const same = relabelLayer(layers[0], θ, step, θ.slice());
        forward(net, same, inputs).forEach((y, k) =>
          assertAlmostEquals(y, outputs[k], 1e-14)
        );
      }
      all.add(`${order} ${signs}`);
    }
    assertEquals(all.size, count);
  });
}

Deno.test("by exhaustion the barrier is never above that by Hungarian, nor that above none", () => {
  const [a, ...others] = minimaOf([1, 2, 3, 4, 5, 6]);
  let lower = 0;
  for (const b of others) {
    const options = { resolution: 21 };
    const [none, near, least] = (["none", "distance", "barrier"] as const)
      .map((match) => barrier(objective, a, b, { ...options, match }));
    assertLessOrEqual(least.barrier, near.barrier);
    assertLessOrEqual(least.barrier, none.barrier);
    if (least.barrier < near.barrier) lower++;
    assert(least.exhaustive && !near.exhaustive && !none.exhaustive);
    assertEquals([least.tried, least.count], [48, 48]);
    assertMatch(least.sentence, /of all 48/);
    // brute force, every path to its end
    let want = Infinity;
    for (const relabeling of allRelabelings(layerIndices(net)[0])) {
      const { order, signs } = relabeling;
      const θ = b.slice();
      order.forEach((j, i) => {
        for (let k = 0; k < 3; k++) θ[3 * i + k] = signs[i] * b[3 * j + k];
        θ[9 + i] = signs[i] * b[9 + j];
      });
      want = Math.min(want, interpolation(objective, a, θ, options).barrier);
    }
    assertAlmostEquals(least.barrier, want, 1e-13);
    assertAlmostEquals(
      objective.loss(least.parameters),
      objective.loss(b),
      1e-12,
    );
    assertEquals(least.losses.at(-1), objective.loss(least.parameters));
  }
  assert(lower > 0); // nearest is not lowest
});

Deno.test("a network and itself in another order have a barrier, and none once matched", () => {
  const [θ] = minimaOf([1]);
  const [w0, w1, w2, v0, v1, v2, u0, u1, u2, a, b, c, bias] = θ;
  const other = [v0, v1, v2, -u0, -u1, -u2, w0, w1, w2, b, -c, a, bias];
  assert(barrier(objective, θ, other, { match: "none" }).barrier > 1e-3);
  for (const match of ["distance", "barrier"] as const) {
    assertLess(barrier(objective, θ, other, { match }).barrier, 1e-14);
  }
});

Deno.test("what is too much to try says that it is not exhaustive, and is no worse than Hungarian", () => {
  const deep = netOf("2 → 4 tanh → 4 tanh → 1");
  const loss = empiricalLoss(
    deep,
    teacherStudent({ teacher: netOf("2 → 3 tanh → 1"), samples: 30, seed: 1 }),
  );
  const [a, b] = [1, 2].map((seed) =>
    minimize(loss, initialize(deep, { seed }), { maxIterations: 30 }).parameters
  );
  const near = barrier(loss, a, b, { resolution: 11 });
  const least = barrier(loss, a, b, { resolution: 11, match: "barrier" });
  assertLessOrEqual(least.barrier, near.barrier);
  assertEquals(least.exhaustive, false);
  assertEquals(least.count, (24 * 16) ** 2);
  assertMatch(least.sentence, /not exhaustive\.$/);
  const few = barrier(
    objective,
    ...minimaOf([1, 2]) as [Float64Array, Float64Array],
    {
      match: "barrier",
      most: 10,
    },
  );
  assertEquals(few.exhaustive, false);
  assertLessOrEqual(few.tried, 10);
});

Deno.test("a search for the least barrier shows the best so far, ever lower", () => {
  const [a, b] = minimaOf([1, 2]);
  let before = Infinity;
  const wide = barrierSteps(objective, a, b, {
    match: "barrier",
    resolution: 5,
  });
  for (const step of wide) {
    assert(step.done! > 0 && step.done! <= 1);
    assertLessOrEqual(step.barrier.barrier, before);
    before = step.barrier.barrier;
  }
});

for (const kind of ["bezier", "polygon"] as const) {
  Deno.test(`a ${kind} goes around the barrier of a ring`, () => {
    // minima on the unit circle; the straight line leads over the center
    const ring = customObjective({
      parameterCount: 3,
      loss: ([x, y, z]) => (x * x + y * y - 1) ** 2 + z * z,
      gradient: ([x, y, z]) => {
        const f = 4 * (x * x + y * y - 1);
        return [f * x, f * y, 2 * z];
      },
    });
    const [from, to] = [[1, 0, 0], [-1, 0, 0]];
    assertEquals(interpolation(ring, from, to).barrier, 1);
    const one = connectingCurve(ring, from, to, { kind });
    const three = connectingCurve(ring, from, to, { kind, bends: 3 });
    assertLess(one.barrier, 0.4);
    assertLess(three.barrier, one.barrier / 2);
    for (const curve of [one, three]) {
      assertEquals([...curve.points[0]], from);
      assertEquals([...curve.points[50]], to);
      curve.points.forEach((point, k) =>
        assertEquals(ring.loss(point), curve.losses[k])
      );
    }
    // halfway a quadratic Bézier is at a quarter of its ends and half its bend
    const [bend] = one.bends;
    const share = kind === "bezier" ? 0.5 : 1;
    one.points[25].forEach((x, i) =>
      assertAlmostEquals(x, share * bend[i], 1e-14)
    );
    assertEquals(connectingCurve(ring, from, to, { kind }), one);
    const steps = [...connectingCurveSteps(ring, from, to, { kind })];
    assertEquals(steps.length, one.iterations);
  });
}

Deno.test("a curve between two minima of a network is lower than the line", () => {
  const [a, b] = minimaOf([1, 3]);
  const line = interpolation(objective, a, b);
  const curve = connectingCurve(objective, a, b, { maxIterations: 60 });
  assert(line.barrier > 0.01);
  assertLess(curve.barrier, line.barrier / 3);
});

Deno.test("paths refuse points that do not fit, and networks that are not there", () => {
  for (const wrong of [[1], [1, NaN], [1, 2, 3]]) {
    assertThrows(() => interpolation(chain, [1, 1], wrong), RangeError);
    assertThrows(() => barrier(chain, wrong, [1, 1]), RangeError);
    assertThrows(() => connectingCurve(chain, [1, 1], wrong), RangeError);
  }
  assertThrows(
    () => barrier(chain, [1, 1], [2, 2]),
    TypeError,
    "without a network",
  );
  assertEquals(barrier(chain, [1, 1], [-1, -1], { match: "none" }).barrier, 1);
});
