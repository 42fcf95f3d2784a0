// %%
import {
  barrierPlot,
  CATEGORICAL,
  cell,
  choice,
  empiricalLoss,
  hessianSpectrum,
  interpolation,
  lineChart,
  lossCurve,
  md,
  mlp,
  networkDiagram,
  perturbAlong,
  provenBadge,
  range,
  row,
  seed,
  splitNeuron,
  teacherStudent,
} from "@thalweg/thalweg";

// %%
md`
# One function, many networks

Hidden neurons can be swapped, turned about, and split in two, and the network
computes what it did. **What does that do to the landscape?** It makes copies of
every minimum, and it turns each minimum of a small network into a line of saddles
of a larger one. Split a neuron, walk along the line, and leave it where it leads
down.
`;

const which = choice`Split neuron ${[0, 1]}`;
const γ = range`Share γ of the first half ${{
  min: -1,
  max: 2,
  step: 0.02,
  value: 0.5,
}}`;
const side = choice`Leave it ${["to one side", "to the other"]}`;

// %%
md`
## Split a neuron

A student of two neurons has come to rest; its teacher has four, so the loss is not
zero. Neuron i has output weight a. Put a second one beside it with the same input
weights, and share a out between them: γa and (1 − γ)a. Nothing changes, for any γ.
`;

const teacher = mlp`2 → 4 tanh → 1`;
const small = mlp`2 → 2 tanh → 1`;
const data = cell`data = 300 samples of ${teacher}
  ${(teacher) => teacherStudent({ teacher, samples: 300, seed: 9 })}`;
const fit = cell`fit = Train ${small} on ${data}
  ${(small, data, run) => run.train(small, data, { seed: 0 })}`;
const split = cell`split = Split neuron ${which} of ${small} at ${fit} by ${γ}
  ${(which, small, fit, γ) => splitNeuron(small, fit.parameters, 1, which, γ)}`;
const objective = cell`objective = Loss of three neurons ${split} on ${data}
  ${(split, data) => empiricalLoss(split.network, data)}`;

const line =
  cell`line = Along all γ from ${which} of ${small} at ${fit} on ${data}
  ${(which, small, fit, data) => {
    const γs = Float64Array.from({ length: 121 }, (_, k) => -1 + k / 40);
    const loss = empiricalLoss(
      splitNeuron(small, fit.parameters, 1, which, 0).network,
      data,
    );
    const points = Array.from(
      γs,
      (γ) => splitNeuron(small, fit.parameters, 1, which, γ).parameters,
    );
    return {
      γs,
      losses: points.map((θ) => loss.loss(θ)),
      lowest: points.map((θ) => hessianSpectrum(loss, θ).eigenvalues),
    };
  }}`;

row(
  cell`Diagram ${split} ${({ network, parameters }) =>
    networkDiagram(network, parameters)}`,
  cell`Walk ${line} ${γ} ${({ γs, lowest }, at) =>
    lineChart(
      [0, 1, 2, 3].map((k) => ({
        name: `λ${k + 1}`,
        xs: γs,
        ys: lowest.map((eigenvalues) => eigenvalues[k]),
        color: CATEGORICAL[[1, 0, 9, 4][k]],
      })),
      {
        title: "The four lowest curvatures along the line",
        xName: "γ",
        yName: "eigenvalue of the Hessian",
        xDomain: [-1, 2],
        cursor: at,
        pick: { target: γ, label: "γ", value: at, step: 0.02 },
      },
    )}`,
);

md`
The loss is **${
  line.at(({ losses }) => losses[60])
}** everywhere on the line; over all 121 values of γ it differs by ${
  line.at(({ losses }) => Math.max(...losses) - Math.min(...losses))
}, which is rounding. Here, at γ = ${γ}, the lowest eigenvalue is **${cell`lowest = ${line} ${γ} ${(
  { lowest },
  γ,
) => lowest[Math.round(40 * (γ + 1))][0]}`}**.

**What to look for.** One eigenvalue is 0 for every γ: that is the line itself. The
others meet at 0 where γ is 0 or 1 and one of the halves is switched off. On the way
between, and beyond, some are negative: there the point that was a minimum for two
neurons is a *saddle* for three. Fukumizu and Amari found when such a line holds
saddles alone, and when some of it are minima: it hangs on one matrix, which does not
depend on γ. Is it the same for the other neuron?
`;

// %%
md`
## Leave the line

A saddle has a way down. Take a small step along the lowest eigenvector, to one side
or to the other, and let the training go on from there.
`;

const left = cell`left = Leave ${split} of ${objective} ${side} and train
  ${(split, objective, side, run) => {
  const { eigenvectors } = hessianSpectrum(objective, split.parameters);
  const start = perturbAlong(
    objective,
    split.parameters,
    eigenvectors[0],
    side === "to one side" ? 0.01 : -0.01,
  );
  return run.train(objective, start);
}}`;

row(
  cell`Way down ${left.live} ${(left) =>
    lossCurve(left, { title: "From the split network downward" })}`,
  cell`Network after ${left.live} ${split} ${(left, { network }) =>
    networkDiagram(network, left.parameters)}`,
);

md`
${provenBadge(left)}

From ${fit.at(({ loss }) => loss)} the loss comes down to **${
  left.at(({ loss }) => loss)
}**. Where λ₁ is 0, within rounding, there is no way down to second order, and the
training stays where it is, or creeps.
`;

// %%
md`
## Match and connect

Two trainings from two starts: do they end at the same place? The loss on the
straight line between them has a barrier. But which copy of the second one is meant?
Its neurons can be put in any order and turned about: of $n$ tanh neurons there are
$n! \, 2^n$ copies. So **match** them first: by the distance of their weights, or try
all and take the least barrier. And the straight line is not the only way: a curve may
get around.
`;

const width = range`Hidden neurons ${{ min: 2, max: 6, value: 4 }}`;
const seedA = seed`Seed of one ${1}`;
const seedB = seed`Seed of the other ${2}`;

// %%
const net = mlp`net = 2 → ${width} tanh → 1`;
const one = cell`one = Train ${net} on ${data} from ${seedA}
  ${(net, data, seed, run) => run.train(net, data, { seed })}`;
const other = cell`other = Train ${net} on ${data} with ${seedB}
  ${(net, data, seed, run) => run.train(net, data, { seed })}`;
const loss = cell`loss = Loss of ${net} on ${data}
  ${(net, data) => empiricalLoss(net, data)}`;

const straight =
  cell`straight = Straight way for ${loss} from ${one} to ${other}
  ${(loss, one, other) =>
    interpolation(loss, one.parameters, other.parameters)}`;
const nearest = cell`nearest = Matched by distance for ${loss}: ${one}, ${other}
  ${(objective, one, other, run) =>
  run.job({
    kind: "barrier",
    objective,
    from: one.parameters,
    to: other.parameters,
    options: { match: "distance" },
  })}`;
const least = cell`least = Least barrier for ${loss} of ${one} and ${other}
  ${(objective, one, other, run) =>
  run.job({
    kind: "barrier",
    objective,
    from: one.parameters,
    to: other.parameters,
    options: { match: "barrier" },
  })}`;
const curve = cell`curve = Curve for ${loss} from ${one} to ${least}
  ${(objective, one, least, run) =>
  run.job({
    kind: "connectingCurve",
    objective,
    from: one.parameters,
    to: least.parameters,
    options: { bends: 2 },
  })}`;

row(
  cell`Both ${one.live} ${other.live} ${(one, other) =>
    lossCurve([
      { name: "one", result: one },
      { name: "other", result: other },
    ], { title: "Two trainings" })}`,
  cell`Barriers ${straight} ${nearest} ${least} ${curve}
    ${(straight, nearest, least, curve) =>
    barrierPlot(
      [
        { name: "as they are", ...straight },
        { name: "matched by distance", ...nearest },
        { name: "least barrier", ...least },
        { name: "around it, by a Bézier curve", ...curve },
      ].map((way) => ({ ...way, positions: way.ts })),
      { title: "Loss from one to the other", ends: ["one", "the other"] },
    )}`,
);

md`
${least.at(({ sentence }) => sentence)} Before matching the barrier is **${
  straight.at(({ barrier }) => barrier)
}**, after it **${least.at(({ barrier }) => barrier)}**, along the curve **${
  curve.at(({ barrier }) => barrier)
}**; ${least.at(({ tried }) => tried)} ways were tried.

**What to look for.** If both trainings found the same minimum, matching makes the
barrier vanish: the two were one, in two copies. If they did not, a barrier is left
that no renaming of neurons removes, and even so a curve often gets around nearly
all of it: take **3** neurons. Low barriers along a curve are no proof of a valley: the loss was looked
at at ${curve.at(({ ts }) => ts.length)} points of it.
`;

// %%
md`
## References

K. Fukumizu and S. Amari, *Local minima and plateaus in hierarchical structures of
multilayer perceptrons*, Neural Networks 13 (2000). B. Şimşek, F. Ged, A. Jacot, F.
Spadaro, C. Hongler, W. Gerstner and J. Brea, *Geometry of the loss landscape in
overparameterized neural networks*, ICML 2021. R. Entezari, H. Sedghi, O. Saukh and B.
Neyshabur, *The role of permutation invariance in linear mode connectivity of neural
networks*, ICLR 2022. S. Ainsworth, J. Hayase and S. Srinivasa, *Git re-basin*, ICLR 2023. T. Garipov and others,
*Loss surfaces, mode connectivity, and fast ensembling of DNNs*, NeurIPS 2018.
`;
