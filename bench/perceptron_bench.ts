import {
  empiricalLoss,
  gradientDescent,
  mlp,
  nonLinearlySeparableData,
  parameterSlices,
  parameterSurface,
  runJob,
  seededNet,
  standardLog,
} from "@thalweg/thalweg";
import { sink } from "./problems.ts";

const net = mlp`2 → 2 tanh → 2 tanh → 2 tanh → 1 tanh`;
const data = nonLinearlySeparableData();
const objective = empiricalLoss(net, data);
const start = seededNet(net, 1);
const exercise2 = { learningRate: 0.01, iterations: 1000 };
const { parameters } = gradientDescent(objective, start, exercise2);
const values = Float64Array.from({ length: 101 }, (_, k) => (k - 50) / 5);

Deno.bench("exercise 2: 1000 iterations with history (goal 30 ms)", () => {
  const log = standardLog(objective);
  sink(gradientDescent(objective, start, { ...exercise2, log }).loss);
});

Deno.bench("21 curves × 101 offsets (goal 5 ms)", () => {
  const { losses } = parameterSlices(objective, parameters, {
    extent: 10,
    resolution: 101,
  });
  sink(losses[0][0]);
});

Deno.bench("surface 101 × 101 (goal 60 ms)", () => {
  sink(parameterSurface(objective, parameters, [0, 6], values).losses[0]);
});

Deno.bench("scan of 100 seeds over the workers (goal 1.5 s)", {
  n: 3,
  warmup: 1,
}, async () => {
  // without the memo, which would answer from the second time on
  const ends = await Promise.all(
    Array.from({ length: 100 }, (_, seed) =>
      runJob({
        kind: "gradientDescent",
        objective,
        parameters: seededNet(net, seed),
        options: { learningRate: 0.25, iterations: 1000, points: 2 },
      }, { memo: false })),
  );
  sink(ends[0].loss);
});
