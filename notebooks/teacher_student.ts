// %%
import {
  cell,
  choice,
  contours,
  lossCurve,
  md,
  mlp,
  networkDiagram,
  provenBadge,
  range,
  sliceGrid,
  spectrumPlot,
  teacherStudent,
} from "@thalweg/thalweg";

// %%
md`
# Teacher and student

A student network learns what a teacher network computes: follow it down its
loss landscape, and look around where it comes to rest.
`;

// %%
const teacherWidth = range`Teacher width ${{ min: 1, max: 12, value: 4 }}`;
const studentWidth = range`Student width ${{ min: 1, max: 24, value: 5 }}`;
const activation = choice`Activation ${[
  "sigmoid",
  "tanh",
  "softplus",
  "g",
  "gelu",
  "silu",
  "relu",
]}`;
const samples = range`Samples ${{
  min: 10,
  max: 10000,
  step: 10,
  value: 1000,
}}`;
const dataSeed = range`Data seed ${{ max: 99, value: 1 }}`;
const initializationSeed = range`Initialization seed ${{ max: 99, value: 2 }}`;

// %%
const teacher = mlp`teacher = 2 → ${teacherWidth} ${activation} → 1`;
const student = mlp`student = 2 → ${studentWidth} ${activation} → 1`;
const data = cell`data = ${samples} samples of ${teacher} with seed ${dataSeed}
  ${(samples, teacher, seed) => teacherStudent({ teacher, samples, seed })}`;

// %%
const fit =
  cell`fit = Train ${student} on ${data} from seed ${initializationSeed}
  ${(student, data, seed, run) => run.train(student, data, { seed })}`;

// %%
cell`Architecture ${student} ${fit.live}
  ${(student, fit) => networkDiagram(student, fit.parameters)}`;

// %%
cell`Loss curve ${fit.live} ${(fit) => lossCurve(fit)}`;

// %%
md`
${provenBadge(fit)}

The training came to rest at a loss of **${fit.at((fit) => fit.loss)}** with
‖∇L‖∞ = **${fit.at((fit) => fit.gradientNorm)}**, after
${fit.at((fit) => fit.steps)} steps in ${fit.at((fit) => fit.seconds)} seconds.
${fit.at((fit) => fit.sentence)}
`;

// %%
const spectrum = cell`spectrum = Hessian spectrum of ${fit}
  ${(fit, run) => run.hessianSpectrum(fit)}`;
cell`Eigenvalues ${spectrum} ${fit}
  ${(spectrum, { verdict }) => spectrumPlot(spectrum, { verdict })}`;

// %%
const plane = cell`plane = Loss plane through the end of ${fit}
  ${(fit, run) => run.plane(fit, { resolution: 51, backend: "wasm-float32" })}`;
cell`Plane ${plane.live} ${(plane) => contours(plane, { path: plane.path })}`;

// %%
const slices = cell`slices = Loss slices through the end of ${fit}
  ${(fit, run) => run.parameterSlices(fit, { resolution: 101 })}`;
cell`Slices ${slices} ${(slices) => sliceGrid(slices)}`;
