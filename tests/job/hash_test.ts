import { assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import {
  jobKey,
  type JobSpecification,
  type TrainJob,
} from "../../lib/job/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";

const net = network(parseNetwork("2 → 3 tanh → 1"));
const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
const parameters = initialize(net, { seed: 2 });
const job: TrainJob = {
  kind: "train",
  objective: empiricalLoss(net, data),
  parameters,
  options: { flow: { until: 5, maxSteps: 9 } },
};

Deno.test("jobKey is the same for equal jobs made anew", async () => {
  const again: JobSpecification = {
    options: { flow: { maxSteps: 9, until: 5 } },
    parameters: initialize(net, { seed: 2 }),
    objective: empiricalLoss(
      net,
      teacherStudent({ teacher: net, samples: 20, seed: 1 }),
    ).specification!,
    kind: "train",
  };
  assertEquals(await jobKey(again), await jobKey(job));
});

Deno.test("jobKey changes with whatever a result depends on", async () => {
  const bumped = parameters.slice();
  bumped[0] += 2 ** -52;
  const weights = new Float64Array(data.samples).fill(1);
  const changes: Partial<TrainJob>[] = [
    {},
    { parameters: bumped },
    { options: { flow: { until: 5, maxSteps: 10 } } },
    { options: { flow: { until: 5 } } },
    { objective: empiricalLoss(net, { ...data, weights }) },
    {
      objective: empiricalLoss(net, data, {
        penalties: [{ kind: "weightDecay", λ: 1e-3 }],
      }),
    },
    {
      objective: {
        ...empiricalLoss(net, data).specification!,
        backend: "another",
      },
    },
    { warmStart: { from: "0", distance: 1, differences: [] } },
  ];
  const keys = await Promise.all(
    changes.map((change) => jobKey({ ...job, ...change })),
  );
  assertEquals(new Set(keys).size, changes.length);
  assertNotEquals(
    await jobKey({ kind: "gradient", objective: job.objective, parameters }),
    keys[0],
  );
});

Deno.test("jobKey is undefined for functions of the user", async () => {
  const objective = customObjective({ parameterCount: 1, loss: () => 0 });
  assertEquals(
    await jobKey({ kind: "train", objective, parameters: new Float64Array(1) }),
    undefined,
  );
});

Deno.test("jobKey of 10⁴ samples of three numbers takes less than 5 ms", async () => {
  const samples = 10_000;
  const objective = empiricalLoss(
    net,
    dataset({
      inputs: Float64Array.from(
        { length: 2 * samples },
        (_, i) => Math.sin(i),
      ),
      shape: [samples, 2],
      targets: Array.from({ length: samples }, (_, i) => Math.cos(i)),
    }),
  );
  const times: number[] = [];
  for (let k = 0; k < 20; k++) {
    const began = performance.now();
    await jobKey({ ...job, objective });
    times.push(performance.now() - began);
  }
  assertLess(Math.min(...times), 5);
});
