import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { customObjective } from "../../lib/objective/mod.ts";
import { train, trainingAt, trainSteps } from "../../lib/train/mod.ts";

const valley = customObjective({
  parameterCount: 2,
  loss: ([x, y]) => x ** 2 + 10 * (y - x ** 2) ** 2,
});
const start = Float64Array.of(-1, 1.5);
const fit = train(valley, start, { flow: { until: 3 } });

Deno.test("trainingAt is the stored point itself at its own time", () => {
  const { times, parameters, losses } = fit.trajectory;
  for (const [index, time] of times.entries()) {
    const state = trainingAt(fit, time);
    assertEquals(state.index, index);
    assertStrictEquals(state.parameters, parameters[index]);
    assertStrictEquals(state.loss, losses[index]);
    assertStrictEquals(state.loss, valley.loss(state.parameters));
  }
});

Deno.test("trainingAt is the last point at or before any time", () => {
  const { times } = fit.trajectory;
  const last = times.length - 1;
  fc.assert(fc.property(
    fc.double({ min: -1, max: 2 * times[last], noNaN: true }),
    (time) => {
      const expected = Math.max(0, times.findLastIndex((t) => t <= time));
      assertEquals(trainingAt(fit, time).index, expected);
    },
  ));
  assertEquals(trainingAt(fit, Infinity).index, last);
  assertEquals(trainingAt(fit, -Infinity).index, 0);
});

Deno.test("trainingAt looks at a training under way", () => {
  const steps = trainSteps(valley, start);
  for (let k = 0; k < 5; k++) steps.next();
  const { value } = steps.next();
  const running = (value as { snapshot(): typeof fit }).snapshot();
  const { times, losses } = running.trajectory;
  const last = times.length - 1;
  assertEquals(running.status, "running");
  assertEquals(trainingAt(running, Infinity).loss, losses[last]);
  assertEquals(trainingAt(running, times[1]).index, 1);
});

Deno.test("trainingAt refuses a time that is not a number", () => {
  assertThrows(() => trainingAt(fit, NaN), RangeError, "time NaN");
});
