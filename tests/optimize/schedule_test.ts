import { assertAlmostEquals, assertThrows } from "@std/assert";
import {
  optimizeSteps,
  type Schedule,
  scheduleFactor,
} from "../../lib/optimize/mod.ts";
import { quadratic } from "../flow/objectives.ts";

const table: { schedule: Schedule; values: Record<number, number> }[] = [
  { schedule: { kind: "constant" }, values: { 0: 1, 7: 1, 1e6: 1 } },
  { schedule: { kind: "inverse", γ: 0.5 }, values: { 0: 1, 2: 0.5, 18: 0.1 } },
  {
    schedule: { kind: "cosine", steps: 100 },
    values: { 0: 1, 25: (1 + Math.SQRT1_2) / 2, 50: 0.5, 100: 0, 250: 0 },
  },
  {
    schedule: { kind: "cosine", steps: 4, floor: 0.2 },
    values: { 0: 1, 2: 0.6, 4: 0.2, 9: 0.2 },
  },
  {
    schedule: { kind: "cyclical", period: 10 },
    values: { 0: 0.1, 2.5: 0.55, 5: 1, 7.5: 0.55, 10: 0.1, 15: 1 },
  },
  {
    schedule: { kind: "cyclical", period: 4, floor: 0 },
    values: { 0: 0, 1: 0.5, 2: 1, 3: 0.5, 4: 0 },
  },
];

for (const { schedule, values } of table) {
  Deno.test(`schedule ${JSON.stringify(schedule)} has its closed form`, () => {
    const factor = scheduleFactor(schedule);
    for (const [t, value] of Object.entries(values)) {
      assertAlmostEquals(factor(Number(t)), value, 1e-15);
    }
  });
}

Deno.test("optimizeSteps multiplies the rate by the schedule, from step 0 on", () => {
  // L = x²/2: x ← x (1 − η/(1 + γt))
  let x = 1;
  let t = 0;
  for (
    const { parameters } of optimizeSteps(quadratic([1]), Float64Array.of(1), {
      method: "gradientDescent",
      learningRate: 0.5,
      schedule: { kind: "inverse", γ: 1 },
      steps: 5,
    })
  ) {
    x *= 1 - 0.5 / (1 + t);
    t++;
    assertAlmostEquals(parameters[0], x, 1e-15);
  }
});

Deno.test("scheduleFactor refuses numbers and kinds without meaning", () => {
  const wrong: [Schedule, string][] = [
    [{ kind: "inverse", γ: -1 }, "γ -1, expected a number from 0 on"],
    [{ kind: "cosine", steps: 0 }, "steps 0"],
    [{ kind: "cyclical", period: NaN }, "period NaN"],
    [{ kind: "luck" } as unknown as Schedule, 'kind "luck", expected'],
  ];
  for (const [schedule, message] of wrong) {
    assertThrows(() => scheduleFactor(schedule), RangeError, message);
  }
});
