// %%
import {
  cell,
  choice,
  contours,
  direction,
  empiricalLoss,
  formatNumber,
  gradientField,
  hessianSpectrum,
  historyScrubber,
  kernelChange,
  lineChart,
  matrixPlot,
  md,
  mlp,
  neuronTracks,
  type Objective,
  pathOnPlane,
  point,
  pointOnPlane,
  principalDirections,
  range,
  ROLES,
  row,
  seed,
  spectrumLapse,
  surface,
  teacherStudent,
  toggle,
  train,
  trainingAt,
} from "@thalweg/thalweg";

// %%
md`
# Around a training

A network's loss is a landscape in many dimensions; a picture has two. **Which two,
and what does the picture hide?** Choose the directions, turn the surface, take
hold of the pink point, and let the gradient flow run from there.
`;

// %%
const which = choice`Directions ${[
  "of the path",
  "random, neuron by neuron",
  "sharpest and flattest",
  "two weights of a neuron",
]}`;
const where = point`Start of the flow ${[0.8, 1]}`;
const withArrows = toggle`Arrows of the flow`;
const width = range`Hidden neurons ${{ min: 2, max: 8, value: 3 }}`;
const start = seed`Seed of the start ${3}`;

// %%
const teacher = mlp`2 → 4 tanh → 1`;
const student = mlp`student = 2 → ${width} tanh → 1`;
const data = cell`data = 200 samples of ${teacher}
  ${(teacher) => teacherStudent({ teacher, samples: 200, seed: 4 })}`;
const objective = cell`objective = Loss of ${student} on ${data} 
  ${(student, data) => empiricalLoss(student, data)}`;
const fit = cell`fit = Train ${student} on ${data} from seed ${start}
  ${(student, data, seed, run) => run.train(student, data, { seed })}`;

/** Two directions at right angles, of length 1: coordinates are distances. */
function orthonormal(
  [u, v]: readonly Float64Array[],
): readonly [Float64Array, Float64Array] {
  const dot = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, x, i) => sum + x * b[i], 0);
  const unit = (a: Float64Array) => a.map((x) => x / Math.sqrt(dot(a, a)));
  const first = unit(u);
  const across = v.map((x, i) => x - dot(v, first) * first[i]);
  return [first, unit(across)];
}

const directions = cell`directions = Directions ${which} at the end of ${fit}
  for ${objective} ${(which, fit, objective) => {
  const θ = fit.parameters;
  const both = (kinds: readonly Parameters<typeof direction>[2][]) =>
    orthonormal(kinds.map((kind) => direction(objective, θ, kind)));
  switch (which) {
    case "random, neuron by neuron":
      return both([1, 2].map((seed) => ({ kind: "random", seed })));
    case "sharpest and flattest":
      return both([θ.length - 1, 0].map((index) => ({
        kind: "eigenvector",
        index,
      })));
    case "two weights of a neuron":
      return both([0, 1].map((index) => ({ kind: "coordinate", index })));
    default:
      return principalDirections(fit.trajectory, θ);
  }
}}`;
const plane = cell`plane = Loss plane through the end of ${fit}
  along ${directions} ${(fit, directions, run) =>
  run.plane(fit, { directions, resolution: 61, backend: "wasm-float32" })}`;

// %%
/** The flow from a point of the plane, and how the plane sees it. */
function flowFrom(
  objective: Objective,
  plane: Parameters<typeof pointOnPlane>[0],
  at: readonly [number, number],
) {
  const { trajectory } = train(objective, pointOnPlane(plane, at), {
    flow: { until: 1e4, maxSteps: 80, relativeTolerance: 1e-2 },
    refine: false,
    trajectory: { points: 80 },
  });
  return { path: pathOnPlane(objective, plane, trajectory), trajectory };
}

const names = which.at((which): readonly [string, string] =>
  which === "sharpest and flattest"
    ? ["sharpest direction", "flattest direction"]
    : which === "two weights of a neuron"
    ? ["first weight", "second weight"]
    : ["direction 1", "direction 2"]
);
const flow = cell`flow = Gradient flow from ${where} in ${plane}
  with ${objective} ${(at, plane, objective) =>
  flowFrom(objective, plane, at)}`;
const arrows = cell`arrows = Gradient field on ${plane} of ${objective}
  ${({ center, directions, xs, ys }, objective) =>
  gradientField(objective, center, directions, {
    extent: { x: [xs[0], xs[60]], y: [ys[0], ys[60]] },
    resolution: 15,
  })}`;
const handle = { target: where, label: "start of the flow" };

row(
  cell`Surface ${plane} ${flow} ${arrows} ${withArrows} ${names}
    ${(plane, flow, arrows, withArrows, directionNames) =>
    surface(plane, {
      handle,
      directionNames,
      title: "Turn it, and move the point",
      paths: [
        { name: "training", path: plane.path, color: ROLES.path },
        { name: "flow from the point", path: flow.path },
      ],
      ...(withArrows ? { arrows } : {}),
    })}`,
  cell`Plane ${plane} ${flow} ${arrows} ${withArrows} ${names}
    ${(plane, flow, arrows, withArrows, directionNames) =>
    contours(plane, {
      handle,
      directionNames,
      title: "The same from above",
      paths: [
        { name: "training", path: plane.path, color: ROLES.path },
        { name: "flow from the point", path: flow.path },
      ],
      ...(withArrows ? { arrows } : {}),
    })}`,
);

md`
From the pink point, where the loss is **${
  flow.at(({ trajectory: { losses } }) => losses[0])
}**, the flow comes down to **${
  flow.at(({ trajectory: { losses } }) => losses[losses.length - 1])
}** in ${
  flow.at(({ trajectory: { losses } }) => losses.length - 1)
} steps, and **${
  flow.at(({ path }) => `${formatNumber(100 * path.varianceExplained, 3)} %`)
}** of it stays in the plane.

**What to look for.** On the plane of *the path* the training seems to roll down a
valley: these two directions were made for it, and hold nearly all of it. Now take
*random* directions. The valley is gone: there is a smooth bowl, and the path a
scribble in it, of which the plane holds next to nothing. Both pictures are true;
neither is the landscape. With *sharpest and flattest* the bowl is a
ravine, steep on one side and level on the other. Turn the arrows on: where they
are pale, the gradient points out of the plane, and what you see is not where the
flow goes.
`;

// %%
md`
## What can one walk around?

A ridge in a plane need not be in anybody's way: one could leave the plane and
walk around it. The **profile** takes, at each point, the least loss over *all*
parameters that look the same in the plane. It is what statistics calls a profile
likelihood. What still rises in it, every path has to climb that crosses there,
as far as a minimization from the neighbors' minima can tell.
`;

// %%
const profile = cell`profile = Profile along ${plane} around ${fit}
  ${({ directions, xs, ys }, fit, run) =>
  run.profile(fit, {
    directions,
    extent: { x: [xs[0], xs[60]], y: [ys[0], ys[60]] },
    resolution: 17,
    maxIterations: 40,
    sweeps: 2,
  })}`;

/** Both pictures have the colors of all their losses. */
const colorsOf = profile.live.at(({ losses, planeLosses }) => ({
  losses: Float64Array.of(...losses, ...planeLosses),
}));
row(
  cell`Cut ${profile.live} ${colorsOf} ${names}
    ${(profile, colorsOf, directionNames) =>
    contours({ ...profile, losses: profile.planeLosses }, {
      directionNames,
      colorsOf,
      title: "The plane: all else held",
    })}`,
  cell`Profile ${profile.live} ${colorsOf} ${names}
    ${(profile, colorsOf, directionNames) =>
    contours(profile, {
      directionNames,
      colorsOf,
      title: "The profile: all else at its best",
    })}`,
);

md`
The largest loss on the plane is **${
  profile.at(({ planeLosses }) => Math.max(...planeLosses))
}**; on the profile it is **${
  profile.at(({ losses }) => Math.max(...losses))
}**. At **${
  profile.at(({ converged }) =>
    `${converged.filter((one) => one === 1).length} of ${converged.length}`
  )
}** points the minimization came to rest; elsewhere the profile may be lower still.
`;

// %%
md`
## The same, in time

Scrub through the training, or let it play. Each neuron of the student is a line in
the plane of its two incoming weights; stars are the teacher's. On the right, the
eigenvalues of the Hessian, the curvatures of the landscape where the training was.
`;

// %%
const scrubbed = historyScrubber(fit);
const moments = cell`moments = Spectra along ${fit} of ${objective}
  ${(fit, objective) => {
  const { times } = fit.trajectory;
  const last = times.length - 1;
  const stops = Array.from(
    { length: Math.min(40, times.length) },
    (_, k) => times[Math.round(k * last / Math.min(39, Math.max(1, last)))],
  );
  const spectra = stops.map((time) =>
    hessianSpectrum(objective, trainingAt(fit, time).parameters).eigenvalues
  );
  return { times: stops, eigenvalues: spectra };
}}`;

row(
  scrubbed.layout,
  cell`Tracks ${fit.live} ${student} ${data} ${scrubbed.time}
    ${(fit, student, data, at) =>
    neuronTracks(student, fit.trajectory, {
      at,
      title: "Neurons on their way",
      teacher: teacherRows(data.teacherParameters),
    })}`,
  cell`Lapse ${moments} ${scrubbed.time} ${(moments, at) =>
    spectrumLapse(moments, {
      at,
      title: "Curvatures on the way",
      pick: { target: scrubbed.time, label: "time", value: at, step: 1 },
    })}`,
);

/** The incoming weights of the teacher's neurons, and of their mirror images. */
function teacherRows(θ: Float64Array): [number, number][] {
  return [0, 1, 2, 3].flatMap((k): [number, number][] => {
    const [x, y] = [θ[3 * k], θ[3 * k + 1]];
    return [[x, y], [-x, -y]];
  });
}

md`
**What to look for.** At first some curvatures are negative, orange: along these
directions the landscape bends downward. One after the other turns positive. What is
left at the end reaches over many powers of ten: a ravine, in which plain gradient
descent has to take steps as small as its steepest side asks for, and needs as many
as its flattest. Neurons that end on a star have found one of the
teacher's; those between two stars have to serve two at once.
`;

// %%
md`
## Does the network learn its features?

The **neural tangent kernel** holds the products of the gradients of all outputs: how
much a step that helps one sample helps another. In very wide networks it stays as it
was at the start, and training is linear. In this one? Samples are ordered by what
the teacher says of them.
`;

const kernels = cell`kernels = Tangent kernels along ${fit} of ${objective}
  ${({ trajectory }, objective) => kernelChange(objective, trajectory)}`;
/** The kernel at or before a time, its samples in the order of their targets. */
const kernelAt = cell`kernelAt = Kernel of ${kernels} at ${scrubbed.time}
  in the order of ${data} ${({ times, kernels }, at, { targets }) => {
  const k = Math.max(0, times.findLastIndex((time) => time <= at));
  const { kernel, size } = kernels[k];
  const order = Array.from({ length: size }, (_, n) => n)
    .sort((a, b) => targets![a] - targets![b]);
  return {
    time: times[k],
    size,
    entries: Float64Array.from(
      { length: size * size },
      (_, n) => kernel[order[Math.floor(n / size)] * size + order[n % size]],
    ),
  };
}}`;

row(
  cell`Kernel ${kernelAt} ${({ entries, size, time }) =>
    matrixPlot(entries, {
      size,
      title: `Tangent kernel at time ${formatNumber(time)}`,
      name: "sample, by its target",
    })}`,
  cell`Change ${kernels} ${scrubbed.time} ${(
    { times, distances, alignments },
    at,
  ) =>
    lineChart([
      { name: "‖K − K₀‖/‖K₀‖", xs: times.map((t) => 1 + t), ys: distances },
      { name: "alignment", xs: times.map((t) => 1 + t), ys: alignments },
    ], {
      title: "How far it has moved",
      xName: "1 + time",
      yName: "change",
      logX: true,
      cursor: 1 + at,
    })}`,
);

md`
At the end the kernel is **${
  kernels.at(({ distances }) => distances[distances.length - 1])
}** times its own size away from where it began, and its alignment with it is **${
  kernels.at(({ alignments }) => alignments[alignments.length - 1])
}**; in the lazy regime of very wide networks these would stay near 0 and 1.
`;

// %%
md`
## References

H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, *Visualizing the loss landscape
of neural nets*, NeurIPS 2018: directions that are random, neuron by neuron.
I. Goodfellow, O. Vinyals and A. Saxe, *Qualitatively characterizing neural network
optimization problems*, ICLR 2015. S. A. Murphy and A. W. van der Vaart, *On profile
likelihood*, JASA 95 (2000).
`;
