/**
 * Records the runs that double_descent.ts shows: `deno run -A
 * notebooks/data/double_descent.ts` writes double_descent.json beside this
 * file, in ten minutes on two cores.
 *
 * Two-layer ReLU networks, 50 → 250 → 1, on 100 samples of a linear model
 * without noise, whose inputs have standard deviations from 1 to 4 (Heckel and
 * Yilmaz, 2020): the first layer starts at scale w, the second at v, and both
 * learn at the same rate, or the first one at 1e-6. Seeds are 12.
 *
 * @module
 */
import {
  empiricalLoss,
  forward,
  jacobianSpectrum,
  layeredStart,
  layerMeasures,
  linearModel,
  mlp,
  optimizeSteps,
  topEigenpairs,
  torchRandom,
} from "@thalweg/thalweg";

const steps = 50_000;
const starts = [
  { w: 0.01, v: 1, rate: 8.5e-5 },
  { w: 1, v: 0.01, rate: 8e-5 },
  { w: 1, v: 1, rate: 8e-5 },
];
/** Rate of the first layer where the rates are scaled. */
const slow = 1e-6;

const net = mlp`50 → 250 relu → 1`;
const { data, test } = linearModel({
  samples: 100,
  inputs: 50,
  testSamples: 100,
  sigmas: { from: 1, to: 4 },
  rotate: false,
  draws: "samples",
  seed: 12,
});
const objective = empiricalLoss(net, data);

/** The published risk: the mean absolute error. */
function riskAt(θ: Float64Array): number {
  const outputs = forward(net, θ, test.inputs);
  return outputs.reduce((sum, y, n) => sum + Math.abs(y - test.targets![n]), 0) /
    test.samples;
}

/** 1 … 20, then 30 a decade. */
const times = [
  ...new Set([
    ...Array.from({ length: 21 }, (_, t) => t),
    ...Array.from(
      { length: 120 },
      (_, k) => Math.round(20 * (steps / 20) ** ((k + 1) / 120)),
    ),
  ]),
];
/** Where the Hessian is looked at. */
const looks = [0, 3, 10, 30, 100, 1000, 10_000, steps];

const digits = (x: number) => Number(x.toPrecision(7));

function record(θ: Float64Array, rates: readonly number[]) {
  const risks: number[] = [];
  const losses: number[] = [];
  const norms: number[][] = [];
  const gradients: number[][] = [];
  const sharpness: { t: number; eigenvalues: number[] }[] = [];
  function look(t: number, θ: Float64Array) {
    if (looks.includes(t)) {
      const { eigenvalues } = topEigenpairs(objective, θ, 6, {
        relativeTolerance: 1e-6,
      });
      sharpness.push({ t, eigenvalues: Array.from(eigenvalues, digits) });
    }
    if (!times.includes(t)) return;
    risks.push(digits(riskAt(θ)));
    losses.push(digits(objective.loss(θ) * data.samples));
    const normsOf = (θ: Float64Array) =>
      layerMeasures(net, θ).map(({ norm }) => digits(norm));
    norms.push(normsOf(θ));
    gradients.push(normsOf(objective.gradient(θ).map((g) => g * data.samples)));
  }
  look(0, θ);
  for (
    const { step, parameters } of optimizeSteps(objective, θ, {
      method: "gradientDescent",
      // rates are those of the summed error
      learningRate: rates.map((η) => η * data.samples),
      steps,
      maxSeconds: Infinity,
    })
  ) look(step, parameters);
  return { rates, risks, losses, norms, gradients, sharpness };
}

const settings = starts.map(({ w, v, rate }) => {
  // as published: the second network goes on where the first one's draws end
  const random = torchRandom(12);
  const [first, second] = [0, 1].map(() =>
    layeredStart(net, { scales: [w, v], random })
  );
  const { singularValues, layerNorms } = jacobianSpectrum(objective, first, {
    biases: false,
  });
  return {
    w,
    v,
    scaled: record(first, [slow, rate]),
    same: record(second, [rate, rate]),
    jacobian: {
      values: Array.from(singularValues, digits),
      shares: [0, 1].map((l) => layerNorms.map((norms) => digits(norms[l]))),
    },
  };
});

await Deno.writeTextFile(
  new URL("double_descent.json", import.meta.url),
  JSON.stringify({ times, settings }) + "\n",
);
