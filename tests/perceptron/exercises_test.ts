import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { accuracy, decisionGrid } from "../../lib/data/mod.ts";
import { parameterSlices, parameterSurface } from "../../lib/landscape/mod.ts";
import { parameterName, seededNet } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import type { DescentResult } from "../../lib/optimize/mod.ts";
import { data, exercise } from "./exercise.ts";
import {
  courseNet,
  golden,
  type GoldenCourse,
  type GoldenExercise,
  ownName,
} from "./golden.ts";

/** Compares with the course's own history up to an iteration. */
function compareHistory(
  { history }: DescentResult,
  expected: GoldenExercise,
  last: number,
): void {
  const gradients = /layer(\d)\.0\.weight grad/;
  for (const entry of expected.history) {
    if (entry.iteration > last) continue;
    for (const [name, value] of Object.entries(entry)) {
      const own = name.replace(gradients, "layer$1.weight gradient");
      if (own === "iteration") continue;
      assertAlmostEquals(
        history.values[own][entry.iteration],
        value,
        1e-5,
        `${name} at ${entry.iteration}`,
      );
    }
  }
}

function compareLosses(
  { history }: DescentResult,
  { lossFloat64Every10: losses }: GoldenCourse,
  last: number,
): void {
  for (let k = 0; k <= last; k += 10) {
    assertAlmostEquals(history.values.loss[k], losses[k / 10], 1e-5, `at ${k}`);
  }
}

Deno.test("exercise 1: sign never learns", () => {
  const result = exercise([2, 2, 2], {
    activation: "sign",
    learningRate: 0.01,
  });
  const expected = golden.exercises["ex1_sign_lr0.01"];
  compareHistory(result, expected, 1000);
  assertEquals(
    result.parameters,
    seededNet(courseNet([2, 2, 2], "sign"), 1),
  );
});

const two = exercise([2, 2, 2], { learningRate: 0.01 });

Deno.test("exercise 2 ends in the course's 21 printed parameters", () => {
  const net = courseNet([2, 2, 2]);
  const found = Object.fromEntries(
    Array.from(two.parameters, (value, i) => [parameterName(net, i), value]),
  );
  const expected = Object.entries(golden.seedPrintedParams);
  assertEquals(expected.length, 21);
  for (const [name, value] of expected) {
    assertAlmostEquals(found[ownName(name)], value, 1e-5, name);
  }
});

Deno.test("exercise 2 has the course's losses, accuracies and gradient norms", () => {
  compareHistory(two, golden.exercises["ex2_tanh_lr0.01"], 1000);
  compareLosses(two, golden.divergenceF32VsF64.ex2, 990);
  const { loss, accuracy } = two.history.values;
  assertEquals([loss.length, accuracy.length], [1001, 1001]);
  assertAlmostEquals(loss[1000], 0.8808678, 1e-6);
  assertEquals([accuracy[1000], Math.max(...accuracy)], [0.63, 0.67]);
});

Deno.test("exercise 3: all 21 loss curves after exercise 2", () => {
  const net = courseNet([2, 2, 2]);
  const { losses, names } = parameterSlices(
    empiricalLoss(net, data),
    two.parameters,
    { extent: 10, resolution: 101 },
  );
  const curves = Object.entries(golden.lossCurvesEx2.curves);
  assertEquals(curves.length, 21);
  for (const [name, curve] of curves) {
    const own = losses[names.indexOf(ownName(name))];
    assertEquals(own.length, curve.length);
    curve.forEach((loss, k) => assertAlmostEquals(own[k], loss, 1e-5, name));
  }
});

Deno.test("exercise 3: the surface over two parameters", () => {
  const net = courseNet([2, 2, 2]);
  const values = Array.from({ length: 11 }, (_, k) => 2 * k - 10);
  // the course's first parameter runs along the rows of its table
  const { losses, names } = parameterSurface(
    empiricalLoss(net, data),
    two.parameters,
    [6, 0],
    values,
  );
  assertEquals(names, ["layer2.weight(0, 0)", "layer1.weight(0, 0)"]);
  golden.lossSurfaceEx2.surface.flat().forEach((loss, k) =>
    assertAlmostEquals(losses[k], loss, 1e-5, `point ${k}`)
  );
});

Deno.test("exercise 3: the image of the network's output", () => {
  const { score, mean } = golden.networkOutputGridEx2;
  const axis = Float64Array.from({ length: 200 }, (_, k) => -3 + 6 * k / 199);
  const output = decisionGrid(courseNet([2, 2, 2]), two.parameters, {
    axes: [0, 1],
    xs: axis,
    ys: axis,
  });
  score.forEach((row, r) =>
    row.forEach((value, c) => {
      // the course's row 0 is the top, ours the bottom
      const own = output[(199 - 20 * r) * 200 + 20 * c];
      assertAlmostEquals(own, value, 1e-5, `${r}, ${c}`);
    })
  );
  const sum = output.reduce((sum, value) => sum + value, 0);
  assertAlmostEquals(sum / output.length, mean, 1e-5);
});

Deno.test("exercise 4 follows the course to iteration 100, then learns", () => {
  const result = exercise([2, 2, 2]);
  compareHistory(result, golden.exercises["ex4_tanh_lr0.25"], 100);
  compareLosses(result, golden.divergenceF32VsF64.ex4, 100);
  const { loss, accuracy } = result.history.values;
  assertAlmostEquals(loss[500], 0.575651, 0.05);
  assert(result.loss < 0.05 && accuracy[1000] >= 0.98, `${result.loss}`);
});

Deno.test("exercise 4: seeds 2 and 4 are stuck", () => {
  for (const seed of [2, 4]) {
    const { loss } = exercise([2, 2, 2], { seed });
    assert(loss > 0.35 && loss < 0.95, `seed ${seed} ends at ${loss}`);
  }
});

Deno.test("exercise 5: gradients vanish toward the first layer", () => {
  const { values } = exercise([2, 2, 2], { iterations: 0 }).history;
  const expected = [0.007005, 0.030807, 0.184443, 0.725504];
  expected.forEach((norm, l) =>
    assertAlmostEquals(values[`layer${l + 1}.weight gradient`][0], norm, 1e-6)
  );
});

Deno.test("exercise 6: eight layers of two are stuck", () => {
  const result = exercise(Array(7).fill(2), { scale: 0.5 });
  compareLosses(result, golden.divergenceF32VsF64.ex6, 60);
  const { values } = result.history;
  assertAlmostEquals(values["layer1.weight gradient"][0], 0.0019, 1e-4);
  assertAlmostEquals(values["layer8.weight gradient"][0], 0.478, 1e-3);
  assert(result.loss > 0.6 && result.loss < 0.95, `${result.loss}`);
  const final = values.accuracy.at(-1)!;
  assert(final > 0.6 && final < 0.8, `${final}`);
});

Deno.test("exercise 7: a wide shallow network learns every sample", () => {
  const result = exercise([8]);
  compareLosses(result, golden.divergenceF32VsF64.ex7, 990);
  assertEquals(accuracy(courseNet([8]), result.parameters, data), 1);
});

Deno.test("exercise 8: a wide deep network learns every sample", () => {
  const result = exercise(Array(7).fill(10), { scale: 0.7 });
  const { lossFloat64Every10: [start] } = golden.divergenceF32VsF64.ex8;
  assertAlmostEquals(result.history.values.loss[0], start, 1e-6);
  const norms = Object.entries(result.history.values)
    .filter(([name]) => name.endsWith("gradient")).map(([, [norm]]) => norm);
  assertEquals(norms.length, 8);
  assertAlmostEquals(Math.min(...norms), 0.67, 0.01);
  assertAlmostEquals(Math.max(...norms), 1.77, 0.01);
  assertEquals(result.history.values.accuracy.at(-1), 1);
  assert(result.loss < 1e-3, `${result.loss}`);
});
