import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  parameterSlices,
  parameterSlicesSteps,
  slice,
} from "../../lib/landscape/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { quadratic } from "../flow/objectives.ts";

Deno.test("slice of a quadratic is a parabola", () => {
  const θ = Float64Array.of(1, 2);
  const d = Float64Array.of(1, -1);
  const { offsets, losses } = slice(quadratic([2, 4]), θ, d, [-1, 0, 0.5, 3]);
  assertEquals(offsets, Float64Array.of(-1, 0, 0.5, 3));
  offsets.forEach((t, k) => {
    assertAlmostEquals(losses[k], (1 + t) ** 2 + 2 * (2 - t) ** 2, 1e-14);
  });
});

Deno.test("slice hands its points to lossBatch where there is one", () => {
  const plain = quadratic([2, 4]);
  let batches = 0;
  const batched = {
    ...plain,
    lossBatch(Θ: Float64Array, count: number, out: Float64Array) {
      batches++;
      for (let k = 0; k < count; k++) {
        out[k] = plain.loss(Θ.subarray(2 * k, 2 * k + 2));
      }
      return out;
    },
  };
  const θ = Float64Array.of(1, 2);
  const offsets = [-1, 0, 1];
  assertEquals(slice(batched, θ, θ, offsets), slice(plain, θ, θ, offsets));
  assertEquals(batches, 1);
});

Deno.test("parameterSlices moves one named parameter at a time", () => {
  const net = network(parseNetwork("2 → 3 tanh → 1"));
  const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 2 });
  const kept = θ.slice();
  const { offsets, losses, names } = parameterSlices(objective, θ, {
    extent: 0.5,
    resolution: 5,
  });
  assertEquals(offsets, Float64Array.of(-0.5, -0.25, 0, 0.25, 0.5));
  assertEquals(names[0], "layer1.weight(0, 0)");
  assertEquals(losses.length, net.parameterCount);
  losses.forEach((curve, i) => {
    const moved = θ.slice();
    moved[i] += 0.25;
    assertAlmostEquals(curve[3], objective.loss(moved), 1e-15);
    assertAlmostEquals(curve[2], objective.loss(θ), 1e-15);
  });
  assertEquals(θ, kept);
});

Deno.test("parameterSlicesSteps yields after each parameter", () => {
  const θ = Float64Array.of(1, 2, 3);
  const offsets = [0, 1];
  const done: number[] = [];
  for (
    const step of parameterSlicesSteps(quadratic([1, 2, 3]), θ, { offsets })
  ) {
    done.push(step.done);
    assertEquals(step.slices.losses.length, done.length);
    assertEquals(step.slices.names, ["θ[0]", "θ[1]", "θ[2]"]);
  }
  assertEquals(done, [1 / 3, 2 / 3, 1]);
});

Deno.test("slices refuse wrong lengths, numbers that are not finite, resolutions", () => {
  const objective = quadratic([1, 2]);
  const θ = Float64Array.of(1, 2);
  const cases: [() => unknown, string][] = [
    [
      () => slice(objective, θ, new Float64Array(3), [0]),
      "direction has 3 entries, expected 2",
    ],
    [() => slice(objective, Float64Array.of(NaN, 0), θ, [0]), "θ[0] is NaN"],
    [() => slice(objective, θ, θ, [Infinity]), "offsets[0] is Infinity"],
    [() => parameterSlices(objective, θ, { resolution: 1 }), "resolution is 1"],
    [
      () => parameterSlices(objective, θ, { resolution: 2.5 }),
      "resolution is 2.5",
    ],
    [() => parameterSlices(objective, θ, { extent: 0 }), "extent is 0"],
  ];
  for (const [act, message] of cases) {
    const error = assertThrows(act, RangeError, message);
    assert(error.message.startsWith("Cannot "));
  }
});
