import {
  coupledDynamics,
  coupledJacobian,
  dataset,
  earlyStoppingRisk,
  endToEnd,
  lambdaBalancedStart,
  layeredStart,
  leastSquares,
  linearModel,
  mlp,
  readCommandLine,
  riccatiSolution,
  trainTwoLayer,
  trainTwoLayerSteps,
  twoLayerModes,
} from "../../mod.ts";
import { coupledDynamicsOptions } from "../../lib/theory/coupled/coupled_dynamics.ts";
import { coupledJacobianOptions } from "../../lib/theory/coupled/coupled_jacobian.ts";
import { layeredStartOptions } from "../../lib/theory/double_descent/layered_start.ts";
import { earlyStoppingRiskOptions } from "../../lib/theory/early_stopping_risk.ts";
import { linearModelOptions } from "../../lib/theory/linear_model/options.ts";
import { twoLayerModesOptions } from "../../lib/theory/modes/two_layer_modes.ts";
import { lambdaBalancedStartOptions } from "../../lib/theory/riccati/lambda_balanced_start.ts";
import { riccatiSolutionOptions } from "../../lib/theory/riccati/riccati_solution.ts";
import { twoLayerTrainingOptions } from "../../lib/theory/two_layer/options.ts";
import type { Described } from "./described.ts";

const net = mlp`2 → 2 no bias → 1 no bias`;
const data = dataset({ inputs: [[0, 1], [1, 0]], targets: [1, 2] });
const model = linearModel({ samples: 4, inputs: 2, seed: 1, testSamples: 2 });
const pair = { sigma: [1], lambda: [1] };
const modes = { ...pair, a: [1], b: [1], rates: [1, 1] };
const coupled = { ...pair, z: [0.1], u: 0.1, until: 1 };
const at = { lambda: [1], z: [0.1], u: 0.1 };
const risk = { sigmas: [1], thetas: [1], rates: [1], noise: 1, samples: 2 };
const start = { first: [1], second: [1], correlation: [1], inputs: 1 };
const sizes = { inputs: 2, hidden: 2, outputs: 1 };
const θ = new Float64Array(6).fill(0.5);

/** What describes the options of functions of two linear layers. */
export const describedTwoLayers: readonly Described[] = [
  {
    name: "linearModel",
    act: "draw a linear model",
    table: linearModelOptions,
    fitting: { samples: 4, inputs: 2, seed: 1 },
    call: linearModel,
  },
  {
    name: "twoLayerModes",
    act: "solve the modes",
    table: twoLayerModesOptions,
    fitting: modes,
    call: twoLayerModes,
  },
  {
    name: "riccatiSolution",
    act: "solve the two layers",
    table: riccatiSolutionOptions,
    fitting: start,
    call: riccatiSolution,
  },
  {
    name: "lambdaBalancedStart",
    act: "draw a λ-balanced start",
    table: lambdaBalancedStartOptions,
    fitting: sizes,
    call: lambdaBalancedStart,
  },
  {
    name: "coupledDynamics",
    act: "follow the coupled modes",
    table: coupledDynamicsOptions,
    fitting: coupled,
    call: coupledDynamics,
  },
  {
    name: "coupledJacobian",
    act: "decompose the coupled Jacobian",
    table: coupledJacobianOptions,
    fitting: at,
    call: coupledJacobian,
  },
  {
    name: "earlyStoppingRisk",
    act: "compute the risk",
    table: earlyStoppingRiskOptions,
    fitting: risk,
    call: (options) => earlyStoppingRisk(options, 1),
  },
  {
    name: "layeredStart",
    act: "start the layers",
    table: layeredStartOptions,
    fitting: { seed: 1 },
    call: (options) => layeredStart(net, options),
  },
  {
    name: "trainTwoLayer",
    act: "train the two layers",
    table: twoLayerTrainingOptions,
    fitting: { iterations: 2 },
    call: (options) => trainTwoLayer(model, options),
  },
  {
    name: "trainTwoLayerSteps",
    act: "train the two layers",
    table: twoLayerTrainingOptions,
    fitting: { iterations: 2 },
    call: (options) => trainTwoLayerSteps(model, options).next(),
  },
];

/** Arguments that fit them and their neighbors, by place. */
export const fittingTwoLayers: Readonly<Record<string, readonly unknown[]>> = {
  coupledDynamics: [coupled],
  coupledJacobian: [at],
  earlyStoppingRisk: [risk, 2],
  endToEnd: [net, θ],
  geometricTimes: [100],
  lambdaBalancedStart: [sizes],
  layerMeasures: [net, θ],
  layeredStart: [net, { seed: 1 }],
  leastSquares: [data],
  linearModel: [{ samples: 4, inputs: 2, seed: 1, testSamples: 2 }],
  readCommandLine: ["--dim 2"],
  riccatiSolution: [start],
  trainTwoLayer: [model, { iterations: 3 }],
  trainTwoLayerSteps: [model, { iterations: 3 }],
  twoLayerModes: [modes],
  writeCommandLine: [readCommandLine("--dim 2")],
  weightErrors: [endToEnd(net, θ), [1, 2], leastSquares(data)],
};
