// %%
import {
  cell,
  choice,
  contours,
  growNet,
  lossCurve,
  matchNeurons,
  md,
  mlp,
  networkDiagram,
  provenBadge,
  range,
  seed,
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
const dataSeed = seed`Data seed ${1}`;
const initializationSeed = seed`Initialization seed ${2}`;
const part = choice`Plane of ${["the whole path", "its end"]}`;

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
cell`Teacher ${teacher} ${data} ${(teacher, { teacherParameters }) =>
  networkDiagram(teacher, teacherParameters, {
    title: `Teacher ${teacher.text}`,
  })}`;
cell`Architecture ${student} ${fit.live} ${(student, fit) =>
  networkDiagram(student, fit.parameters, {
    title: `Student ${student.text}`,
  })}`;

// %%
cell`Loss curve ${fit.live} ${(fit) => lossCurve(fit)}`;

// %%
const spectrum = cell`spectrum = Hessian spectrum of ${fit}
  ${(fit, run) => run.hessianSpectrum(fit)}`;
cell`Eigenvalues ${spectrum} ${fit}
  ${(spectrum, { verdict }) => spectrumPlot(spectrum, { verdict })}`;

// %%
/** Of its end: of the refinement, which begins at the flow's last point. */
const plane = cell`plane = Loss plane through the end of ${fit}
  for ${part} ${(fit, part, run) =>
  run.plane(fit, {
    resolution: 51,
    backend: "wasm-float32",
    ...(part === "its end" && {
      from: fit.trajectory.times[Math.max(0, fit.refineStart - 1)],
    }),
  })}`;

/**
 * The teacher as a point of the plane, its neurons in the order nearest to the
 * student's, and with silent ones where it has fewer.
 */
const star = cell`star = Teacher on ${plane} as ${student}
  from ${data} ${({ center, directions }, student, data) => {
  const { teacher, teacherParameters } = data;
  const spare = student.layers[0].width - teacher.layers[0].width;
  if (spare < 0) return;
  const { parameters } = spare === 0
    ? { parameters: teacherParameters }
    : growNet(teacher, teacherParameters, 1, { neurons: spare });
  const nearest = matchNeurons(student, center, parameters).parameters;
  const along = (u: Float64Array) =>
    u.reduce((sum, x, i) => sum + x * (nearest[i] - center[i]), 0);
  return [along(directions[0]), along(directions[1])] as const;
}}`;
cell`Plane ${plane.live} ${star.live} ${(plane, star) =>
  contours(plane, { path: plane.path, ...(star && { teacher: star }) })}`;

// %%
md`
${provenBadge(fit)}

The training came to rest at a loss of **${fit.at((fit) => fit.loss)}** with
‖∇L‖∞ = **${fit.at((fit) => fit.gradientNorm)}**, after
${fit.at((fit) => fit.steps)} steps in ${fit.at((fit) => fit.seconds)} seconds.
${fit.at((fit) => fit.sentence)}
`;

// %%
const slices = cell`slices = Loss slices through the end of ${fit}
  ${(fit, run) => run.parameterSlices(fit, { resolution: 101 })}`;
cell`Slices ${slices} ${(slices) => sliceGrid(slices)}`;
