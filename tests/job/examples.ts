import { invertibleNetwork } from "../../lib/density/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import type { JobSpecification } from "../../lib/job/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss, type Objective } from "../../lib/objective/mod.ts";
import { linearModel } from "../../lib/theory/mod.ts";
import { train, type TrainingResult } from "../../lib/train/mod.ts";

const net = network(parseNetwork("2 → 3 tanh → 1"));
const data = teacherStudent({ teacher: net, samples: 60, seed: 1 });

/** A small loss, and the same without plain data: its jobs run in place. */
export const objective: Objective = empiricalLoss(net, data);
const { specification: _, ...withoutSpecification } = objective;
export const inPlace: Objective = withoutSpecification;

/** Where trainings of it start, and how one ended. */
export const θ: Float64Array = initialize(net, { seed: 2 });
export const options = { flow: { until: 5 }, refine: { maxIterations: 20 } };
export const fit: TrainingResult = train(objective, θ, options);

const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });

/** A small job of each kind that there is. */
export const examples: {
  readonly [Kind in JobSpecification["kind"]]: (
    objective: Objective,
  ) => Extract<JobSpecification, { readonly kind: Kind }>;
} = {
  twoLayerTraining: () => ({
    kind: "twoLayerTraining",
    model: linearModel({
      samples: 10,
      inputs: 2,
      outputs: 2,
      condition: 3,
      testSamples: 5,
      seed: 1,
    }),
    options: { hidden: 3, iterations: 5000 },
  }),
  trainingBatch: () => ({
    kind: "trainingBatch",
    sources: [{
      kind: "teacherStudent",
      student: "2 → 2 tanh → 1",
      teacher: "2 → 2 tanh → 1",
      samples: 40,
      dataSeed: 3,
    }],
    recipes: [1, 2].map((seed) => ({ source: 0, seed, options })),
  }),
  train: (objective) => ({ kind: "train", objective, parameters: θ, options }),
  gradient: (objective) => ({ kind: "gradient", objective, parameters: θ }),
  hessian: (objective) => ({ kind: "hessian", objective, parameters: θ }),
  sharpness: (objective) => ({
    kind: "sharpness",
    objective,
    trajectory: fit.trajectory,
  }),
  spectralDensity: (objective) => ({
    kind: "spectralDensity",
    objective,
    parameters: fit.parameters,
    options: { probes: 3 },
  }),
  hessianSpectrum: (objective) => ({
    kind: "hessianSpectrum",
    objective,
    parameters: fit.parameters,
  }),
  certify: (objective) => ({
    kind: "certify",
    objective,
    parameters: fit.parameters,
    options: { trajectory: fit.trajectory },
  }),
  prove: (objective) => ({
    kind: "prove",
    objective,
    parameters: fit.parameters,
    options: { hold: [0] },
  }),
  parameterSlices: (objective) => ({
    kind: "parameterSlices",
    objective,
    parameters: fit.parameters,
    options: { resolution: 11 },
  }),
  plane: (objective) => ({
    kind: "plane",
    objective,
    center: fit.parameters,
    trajectory: fit.trajectory,
    options: { resolution: 9 },
  }),
  atlas: (objective) => ({
    kind: "atlas",
    objective,
    starts: [θ, θ.map((x) => -0.3 * x)],
    options: { maxIterations: 30 },
  }),
  barrier: (objective) => ({
    kind: "barrier",
    objective,
    from: fit.parameters,
    to: θ,
    options: { match: "barrier", resolution: 11 },
  }),
  connectingCurve: (objective) => ({
    kind: "connectingCurve",
    objective,
    from: fit.parameters,
    to: θ,
    options: { maxIterations: 5 },
  }),
  detectChannel: (objective) => ({
    kind: "detectChannel",
    objective,
    where: fit.trajectory,
  }),
  kernelChange: (objective) => ({
    kind: "kernelChange",
    objective,
    trajectory: fit.trajectory,
    options: { points: 3 },
  }),
  profile: (objective) => ({
    kind: "profile",
    objective,
    point: fit.parameters,
    directions: [θ, θ.toReversed()],
    options: { resolution: 3, extent: 0.5 },
  }),
  gradientDescent: (objective) => ({
    kind: "gradientDescent",
    objective,
    parameters: θ,
    options: { learningRate: 0.1, iterations: 20 },
  }),
  // a density is no objective: this one runs in a worker
  fitDensity: () => ({
    kind: "fitDensity",
    flow,
    data: { training: data.inputs, validation: data.inputs.slice(0, 20) },
    options: {
      epochs: 3,
      batchSize: 16,
      loggers: ["logLikelihood", "terms", "parameterMean"],
    },
  }),
  parameterSurface: (objective) => ({
    kind: "parameterSurface",
    objective,
    parameters: θ,
    indices: [0, 3],
    values: Float64Array.of(-1, 0, 2),
  }),
};

/**
 * A result without what differs from run to run, or names the objective, which
 * only one with a specification does.
 */
export function timeless(result: unknown): unknown {
  return JSON.parse(
    JSON.stringify(
      result,
      (key, value) =>
        ["seconds", "sentence", "objective"].includes(key) ? undefined : value,
    ),
  );
}
