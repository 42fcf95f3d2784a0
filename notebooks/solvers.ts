// %%
import {
  CATEGORICAL,
  cell,
  choice,
  contours,
  empiricalLoss,
  formatNumber,
  grid,
  lineChart,
  md,
  mlp,
  type NotebookRun,
  pathOnPlane,
  range,
  teacherStudent,
  type TrainingResult,
  trajectoryDistance,
} from "@thalweg/thalweg";

// %%
md`
# Following the flow

A ball of water that runs down a loss landscape without inertia follows the
*gradient flow* θ̇ = −∇L(θ). Every optimizer takes steps instead. Here four
methods start at the same point: the flow itself, followed by a solver that
keeps its error small, gradient descent, momentum and Adam. How far from the
flow do they go, and when do they fall?

Move the learning rate. Below 2/η all is calm; near it, look at the sharpness.
`;

// %%
const learningRate = range`Log of the learning rate ${{
  min: -3,
  max: 0,
  step: 0.05,
  value: -0.55,
}}`;
const adamRate = range`Log of Adam's learning rate ${{
  min: -4,
  max: 0,
  step: 0.05,
  value: -2,
}}`;
const steps = choice`Steps ${[1000, 5000, 20_000]} ${{ value: 5000 }}`;
const seed = range`Seed of the start ${{ min: 0, max: 99, value: 2 }}`;
