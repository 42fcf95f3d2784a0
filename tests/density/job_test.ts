import { assert, assertEquals } from "@std/assert";
import { invertibleNetwork, logLikelihood } from "../../lib/density/mod.ts";
import { closeWorkers, runJob } from "../../lib/job/mod.ts";
import { hasWorkers } from "../../lib/job/pool.ts";
import { normals } from "./problems.ts";

const flow = invertibleNetwork({ features: 2, layers: 3, seed: 1 });
const training = normals(200, 1);
const options = {
  epochs: 4,
  batchSize: 30,
  loggers: ["logLikelihood"],
} as const;

Deno.test("a logger of the user's makes the job run in place, with the same numbers", async () => {
  assert(hasWorkers());
  const plain = await runJob({
    kind: "fitDensity",
    flow,
    data: { training },
    options,
  });
  let seen = 0;
  const here = await runJob({
    kind: "fitDensity",
    flow,
    data: { training },
    options: {
      ...options,
      loggers: ["logLikelihood", () => ({ seen: ++seen })],
    },
  });
  assertEquals(seen, 5); // counted in this thread
  assertEquals(here.flow, plain.flow);
  assertEquals(here.log.values.training, plain.log.values.training);
  assertEquals(here.log.values.seen, [1, 2, 3, 4, 5]);
  closeWorkers();
});

Deno.test("a flow with the user's activation is fitted in place", async () => {
  const own = {
    f: (x: number) => Math.tanh(x) + 0.1 * x,
    derivative: (x: number) => 1.1 - Math.tanh(x) ** 2,
    secondDerivative: (x: number) =>
      -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
  };
  const start = { ...flow, activation: own };
  const fit = await runJob({
    kind: "fitDensity",
    flow: start,
    data: training,
    options: { ...options, learningRate: 0.01 },
  });
  assert(logLikelihood(fit.flow, training) > logLikelihood(start, training));
});

Deno.test("a fit goes on in the next job where the last one ended", async () => {
  const job = { kind: "fitDensity", flow, data: training } as const;
  const whole = await runJob({ ...job, options });
  const half = await runJob({ ...job, options: { ...options, epochs: 2 } });
  const rest = await runJob({
    ...job,
    options: { ...options, resumeFrom: half.state },
  });
  assertEquals(rest.flow, whole.flow);
  assertEquals(rest.log, whole.log);
  closeWorkers();
});

Deno.test("a fit in single precision is near that in double", async () => {
  const features = 20;
  const data = normals(100 * features, 3);
  const start = invertibleNetwork({ features, layers: 2, seed: 1 });
  const [double, single] = await Promise.all(
    (["float64", "float32"] as const).map((precision) =>
      runJob({
        kind: "fitDensity",
        flow: start,
        data,
        options: { ...options, precision },
      })
    ),
  );
  const [a, b] = [double, single].map(({ flow }) => logLikelihood(flow, data));
  assert(a !== b && Math.abs(a - b) < 1e-3 * Math.abs(a), `${a}, ${b}`);
  closeWorkers();
});
