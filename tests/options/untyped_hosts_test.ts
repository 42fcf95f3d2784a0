import { assertEquals, assertRejects } from "@std/assert";
import { cell, empiricalLoss, initialize, mlp } from "../../mod.ts";
import { nonLinearlySeparableData, runJob } from "../../mod.ts";
import { notebookGraph, openNotebook } from "../../lib/notebook/mod.ts";

// Pages and kernels run notebooks without checking their types.

const net = mlp`2 → 2 tanh → 1`;
const data = nonLinearlySeparableData({ samples: 10 });
const objective = empiricalLoss(net, data);
const θ = initialize(net, { seed: 1 });

/** Options of other tools, and what is meant by them. */
const habits: readonly (readonly [object, string])[] = [
  [{ lr: 0.1 }, '"lr", did you mean "discrete.learningRate"?'],
  [
    { epochs: 5 },
    '"epochs", did you mean "flow.maxSteps" or "discrete.steps" or "refine.maxIterations"?',
  ],
  [
    { optimizer: "adam" },
    '"optimizer", did you mean "flow.solver" or "discrete.method" or "refine.method"?',
  ],
  [{ maxSteps: 5 }, '"maxSteps", did you mean "flow.maxSteps"?'],
  [{ rtol: 1e-6 }, '"rtol", did you mean "flow.relativeTolerance"?'],
  [
    { flow: { method: "rk45" } },
    '"flow.method", did you mean "flow.solver"?',
  ],
  [
    { discrete: { lr: 0.1 } },
    '"discrete.lr", did you mean "discrete.learningRate"?',
  ],
  [
    { discrete: { method: { name: "adam", beta1: 0.9 } } },
    '"discrete.method.beta1", did you mean "discrete.method.β1"?',
  ],
  [
    { trajectory: { n: 5 } },
    '"trajectory.n", did you mean "trajectory.points"?',
  ],
];

for (const [options, words] of habits) {
  Deno.test(`run.train in a notebook: ${words}`, async () => {
    openNotebook({
      duplicates: "refuse",
      readBytes: () => Promise.reject(new Error("no files")),
    });
    const fit = cell`fit = Train ${(run) =>
      run.train(net, data, { seed: 1, ...options })}`;
    await notebookGraph().settled();
    const message = `Cannot train: unknown option ${words}`;
    assertEquals(fit.error?.message, message);
  });

  Deno.test(`a job: ${words}`, async () => {
    const error = await assertRejects(
      () => runJob({ kind: "train", objective, parameters: θ, options }),
      TypeError,
    );
    assertEquals(
      error.message.replaceAll('"options.', '"'),
      `Cannot run the job: unknown option ${words}`,
    );
  });
}
