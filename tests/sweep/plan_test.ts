import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  equalBatches,
  planSweep,
  type SweepDescription,
} from "../../lib/sweep/mod.ts";
import { nextBatches } from "../../lib/sweep/batches.ts";
import { objectiveOf } from "../../lib/job/mod.ts";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss, populationLoss } from "../../lib/objective/mod.ts";
import { resultOf } from "./conformance.ts";

const student = "2 → 2 tanh → 1";
const teacher = "2 → 3 tanh → 1";
const net = network(parseNetwork(student));
const taught = network(parseNetwork(teacher));

const xor = {
  name: "xor",
  student,
  data: { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 1, 1, 0] },
};

const full: SweepDescription = {
  problems: [
    { student, teacher, samples: 7 },
    { name: "infinitely many", student, teacher },
  ],
  dataSeeds: [4, 5],
  seeds: { from: 10, count: 3 },
  vary: { "discrete.learningRate": [0.1, 0.01], "discrete.method": ["adam"] },
  options: { discrete: { method: "gradientDescent", steps: 5 } },
};

Deno.test("options that vary may be typed arrays, and single values of any kind", () => {
  const description: SweepDescription = {
    ...full,
    vary: { "discrete.learningRate": Float64Array.of(0.1, 0.01) as never },
  };
  assertEquals(
    planSweep(description).runs(0, 1)[0].recipe.options?.discrete?.learningRate,
    0.1,
  );
  assertThrows(
    () =>
      planSweep({ ...full, vary: { flow: Float64Array.of(1, 2) as never } }),
    TypeError,
    "options.flow is 1, expected",
  );
});

Deno.test("a sweep is the product of problems, data seeds, options and seeds", () => {
  const plan = planSweep(full);
  assertEquals(plan.count, 2 * 2 * 2 * 3);
  const runs = plan.runs(0, plan.count);
  const told = runs.map(({ parameters: p }) =>
    [p.problem, p.dataSeed, p["discrete.learningRate"], p.seed].join()
  );
  assertEquals(new Set(told).size, told.length);
  assertEquals(runs.map(({ index }) => index), [...told.keys()]);
  assertEquals(runs[0].recipe, {
    objective: {
      kind: "teacherStudent",
      student,
      teacher,
      samples: 7,
      dataSeed: 4,
    },
    seed: 10,
    options: { discrete: { method: "adam", steps: 5, learningRate: 0.1 } },
  });
  assertEquals(plan.parameterNames, [
    "problem",
    "student",
    "teacher",
    "samples",
    "dataSeed",
    "discrete.learningRate",
    "discrete.method",
    "seed",
  ]);
});

Deno.test("parts of a plan are parts of the whole, neighbors share their objective", () => {
  const plan = planSweep(full);
  const runs = plan.runs(0, plan.count);
  fc.assert(fc.property(fc.nat(plan.count), fc.nat(plan.count), (a, b) => {
    assertEquals(plan.runs(a, b), runs.slice(a, Math.max(a, b)));
  }));
  for (const [i, { recipe }] of runs.entries()) {
    const alike = i % 6 > 0; // options and seeds, of one set of data
    assertEquals(runs[i - 1]?.recipe.objective === recipe.objective, alike);
  }
});

Deno.test("recipes are the losses that they describe", () => {
  const plan = planSweep({ ...full, dataSeeds: "seeds" });
  const data = teacherStudent({ teacher: taught, samples: 7, seed: 11 });
  const own = planSweep({ problems: [xor], seeds: [1] }).runs(0, 1)[0];
  assertEquals(
    objectiveOf(own.recipe.objective).specification,
    empiricalLoss(net, dataset(xor.data)).specification,
  );
  const at = (run: number) =>
    objectiveOf(plan.runs(run, run + 1)[0].recipe.objective);
  assertEquals(at(1).specification, empiricalLoss(net, data).specification);
  assertEquals(
    at(7).specification,
    populationLoss(net, { teacher: taught, parameters: data.teacherParameters })
      .specification,
  );
});

Deno.test("batches of any time per run cover every run once", () => {
  const plan = planSweep({
    problems: [{ student, teacher, samples: 5 }],
    seeds: { count: 500 },
  });
  for (const seconds of [0, 1e-9, 1e-3, 0.02, 0.3, 5, 1e4]) {
    const waiting = [{ from: 0, to: 1 }];
    const runs: number[] = [];
    for (const batch of waiting) {
      for (let run = batch.from; run < batch.to; run++) runs.push(run);
      const outcomes = resultOf(batch).outcomes.map((each) => ({
        ...each,
        seconds,
      }));
      waiting.push(...nextBatches(plan, { ...batch, outcomes }));
    }
    assertEquals(
      runs.sort((a, b) => a - b),
      [...Array(500).keys()],
      `${seconds}`,
    );
    const size = waiting[2].to - waiting[2].from;
    assert(size === 1 || size * seconds <= 1.5 && size <= 1000);
  }
  assertEquals(equalBatches(plan, 300), [{ from: 0, to: 300 }, {
    from: 300,
    to: 500,
  }]);
});

Deno.test("batches of 1500 runs of 5 ms leave none of 2 … 8 workers idle for long", () => {
  const seconds = 0.005;
  const plan = planSweep({
    problems: [{ student, teacher, samples: 5 }],
    seeds: { count: 1500 },
  });
  const timed = { from: 1, to: 9 };
  const batches = nextBatches(plan, {
    ...timed,
    outcomes: resultOf(timed).outcomes.map((each) => ({ ...each, seconds })),
  });
  for (const workers of [2, 3, 4, 8]) {
    const busyUntil = new Array(workers).fill(0);
    for (const { from, to } of batches) {
      const free = busyUntil.indexOf(Math.min(...busyUntil));
      busyUntil[free] += (to - from) * seconds;
    }
    const work = busyUntil.reduce((sum, each) => sum + each) / workers;
    // with equal batches of a second: 0.27 s for two workers, 0.5 s for three
    assert(Math.max(...busyUntil) - work <= 0.08, `${workers}: ${busyUntil}`);
  }
});

const wrong: Readonly<Record<string, [unknown, RegExp]>> = {
  "nothing": [undefined, /problems is missing/],
  "no problem": [{ problems: [], seeds: [1] }, /problems is a list of 0/],
  "no seed": [{ ...full, seeds: [] }, /seeds is a list of 0/],
  "a seed that is none": [{ ...full, seeds: [1.5] }, /seeds\[0\] is 1.5/],
  "no count": [{ ...full, seeds: { from: 1 } }, /seeds\.count is missing/],
  "a misspelled name": [
    { ...full, probelms: [] },
    /unknown option "probelms", did you mean "problems"/,
  ],
  "one within": [
    { ...full, problems: [{ student, teacher, sample: 5 }] },
    /unknown option "problems\[0\]\.sample", did you mean "problems\[0\]\.samples"/,
  ],
  "no teacher": [
    { ...full, problems: [{ student }] },
    /problems\[0\]\.teacher is missing/,
  ],
  "networks that do not fit": [
    { ...full, problems: [{ student, teacher: "3 → 1", samples: 5 }] },
    /problems\[0\]: .*3/,
  ],
  "a network that is none": [
    { ...full, problems: [{ student: "2 → tahn", teacher }] },
    /problems\[0\]: /,
  ],
  "an option that is none": [
    { ...full, vary: { "flow.solvr": ["a"] } },
    /options\.flow\.solvr/,
  ],
  "a value that is none": [
    { ...full, vary: { proof: ["yes"] } },
    /options\.proof is "yes"/,
  ],
  "data seeds for data of its own": [
    { ...full, problems: [xor] },
    /problems\[0\] has data of its own/,
  ],
  "no value": [{ ...full, vary: { proof: [] } }, /vary\.proof is a list of 0/],
};

for (const [what, [description, message]] of Object.entries(wrong)) {
  Deno.test(`a description with ${what} is refused, with its path`, () => {
    const { message: said } = assertThrows(
      () => planSweep(description as SweepDescription),
      Error,
    );
    assert(/^Cannot plan the sweep: /.test(said), said);
    assert(message.test(said), said);
  });
}
