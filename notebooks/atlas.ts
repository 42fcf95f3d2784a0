// %%
import {
  atlasGraph,
  cell,
  choice,
  disconnectivityTree,
  empiricalLoss,
  formatNumber,
  hessianSpectrum,
  indexPlot,
  initialize,
  lossCurve,
  md,
  mlp,
  networkDiagram,
  number,
  perturbAlong,
  range,
  row,
  spectrumPlot,
  teacherStudent,
} from "@thalweg/thalweg";

// %%
md`
# An atlas of a small landscape

How many places are there where a training could come to rest, and what lies
between them? Of a network small enough, **search from hundreds of starts**: downward
for minima, by Newton's method for saddles. Then roll down from every saddle, to see
which valleys it joins. Click a point to see how one gets there.
`;

const shape = choice`Network ${[
  "2 → 2 sigmoid → 1",
  "2 → 2 tanh no bias → 1 no bias",
  "2 → 3 tanh no bias → 1 no bias",
]}`;
const λ = choice`Weight decay λ ${[0.01, 0.003, 0.001, 0.0003]} ${{
  value: 0.001,
}}`;
const count = range`Starts ${{ min: 20, max: 1000, step: 20, value: 160 }}`;
const chosen = number`Point ${0}`;

// %%
const net = mlp`net = ${shape}`;
const data = cell`data = 100 samples of a teacher
  ${() =>
  teacherStudent({ teacher: mlp`2 → 4 tanh → 1`, samples: 100, seed: 9 })}`;
const objective = cell`objective = Loss of ${net} on ${data} with decay ${λ}
  ${(net, data, λ) =>
  empiricalLoss(net, data, { penalties: [{ kind: "weightDecay", λ }] })}`;
const starts = cell`starts = ${count} starts of ${net} ${(count, net) =>
  Array.from(
    { length: count },
    // twice as far out as trainings start: more valleys begin there
    (_, seed) => initialize(net, { seed }).map((x) => 2 * x),
  )}`;
const atlas = cell`atlas = Atlas of ${objective} from ${starts}
  ${(objective, starts, run) =>
  run.atlas(objective, starts, { proofs: true })}`;

// %%
const choose = (value: number) => ({
  target: chosen,
  label: "critical point",
  value,
});

row(
  cell`Index ${atlas.live} ${chosen} ${({ points }, k) =>
    indexPlot(points, { choose: choose(k) })}`,
  cell`Graph ${atlas.live} ${chosen} ${(atlas, k) =>
    atlasGraph(atlas, { choose: choose(k) })}`,
  cell`Tree ${atlas.live} ${chosen} ${(atlas, k) =>
    disconnectivityTree(atlas, { choose: choose(k) })}`,
);

md`
From **${atlas.live.at(({ starts }) => starts)}** starts: **${
  atlas.live.at(({ points }) =>
    points.filter(({ index, kind }) => index === 0 && /minimum/.test(kind))
      .length
  )
}** minima and **${
  atlas.live.at(({ points }) => points.filter(({ index }) => index > 0).length)
}** saddles, copies by symmetry not counted; **${
  atlas.live.at(({ points }) =>
    points.filter(({ proof }) => proof?.status === "proved").length
  )
}** of them are proved. ${
  atlas.live.at(({ lost }) => {
    const ends = Object.entries(lost)
      .map(([reason, count]) => `${count} × ${reason}`);
    return ends.length === 0
      ? ""
      : `Searches that ended at no critical point: ${ends.join(", ")}.`;
  })
}

**What to look for.** Are high points also those from which many ways lead down? In
large networks they are, for the most part. In the tree: how high has one to climb from
one valley to the next? With less weight decay more searches end at no point, and tanh
networks have more valleys and more saddles. Nothing tells that *all* points were found. With more starts new ones turn up more
and more rarely; that is all one can see. Sigmoid neurons can be turned about only
with a change of bias, which weight decay feels: so their minima come in pairs of
nearly the same loss, where tanh has one.
`;

// %%
md`
## One of them

Point ${chosen}: click another one, or take the arrow keys in a picture.
`;

const selected = cell`selected = Point ${chosen} of ${atlas}
  ${(k, { points }) => {
  const point = points[k];
  if (point) return point;
  throw new RangeError(
    `Cannot show point ${k}, expected one from 0 to ${points.length - 1}`,
  );
}}`;
const spectrum = cell`spectrum = Curvatures of ${objective} at ${selected}
  ${(objective, { parameters }) => hessianSpectrum(objective, parameters)}`;
const trainings =
  cell`trainings = Trainings of ${objective} to or from ${selected}
  with ${spectrum} and ${starts}
  ${async (
    objective,
    { index, parameters, starts: own },
    spectrum,
    starts,
    run,
  ) => {
    const from = index > 0
      ? [1, -1].map((way) => ({
        name: way > 0 ? "one way down" : "the other",
        start: perturbAlong(
          objective,
          parameters,
          spectrum.eigenvectors[0],
          0.01 * way,
        ),
      }))
      : own.slice(0, 3).map((k) => ({ name: `start ${k}`, start: starts[k] }));
    const results = await run.all(
      from,
      ({ start }, run) =>
        run.job({ kind: "train", objective, parameters: start }),
    );
    return results.map((result, k) => ({ name: from[k].name, result }));
  }}`;

row(
  cell`Ways ${trainings} ${selected} ${(trainings, { index }) =>
    lossCurve(trainings, {
      title: index > 0 ? "Both ways down" : "Ways that led here",
    })}`,
  cell`Spectrum ${spectrum} ${(spectrum) =>
    spectrumPlot(spectrum, { title: "Curvatures" })}`,
  cell`Network ${net} ${selected} ${(net, { parameters }) =>
    networkDiagram(net, parameters)}`,
);

md`
A **${
  selected.at(({ kind, index }) =>
    index > 0 ? `${kind} of index ${index}` : kind
  )
}** at a loss of ${selected.at(({ loss }) => loss)}, found by ${
  selected.at(({ searches }) => searches)
} searches. ${
  selected.at(({ basin, descents }) =>
    basin && descents > 0
      ? `Of the descents ${descents} ended here: its basin holds ${
        formatNumber(100 * basin[0], 3)
      } to ${formatNumber(100 * basin[1], 3)} % of such starts (95 % interval).`
      : "No descent from the starts ended here."
  )
} ${selected.at(({ sentence }) => sentence)}

A start on this list led here by one of its searches. A training by gradient flow
crosses no ridge; a minimizer may, so that the two can differ.
`;

// %%
md`
## References

D. J. Wales, *Energy Landscapes*, 2003, chapter 5: disconnectivity trees. O. Becker
and M. Karplus, *The topology of multidimensional potential energy surfaces*, J. Chem.
Phys. 106 (1997). A. J. Ballard and others, *Energy landscapes for machine learning*,
PCCP 19 (2017). C. G. Frye and others, *Critical point-finding methods reveal
gradient-flat regions of deep network losses*, Neural Computation 33 (2021).
`;
