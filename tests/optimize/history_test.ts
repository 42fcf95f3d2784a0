import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import {
  gradientDescent,
  gradientDescentSteps,
  historyRecorder,
  nearestEntry,
} from "../../lib/optimize/mod.ts";

Deno.test("historyRecorder keeps the first and last entry, evenly, in bounds", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 500 }),
    fc.integer({ min: 2, max: 40 }),
    (last, points) => {
      const recorder = historyRecorder(points);
      for (let k = 0; k <= last; k++) {
        if (recorder.wants(k) || k === last) {
          recorder.add(k, Float64Array.of(k), { twice: 2 * k });
        }
      }
      const { iterations, parameters, values } = recorder.history();
      assert(iterations.length <= points + 1);
      assert(iterations.length >= Math.min(last + 1, points / 2));
      assertEquals([iterations[0], iterations.at(-1)], [0, last]);
      const steps = iterations.slice(1, -1).map((k, i) => k - iterations[i]);
      assert(new Set(steps).size <= 1, "even but for the end");
      assertEquals(parameters.map(([k]) => k), [...iterations]);
      assertEquals([...values.twice], Array.from(iterations, (k) => 2 * k));
    },
  ));
});

Deno.test("geometric entries lie evenly in log(1 + iteration), in bounds, and go on from earlier ones", () => {
  const spacing = "geometric";
  const θ = Float64Array.of(1);
  for (const points of [2, 20, 200]) {
    for (const iterations of [3, 300, 50_000]) {
      const recorder = historyRecorder(points, undefined, spacing);
      let going = historyRecorder(points, undefined, spacing);
      for (let k = 0; k <= iterations; k++) {
        if (recorder.wants(k) || k === iterations) recorder.add(k, θ, {});
        if (going.wants(k)) going.add(k, θ, {});
        if (k % 1000 === 7) {
          going = historyRecorder(points, going.history(), spacing);
        }
      }
      const kept = Array.from(recorder.history().iterations);
      assertEquals([kept[0], kept.at(-1)], [0, iterations]);
      assert(kept.length <= points + 1);
      const gaps = kept.slice(1, -1)
        .map((k, i) => Math.log1p(k) - Math.log1p(kept[i]));
      // of a spacing of 2⁻⁵ or more, early iterations are further apart
      const late = gaps.filter((_, i) => kept[i] > 100);
      assert(late.every((gap) => gap < 3 * Math.min(...late)), `${late}`);
      const widest = Math.max(Math.log(2), 4 * Math.log1p(iterations) / points);
      assert(Math.max(...gaps, 0) <= widest);
      const { iterations: gone } = going.history();
      assertEquals(Array.from(gone), kept.slice(0, gone.length));
    }
  }
});

Deno.test("gradientDescent takes a rate for each layer, of which one may stand still", () => {
  const net = network(parseNetwork("2 → 3 tanh → 1"));
  const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 2 });
  const { parameters } = gradientDescent(objective, θ, {
    learningRate: [0, 0.1],
    iterations: 1,
  });
  const g = objective.gradient(θ);
  parameters.forEach((x, i) =>
    assertAlmostEquals(x, θ[i] - (i < 9 ? 0 : 0.1 * g[i]), 1e-15)
  );
  assertThrows(
    () => gradientDescent(objective, θ, { learningRate: [1, 1, 1] }),
    RangeError,
    "3 learning rates",
  );
});

Deno.test("historyRecorder marks what an entry lacks", () => {
  const recorder = historyRecorder();
  recorder.add(0, Float64Array.of(1), { a: 1 });
  recorder.add(1, Float64Array.of(1), { a: 2, b: 3 });
  assertEquals(recorder.history().values, {
    a: Float64Array.of(1, 2),
    b: Float64Array.of(NaN, 3),
  });
});

Deno.test("historyRecorder copies what a log hands out again and again", () => {
  const recorder = historyRecorder();
  const values = { a: 1 };
  recorder.add(0, Float64Array.of(1), values);
  values.a = 2;
  recorder.add(1, Float64Array.of(1), values);
  assertEquals([...recorder.history().values.a], [1, 2]);
});

Deno.test("historyRecorder refuses what is no number, by name", () => {
  const recorder = historyRecorder();
  const wrong = { fine: 1, norms: [1, 2] } as unknown as Record<string, number>;
  assertThrows(
    () => recorder.add(0, Float64Array.of(1), wrong),
    TypeError,
    'Cannot record "norms": 1,2, expected a number',
  );
});

Deno.test("nearestEntry finds the closest iteration", () => {
  const history = {
    iterations: Float64Array.of(0, 4, 8, 10),
    parameters: [],
    values: {},
  };
  const table = [[-3, 0], [0, 0], [1, 0], [3, 1], [4, 1], [7, 2], [9.5, 3], [
    99,
    3,
  ]];
  for (const [iteration, entry] of table) {
    assertEquals(nearestEntry(history, iteration), entry, `${iteration}`);
  }
});

const bowl = customObjective({
  parameterCount: 1,
  loss: ([x]) => x * x,
  gradient: ([x]) => Float64Array.of(2 * x),
});

Deno.test("gradientDescent on x² is the geometric sequence (1 − 2η)ᵏ", () => {
  const θ = Float64Array.of(1);
  const { history, parameters, status } = gradientDescent(bowl, θ, {
    learningRate: 0.1,
    iterations: 20,
    log: ({ parameters, gradient }) => ({
      x: parameters[0],
      slope: gradient[0],
    }),
  });
  history.values.x.forEach((x, k) => assert(Math.abs(x - 0.8 ** k) < 1e-15));
  history.values.slope.forEach((s, k) =>
    assertEquals(s, 2 * history.values.x[k])
  );
  assertEquals([status, θ[0], parameters[0]], [
    "completed",
    1,
    history.values.x[20],
  ]);
});

Deno.test("gradientDescent that runs away says so and stops", () => {
  const { status, history } = gradientDescent(bowl, Float64Array.of(1), {
    learningRate: 1e100,
    iterations: 1000,
  });
  assertEquals(status, "non-finite");
  assert(history.iterations.at(-1)! < 10);
});

Deno.test("gradientDescentSteps can be looked at on the way", () => {
  const steps = gradientDescentSteps(bowl, Float64Array.of(1), {
    learningRate: 0.25,
  });
  for (let k = 0; k < 2; k++) steps.next();
  const { value } = steps.next();
  assert(value && "snapshot" in value);
  const { history, status, parameters } = value.snapshot();
  assertEquals([status, parameters[0]], ["running", 0.125]);
  assertEquals([...history.iterations], [0, 1, 2, 3]);
});

Deno.test("gradientDescent refuses what has no meaning", () => {
  const θ = Float64Array.of(1);
  for (
    const [options, words] of [
      [{ learningRate: 0 }, "learningRate is 0"],
      [{ iterations: -1 }, "iterations is -1"],
      [{ points: 1 }, "1 points"],
    ] as const
  ) assertThrows(() => gradientDescent(bowl, θ, options), RangeError, words);
  assertThrows(
    () => gradientDescent(bowl, new Float64Array(2)),
    RangeError,
    "2 entries",
  );
});
