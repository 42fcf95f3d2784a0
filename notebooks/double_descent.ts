// %%
import {
  CATEGORICAL,
  cell,
  choice,
  contours,
  earlyStoppingRisk,
  empiricalLoss,
  endToEnd,
  file,
  formatNumber,
  forward,
  grid,
  layeredStart,
  layerMeasures,
  leastSquares,
  linearModel,
  lineChart,
  md,
  mlp,
  network,
  type Objective,
  onDemand,
  outputImage,
  pathOnPlane,
  plane,
  range,
  row,
  seed,
  toggle,
  torchRandom,
  twoLayerModes,
  weightErrors,
} from "@thalweg/thalweg";

// %%
md`
# Why a test error may fall twice

Train a little longer, and the error on new data may fall, rise, and fall **again**.
Nothing in the network changes in between: two parts of it learn at two speeds, and
each of them overfits at a time of its own. Make them equally fast and the second
descent is gone.

Below, first the formula; then the network in which Heckel and Yilmaz found it, with
every number of their tables; then a laboratory of linear networks.
`;

// %%
md`
## Two parts, two speeds

Linear regression, stopped after $k$ steps. Each feature $i$ with standard deviation
$\sigma_i$ and coefficient $\theta_i$ first loses its *bias*, then gains *variance*:
$R(k) = \sigma_n^2 + \sum \sigma_i^2\theta_i^2(1-\eta_i\sigma_i^2)^{2k} +
\frac{\sigma_n^2}{n}\sum (1-(1-\eta_i\sigma_i^2)^k)^2$.
Ten samples, two features: a strong one that matters little and a weak one that
matters much.
`;
const weak = range`σ₂ ${{ min: 0.05, max: 1, step: 0.01, value: 0.15 }}`;
const coefficient = range`θ₂ ${{ min: 0, max: 5, step: 0.1, value: 3 }}`;
const speed = range`Rate of the second, times ${{
  min: 1,
  max: 100,
  scale: "log",
  value: 1,
}}`;
const noise = range`Noise σₙ ${{ min: 0, max: 2, step: 0.05, value: 1 }}`;

const components = cell`components = Risk by the formula ${weak} ${coefficient}
  ${speed} ${noise} ${(σ, θ, factor, noise) => {
  const η = 0.1;
  const one = { sigmas: [1], thetas: [0.45], rates: [η] };
  const two = { sigmas: [σ], thetas: [θ], rates: [η * factor] };
  const shared = { noise, samples: 10 };
  const models = [one, two, {
    sigmas: [1, σ],
    thetas: [0.45, θ],
    rates: [η, η * factor],
  }].map((model) => ({ ...model, ...shared }));
  const ks = [
    ...new Set(
      Array.from({ length: 240 }, (_, i) => Math.round(10 ** (i / 60))),
    ),
  ];
  // what no stopping changes is left out
  const excess = models.map((model) =>
    ks.map((k) => earlyStoppingRisk(model, k) - noise ** 2)
  );
  let best = 0;
  for (let k = 1; k <= 10_000; k++) {
    if (
      earlyStoppingRisk(models[2], k) < earlyStoppingRisk(models[2], best)
    ) best = k;
  }
  return {
    ks,
    excess,
    best,
    least: earlyStoppingRisk(models[2], best) - noise ** 2,
  };
}}`;
const formulaChart = cell`Formula ${components}
  ${({ ks, excess, best, least }) =>
  lineChart(
    ["first feature", "second feature", "both"].map((name, i) => ({
      name,
      xs: ks,
      ys: excess[i],
      color: CATEGORICAL[[0, 1, 4][i]],
    })),
    {
      title: "Excess risk R(k) − σₙ², with its minimum",
      xName: "steps k",
      yName: "excess risk",
      logX: true,
      yDomain: [0, 0.4],
      mark: { x: Math.max(best, 1), y: least },
      span: "full",
    },
  )}`;
row(weak, coefficient, speed, noise);
row(formulaChart);
md`
The least risk of both is at **k = ${
  components.at(({ best }) => best)
}**, with an
excess of ${
  components.at(({ least }) => formatNumber(least, 3))
}. Each feature has a
valley of its own. Speed up the second one by 43, and the two valleys lie on top of
each other: the minimum comes much earlier, and it is lower.
`;

// %%
md`
## The network

Fifty inputs with standard deviations from 1 to 4, 100 samples of a linear teacher
without noise, 250 hidden ReLU neurons. The first layer starts at scale $w$, the
second at $v$. Both learn at the **same** rate, or the first one's is **scaled** to
10⁻⁶. Of the 50 000
iterations 140 are kept in a file, with the script that made it beside; a run of your
own goes over them as dots.
`;
const records = file`Recorded runs ${"data/double_descent.json"} ${{
  accept: ".json",
}}`;
const setting = choice`Start ${[
  "w = 0.01, v = 1",
  "w = 1, v = 0.01",
  "w = 1, v = 1",
]} ${{ value: "w = 1, v = 0.01" }}`;
const iterations = choice`Iterations of a run of your own ${[
  300,
  3000,
  50_000,
]} ${{ value: 300 }}`;

/** A recorded run; `losses` are summed over samples. */
interface Recorded {
  readonly rates: readonly number[];
  readonly risks: readonly number[];
  readonly losses: readonly number[];
  readonly norms: readonly (readonly number[])[];
  readonly gradients: readonly (readonly number[])[];
  readonly sharpness: readonly {
    readonly t: number;
    readonly eigenvalues: readonly number[];
  }[];
}

/** Runs of one start. */
interface Recording {
  readonly w: number;
  readonly v: number;
  readonly same: Recorded;
  readonly scaled: Recorded;
  readonly jacobian: {
    readonly values: readonly number[];
    readonly shares: readonly (readonly number[])[];
  };
}

const recorded = cell`recorded = The runs in ${records}
  ${(file): { times: readonly number[]; settings: readonly Recording[] } =>
  JSON.parse(file.text)}`;
const chosen = cell`chosen = Of ${recorded} that with ${setting}
  ${({ times, settings }, name) => {
  const [w, v] = Array.from(name.matchAll(/[\d.]+/g), Number);
  const found = settings.find((each) => each.w === w && each.v === v);
  if (found) return { times, ...found };
  throw new RangeError(
    `Cannot find the run: none with ${name}, expected one in the file`,
  );
}}`;

const net = mlp`50 → 250 relu → 1`;
const samples = cell`samples = The source's samples ${() =>
  linearModel({
    samples: 100,
    inputs: 50,
    testSamples: 100,
    sigmas: { from: 1, to: 4 },
    rotate: false,
    draws: "samples",
    seed: 12,
  })}`;

/**
 * Gradient descent with a rate for each layer, over the workers; its history has
 * some forty points a decade.
 */
const descent = (
  objective: Objective,
  parameters: Float64Array,
  learningRate: readonly number[],
  iterations: number,
) => ({
  kind: "gradientDescent" as const,
  objective,
  parameters,
  options: {
    learningRate,
    iterations,
    points: 200,
    spacing: "geometric" as const,
  },
});

/** The mean absolute error, which the source calls risk. */
const own = onDemand`own = Train anew as in ${chosen}, ${net} on ${samples}
  ${iterations}
  ${async ({ w, v, same, scaled }, net, { data, test }, steps, run) => {
  const objective = empiricalLoss(net, data);
  // the second network's draws follow the first one's
  const random = torchRandom(12);
  const runs = [scaled, same].map(({ rates }) => ({
    rates,
    θ: layeredStart(net, { scales: [w, v], random }),
  }));
  // the loss is a mean, the published rates are of the sum
  const trainings = await run.all(runs, ({ rates, θ }, run) =>
    run.job(
      descent(objective, θ, rates.map((η) => η * data.samples), steps),
      // thousands of parameters at every point
      { memo: "session" },
    ));
  return trainings.map(({ history: { iterations, parameters } }) => ({
    // from 1 on: the axis is logarithmic
    times: Array.from(iterations).slice(1),
    risks: parameters.slice(1).map((θ) => {
      const outputs = forward(net, θ, test.inputs);
      return outputs.reduce(
        (sum, y, n) => sum + Math.abs(y - test.targets![n]),
        0,
      ) / test.samples;
    }),
  }));
}}`;

// %%
const [SAME, SCALED] = [CATEGORICAL[0], CATEGORICAL[1]];
const steps = { xName: "iterations t", logX: true };
/** From t = 1 on: a logarithm knows no 0. */
const fromOne = (list: readonly number[]) => list.slice(1);

const recordedRisks = (
  { times, same, scaled }: Recording & { readonly times: readonly number[] },
) => [
  {
    name: "same rates",
    xs: fromOne(times),
    ys: fromOne(same.risks),
    color: SAME,
  },
  {
    name: "scaled rates",
    xs: fromOne(times),
    ys: fromOne(scaled.risks),
    color: SCALED,
  },
];

const riskChart = cell`Risk ${chosen} ${(chosen) =>
  lineChart(recordedRisks(chosen), {
    ...steps,
    title: "Risk: mean absolute error on the test set",
    yName: "risk",
    span: "full",
  })}`;
row(records, setting);
row(riskChart);

/** A risk of the table, at a published iteration: t counts from 0 there. */
const at = (which: "same" | "scaled", t: number) =>
  chosen.at(({ times, [which]: run }) =>
    formatNumber(run.risks[times.indexOf(t + 1)] ?? run.risks.at(-1)!, 6)
  );
md`
| iteration, as published | same rates | scaled rates |
|---|---|---|
| 1 | ${at("same", 1)} | ${at("scaled", 1)} |
| 2 | ${at("same", 2)} | ${at("scaled", 2)} |
| 5 | ${at("same", 5)} | ${at("scaled", 5)} |
| 10 | ${at("same", 10)} | ${at("scaled", 10)} |
| 20 | ${at("same", 20)} | ${at("scaled", 20)} |
| 46 | ${at("same", 46)} | ${at("scaled", 46)} |
| 49 999 | ${at("same", 49_999)} | ${at("scaled", 49_999)} |
`;

const ownChart = cell`Your own run over the recorded one ${chosen} ${own}
  ${(chosen, [scaled, same]) =>
  lineChart([
    ...recordedRisks(chosen),
    ...[same, scaled].map(({ times, risks }, i) => ({
      name: i === 0 ? "same, your own" : "scaled, your own",
      xs: times,
      ys: risks,
      color: [SAME, SCALED][i],
      dots: true,
    })),
  ], {
    ...steps,
    title: "Dots: your own run",
    yName: "risk",
    span: "full",
  })}`;
row(iterations);
row(own);
row(ownChart);

// %%
const lossChart = cell`Loss ${chosen} ${({ times, same, scaled }) =>
  lineChart(
    [
      { name: "same", run: same, color: SAME },
      { name: "scaled", run: scaled, color: SCALED },
    ].map(({ name, run, color }) => ({
      name,
      xs: fromOne(times),
      ys: fromOne(run.losses),
      color,
    })),
    {
      ...steps,
      title: "Loss: summed squared error on the samples",
      yName: "loss",
      logY: true,
    },
  )}`;

/** Something of both layers in both runs. */
function byLayer(
  { times, same, scaled }: Recording & { readonly times: readonly number[] },
  of: "norms" | "gradients",
) {
  return [same, scaled].flatMap((run, i) =>
    [0, 1].map((l) => ({
      name: `${["same", "scaled"][i]}, ${["W", "v"][l]}`,
      xs: fromOne(times),
      ys: run[of].slice(1).map((layers) => layers[l]),
      color: CATEGORICAL[2 * i + l],
    }))
  );
}
const normChart = cell`Norms ${chosen} ${(chosen) =>
  lineChart(byLayer(chosen, "norms"), {
    ...steps,
    title: "Norms of the two layers' weights",
    yName: "norm",
    logY: true,
  })}`;
const gradientChart = cell`Gradients ${chosen} ${(chosen) =>
  lineChart(byLayer(chosen, "gradients"), {
    ...steps,
    title: "Norms of their gradients",
    yName: "norm",
    logY: true,
  })}`;
const sharpnessChart = cell`Sharpness ${chosen} ${({ same, scaled }) =>
  lineChart(
    [same, scaled].flatMap((run, i) =>
      Array.from({ length: 6 }, (_, k) => ({
        name: k === 0 ? ["same rates", "scaled rates"][i] : `λ${k + 1}`,
        xs: run.sharpness.map(({ t }) => t + 1),
        ys: run.sharpness.map(({ eigenvalues }) => eigenvalues[k]),
        color: [SAME, SCALED][i],
      }))
    ),
    {
      ...steps,
      xName: "iterations t + 1",
      title: "The six largest eigenvalues of the Hessian of the mean loss",
      yName: "λ",
      logY: true,
    },
  )}`;
const jacobianChart = cell`Jacobian ${chosen} ${({ jacobian }) =>
  lineChart(
    ["W", "v"].map((name, l) => ({
      name: `share of ${name}`,
      xs: jacobian.values,
      ys: jacobian.shares[l],
      color: CATEGORICAL[l],
      dots: true,
    })),
    {
      title: "At the start: which layer each direction belongs to",
      xName: "singular value of the Jacobian",
      yName: "norm on the layer",
      logX: true,
      logY: true,
    },
  )}`;

md`
### Which layer learns first?

Each dot is a direction in which the outputs move when weights do. Directions with
large singular values are learned first. A layer that holds them, and moves at the
same rate, runs ahead and overfits; the other one follows, and the risk falls a
second time. A smaller rate for the fast layer brings both together.
`;
grid(2, jacobianChart, lossChart, normChart, gradientChart);
row(sharpnessChart);

// %%
md`
## A laboratory of linear networks

Without activations all can be taken apart: the error of the network's map along
directions where the inputs are **large**, **small**, or where they have **nothing**
(fewer samples than inputs). Against the truth a network may be wrong for ever where
no sample points; against the shortest of all perfect maps it may not.
`;
const depth = choice`Layers ${[1, 2, 5]} ${{ value: 2 }}`;
const begin = choice`Start of the layers ${["kaiming", "fixed", "rankOne"]}`;
const frozen = choice`Frozen ${["none", "the first layer", "the last layer"]}`;
const layerScale = range`Scale of the start ${{
  min: 0.01,
  max: 2,
  scale: "log",
  value: 0.5,
}}`;
const firstRate = range`Rate of the first layer, times ${{
  min: 0.01,
  max: 1,
  scale: "log",
  value: 1,
}}`;
const condition = range`κ of the inputs ${{ min: 1, max: 10, value: 4 }}`;
const linearNoise = range`Noise ${{ min: 0, max: 3, step: 0.1, value: 1 }}`;
const few = toggle`Fewer samples than inputs ${false}`;
const startSeed = seed`Seed of the start ${12}`;

const linearData =
  cell`linearData = Samples with ${condition} ${linearNoise} ${few}
  ${(condition, noise, few) =>
    linearModel({
      samples: few ? 14 : 40,
      inputs: 20,
      condition,
      noise,
      testSamples: 500,
      seed: 12,
    })}`;
const linearNet = cell`linearNet = A network of ${depth} layers ${(depth) =>
  network({
    inputs: 20,
    layers: [
      ...Array.from({ length: depth - 1 }, () => ({ width: 16, bias: false })),
      { width: 1, bias: false },
    ],
  })}`;

const linearFit = cell`linearFit = Train ${linearNet} on ${linearData} from
  ${begin} ${layerScale} ${startSeed} with ${frozen} ${firstRate}
  ${async (net, { data }, kind, scale, seed, frozen, factor, run) => {
  const last = net.layers.length - 1;
  const rates = net.layers.map((_, l) => {
    const isFrozen = (frozen === "the first layer" && l === 0) ||
      (frozen === "the last layer" && l === last);
    return isFrozen ? 0 : l === 0 ? 0.05 * factor : 0.05;
  });
  // equal weights and unit vectors have other sizes than random ones
  const size = { kaiming: 1, fixed: 0.1, rankOne: 1 }[kind];
  const objective = empiricalLoss(net, data);
  const θ = layeredStart(net, {
    kind,
    seed,
    scales: net.layers.map(() => scale * size),
  });
  return await run.job(descent(objective, θ, rates, 10_000));
}}`;

/** All that the laboratory shows, at every point of the training. */
const course = cell`course = The way of ${linearFit} ${linearNet} ${linearData}
  ${({ history }, net, { data, test, coefficients }) => {
  const times = Array.from(history.iterations).slice(1);
  const points = history.parameters.slice(1);
  const solution = leastSquares(data);
  const trainLoss = empiricalLoss(net, data);
  const testLoss = empiricalLoss(net, test);
  const maps = points.map((θ) => endToEnd(net, θ));
  return {
    times,
    risks: points.map((θ) => testLoss.loss(θ)),
    losses: points.map((θ) => trainLoss.loss(θ)),
    layers: points.map((θ) => layerMeasures(net, θ)),
    toTruth: maps.map((W) => weightErrors(W, coefficients, solution)),
    toMinimum: maps.map((W) => weightErrors(W, solution.minimumNorm, solution)),
  };
}}`;

const linearRisk = cell`Risk of the linear network ${course}
  ${({ times, risks, losses }) =>
  lineChart([
    { name: "test", xs: times, ys: risks, color: CATEGORICAL[0] },
    { name: "samples", xs: times, ys: losses, color: CATEGORICAL[1] },
  ], {
    ...steps,
    title: "Mean squared errors",
    yName: "error",
    logY: true,
  })}`;

/** Errors along the groups of directions that there are. */
const groupLines = (
  times: readonly number[],
  errors: readonly ReturnType<typeof weightErrors>[],
) =>
  (["large", "small", "zero"] as const)
    .filter((name) => errors[0][name] !== undefined)
    .map((name, i) => ({
      name,
      xs: times,
      ys: errors.map((error) => error[name]!),
      color: CATEGORICAL[[0, 1, 7][i]],
    }));
const truthChart = cell`Errors against the truth ${course}
  ${({ times, toTruth }) =>
  lineChart(groupLines(times, toTruth), {
    ...steps,
    title: "Weight errors against the truth, by eigenvalue",
    yName: "mean square",
    logY: true,
  })}`;
const minimumChart = cell`Errors against the shortest fit ${course}
  ${({ times, toMinimum }) =>
  lineChart(groupLines(times, toMinimum), {
    ...steps,
    title: "Weight errors against the minimum-norm solution",
    yName: "mean square",
    logY: true,
  })}`;
const linearNorms = cell`Norms and ranks ${course} ${({ times, layers }) =>
  lineChart(
    layers[0].map((_, l) => ({
      name: `W${l + 1}, rank ${layers[0][l].rank} → ${
        layers[layers.length - 1][l].rank
      }`,
      xs: times,
      ys: layers.map((measures) => measures[l].norm),
    })),
    {
      ...steps,
      title: "Norms of the layers, with their ranks at first and last",
      yName: "‖W‖",
    },
  )}`;
row(
  depth,
  begin,
  frozen,
  layerScale,
  firstRate,
  condition,
  linearNoise,
  few,
  startSeed,
);
grid(2, linearRisk, linearNorms, truthChart, minimumChart);
md`
The test error falls while the large directions are learned, may rise while the noise
along the small ones is, and falls again where these hold more truth than noise.
Freeze the first layer, and what is left is a regression on other features. Start
from rank one, or with equal weights: with one output a single hidden neuron says
all, and equal neurons stay equal: the ranks stand in the key of the norms.
`;

// %%
md`
## Where in its plane

With one layer and two weights all is a bowl; loss and risk are two bowls that do
not quite agree, and stopping early may mean to stop nearer to the second. Weights
from −10 to 10 in steps of 0.1; the path of gradient descent starts at 0.
`;
const oneLayer = mlp`2 → 1 no bias`;
const bowlNoise = range`Noise of 12 samples ${{
  min: 0,
  max: 10,
  step: 0.5,
  value: 6,
}}`;
const bowls = cell`bowls = Two bowls of ${oneLayer} with ${bowlNoise}
  ${async (net, noise, run) => {
  const model = linearModel({
    samples: 12,
    inputs: 2,
    sigmas: [1, 0.3],
    rotate: false,
    coefficients: [4, -5],
    noise,
    testSamples: 400,
    seed: 5,
  });
  const loss = empiricalLoss(net, model.data);
  const risk = empiricalLoss(net, model.test);
  const origin = new Float64Array(2);
  const axes = [Float64Array.of(1, 0), Float64Array.of(0, 1)] as const;
  const settings = {
    extent: {
      x: [-10, 9.9] as const,
      y: [-10, 9.9] as const,
    },
    resolution: 200,
  };
  const { history } = await run.job(descent(loss, origin, [0.1], 3000));
  const bowl = plane(loss, origin, axes, settings);
  return {
    loss: bowl,
    risk: plane(risk, origin, axes, settings),
    path: pathOnPlane(loss, bowl, {
      parameters: history.parameters,
      losses: history.values.loss,
    }),
  };
}}`;
const lossBowl = cell`Loss over the weights ${bowls} ${({ loss, path }) =>
  contours(loss, {
    title: "Loss on the samples",
    path,
    directionNames: ["w₁", "w₂"],
  })}`;
const riskBowl = cell`Risk over the weights ${bowls} ${({ risk, path }) =>
  contours(risk, {
    title: "Risk on the test set",
    path,
    directionNames: ["w₁", "w₂"],
  })}`;
row(bowlNoise);
grid(2, lossBowl, riskBowl);

// %%
md`
## When is a mode learned?

One mode of a two-layer linear network, in closed form: the product $z(t)$ as a share
of its target, from orange (−1) over white (0) to blue (1), over time (across,
logarithmic) and one of its numbers (upward).
`;
const swept = choice`Upward ${[
  "drive σ",
  "variance λ",
  "start z₀",
  "imbalance c",
  "rate r",
]}`;
const map = cell`Map of one mode ${swept} ${(swept) => {
  // both axes as long: four decades of time, and of what is varied
  const xs = Float64Array.from({ length: 100 }, (_, k) => -1 + 4 * k / 99);
  const ys = Float64Array.from({ length: 100 }, (_, k) => -2 + 4 * k / 99);
  const values = Array.from(ys, (y) => {
    const σ = swept === "drive σ" ? 10 ** y : 1;
    const λ = swept === "variance λ" ? 10 ** y : 1;
    const z0 = swept === "start z₀" ? y / 10 : 0.02;
    const c = swept === "imbalance c" ? 10 ** y : 0.05;
    const η = swept === "rate r" ? 10 ** y / 2 : 0.5;
    // b = z₀/a, and η (a² − b²) = c
    const a = Math.sqrt((c / η + Math.sqrt((c / η) ** 2 + 4 * z0 * z0)) / 2);
    const modes = twoLayerModes({
      sigma: [σ],
      lambda: [λ],
      a: [a],
      b: [z0 / a],
      rates: [η, η],
    });
    return Array.from(
      xs,
      (x) => Math.max(-1, Math.min(1, modes.at(10 ** x).product[0] * λ / σ)),
    );
  });
  return outputImage({
    title: `A mode's share learned, over time and its ${swept}`,
    xs,
    ys,
    values: values.flat(),
    boundary: false,
    xName: "log₁₀ t",
    yName: swept === "start z₀"
      ? "start z₀, in tenths"
      : `log₁₀ of the ${swept}`,
  });
}}`;
row(swept);
row(map);
md`
Weak drives and small variances are learned late; a start near 0 waits, one of the wrong sign
waits longer; imbalance takes the plateau away; the rate only stretches time. The
test error of a whole network is a sum of such modes, each of which overfits when its
share of noise comes in: with two speeds it falls twice.
`;

// %%
md`
## What to look for

**w = 1, v = 0.01, same rates:** the risk falls to 6.44 after 14 iterations, is
thrown up to 9.88 after 21, and falls again, to 6.06; scaled, it falls all the way,
to 5.74. With **w = 0.01, v = 1** there is nothing to mend, and scaling ends a little
*higher*. Look closely: the first rise comes in jerks, up and down from one
iteration to the next.

**Precision.** The published numbers are of single precision, these of double. They
agree to 10⁻⁴ wherever both were recorded, to the last iteration.

**Sharpness.** In units of the mean loss the same rates are
${
  chosen.at(({ same }) => formatNumber(100 * same.rates[1], 3))
}, so that gradient
descent is stable up to $2/\eta$ = ${
  chosen.at(({ same }) => formatNumber(2 / (100 * same.rates[1]), 4))
}. The largest eigenvalue ends at ${
  chosen.at(({ same }) =>
    formatNumber(same.sharpness.at(-1)!.eigenvalues[0], 4)
  )
}, after it was ${
  chosen.at(({ same }) =>
    formatNumber(
      Math.max(...same.sharpness.map(({ eigenvalues }) => eigenvalues[0])),
      4,
    )
  )
} on the way. Where it is above $2/\eta$, descent is thrown about: part of
this double descent is a step too long, which the smaller rate mends as well.

Heckel and Yilmaz, *Early stopping in deep networks: double descent and how to
eliminate it* (ICLR 2021). Nakkiran and others, *Deep double descent* (2020), for
the same in large networks. Saxe and others, *Exact solutions to the nonlinear
dynamics of learning in deep linear neural networks* (2014), for the modes.
`;
