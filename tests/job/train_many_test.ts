import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  closeWorkers,
  configureMemo,
  configureWorkers,
  trainMany,
  type TrainManyOptions,
} from "../../lib/job/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import {
  customObjective,
  empiricalLoss,
  type Objective,
} from "../../lib/objective/mod.ts";
import { train, type TrainingResult } from "../../lib/train/mod.ts";

const net = network(parseNetwork("2 → 3 tanh → 1"));
const objectives = [1, 2, 3, 4, 5].map((seed) =>
  empiricalLoss(net, teacherStudent({ teacher: net, samples: 40, seed }))
);
const seeds = [9, 3, 3, 7, 0];
const short: TrainManyOptions = {
  flow: { maxSteps: 10 },
  refine: { maxIterations: 3 },
  memo: false,
};

/** All that must not depend on where and when a run was made. */
function numbers({ parameters, trajectory, loss, steps }: TrainingResult) {
  return { parameters, trajectory, loss, steps };
}

function alone(
  objective: Objective,
  seed: number,
  options: TrainManyOptions,
): unknown {
  const { scheme = "glorotNormal", memo: _, ...training } = options;
  const θ = initialize(net, { seed, scheme });
  const { discrete } = training;
  return numbers(train(objective, θ, {
    ...training,
    ...(discrete && { discrete: { ...discrete, seed } }),
  }));
}

const variants: TrainManyOptions[] = [
  short,
  { ...short, scheme: "heNormal" },
  { discrete: { batchSize: 7, steps: 30 }, refine: false, memo: false },
];

for (const size of [1, 2, 3]) {
  Deno.test(`trainMany gives train's numbers, in order, in a pool of ${size}`, async () => {
    configureWorkers({ size });
    for (const options of variants) {
      const one = await Array.fromAsync(
        trainMany(objectives[0], seeds, options),
      );
      assertEquals(
        one.map(numbers) as unknown[],
        seeds.map((seed) => alone(objectives[0], seed, options)),
      );
      const specifications = objectives.map((loss) => loss.specification!);
      const each = await Array.fromAsync(
        trainMany(specifications, seeds, options),
      );
      assertEquals(
        each.map(numbers) as unknown[],
        seeds.map((seed, i) => alone(objectives[i], seed, options)),
      );
    }
    configureWorkers({});
  });
}

Deno.test("trainMany gives train's numbers where there is no worker", async () => {
  const { specification: _, ...inPlace } = objectives[0];
  const results = await Array.fromAsync(trainMany(inPlace, seeds, short));
  assertEquals(
    results.map(numbers) as unknown[],
    seeds.map((seed) => alone(objectives[0], seed, short)),
  );
});

Deno.test("trainMany streams: the first comes before the last is made", async () => {
  configureWorkers({ size: 1 });
  const many = Array.from({ length: 12 }, (_, seed) => seed);
  let made = 0;
  const seen: number[] = [];
  const onSource = () => void made++;
  for await (
    const _ of trainMany(objectives[0], many, { ...short, onSource })
  ) {
    seen.push(made);
  }
  assert(seen[0] < 6, `${seen}`);
  assertEquals(seen.at(-1), 12);
  configureWorkers({});
});

Deno.test("trainMany stops its runs when nobody takes results any more", async () => {
  configureWorkers({ size: 1 });
  const many = Array.from({ length: 50 }, (_, seed) => seed);
  let made = 0;
  const onSource = () => void made++;
  const options = { ...short, onSource };
  for await (const _ of trainMany(objectives[0], many, options)) break;
  const then = made;
  assert(then < 10);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assertEquals(made, then);
  const controller = new AbortController();
  const aborted = trainMany(objectives[0], many, {
    ...options,
    signal: controller.signal,
  });
  await aborted.next();
  controller.abort(new Error("enough"));
  await assertRejects(
    () => Array.fromAsync(aborted),
    Error,
    "enough",
  );
  closeWorkers();
  configureWorkers({});
});

Deno.test("trainMany passes on what a run throws, and stops the others", async () => {
  const wrong = { ...short, flow: { solver: "luck" as never } };
  await assertRejects(
    () => Array.fromAsync(trainMany(objectives[0], seeds, wrong)),
    RangeError,
    "with luck",
  );
  closeWorkers();
});

Deno.test("trainMany remembers runs unless told otherwise", async () => {
  configureMemo({});
  const sources: string[] = [];
  const { memo: _, ...kept } = short;
  const options = {
    ...kept,
    onSource: (source: string) => void sources.push(source),
  };
  const first = await Array.fromAsync(
    trainMany(objectives[0], [1, 2], options),
  );
  const again = await Array.fromAsync(
    trainMany(objectives[0], [1, 2], options),
  );
  assertEquals(again.map(numbers), first.map(numbers));
  assertEquals(sources.slice(2), ["from cache", "from cache"]);
  closeWorkers();
});

Deno.test("trainMany refuses what it cannot start from", () => {
  const bowl = customObjective({ parameterCount: 1, loss: ([x]) => x * x });
  assertThrows(() => trainMany(bowl, [1]), TypeError, "without a network");
  assertThrows(
    () => trainMany(objectives, [1]),
    RangeError,
    "1 seeds: 5 objectives, expected one, or one for each seed",
  );
  assertThrows(() => trainMany(objectives[0], [1, -1]), RangeError, "seed");
});
