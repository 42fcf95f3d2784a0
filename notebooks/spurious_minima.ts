// %%
import {
  CATEGORICAL,
  cell,
  choice,
  column,
  contours,
  formatNumber,
  initialize,
  lineChart,
  matrixPlot,
  md,
  mlp,
  neuronArrows,
  type Objective,
  plane,
  point,
  populationLoss,
  range,
  row,
  spectrumPlot,
  train,
} from "@thalweg/thalweg";

// %%
md`
# A minimum that is not the best

A student of k relu neurons learns from a teacher of k relu neurons. It could copy
it exactly. There is no noise, and there is *all* the data: the loss is the mean
over every Gaussian input, in closed form. Does every descent arrive?

For small k, yes, as it seems. **From k = 6 on, no**: there are valleys that end
at a loss above zero, and that is a theorem. Here it is found, and proved while you
watch.
`;

// %%
md`
## Two neurons that can be dragged

With two inputs a neuron is an arrow, its weights. The teacher has the two green
ones; output weights are 1. **Drag the blue arrows.** What pulls at each (violet) is
the exact gradient, and the path in red is where the flow takes it from where you let
go.
`;

// %%
const first = point`First neuron ${[0.4, -0.9]}`;
const second = point`Second neuron ${[-0.7, -0.5]}`;

// %%
const pair = mlp`2 → 2 relu no bias → 1 no bias`;
/** W = I, output weights 1. */
const two = Float64Array.of(1, 0, 0, 1, 1, 1);
const arrows = cell`arrows = The loss of ${pair} ${(pair) =>
  populationLoss(pair, { teacher: pair, parameters: two })}`;

/** Output weights stay where they are. */
const timeScale = [1, 1, 1, 1, 0, 0];

/** The flow from θ, with output weights at rest, step by step. */
function flowFrom(objective: Objective, θ: Float64Array) {
  const { trajectory } = train(objective, θ, {
    // no solver that needs the Hessian: an arrow may be let go at 0
    flow: {
      solver: "tsit5",
      until: 200,
      relativeTolerance: 1e-6,
      absoluteTolerance: 1e-8,
      maxSteps: 2000,
      timeScale,
    },
    refine: false,
    trajectory: { points: 200 },
  });
  return trajectory;
}

const flow = cell`flow = The flow on ${arrows} from ${first} and ${second}
  ${(objective, [a, b], [c, d]) => {
  const θ = Float64Array.of(a, b, c, d, 1, 1);
  const trajectory = flowFrom(objective, θ);
  return {
    loss: objective.loss(θ),
    force: objective.gradient(θ).map((slope) => -slope),
    ...trajectory,
  };
}}`;

row(
  cell`Arrows ${flow} ${first} ${second} ${(flow, w1, w2) => {
    const way = (i: number) => ({
      xs: flow.parameters.map((θ) => θ[2 * i]),
      ys: flow.parameters.map((θ) => θ[2 * i + 1]),
    });
    const [a, b, c, d] = flow.force.map((f) => f / 3);
    return neuronArrows({
      title: `Loss ${formatNumber(flow.loss, 4)}`,
      students: [w1, w2],
      teachers: [[1, 0], [0, 1]],
      forces: [[a, b], [c, d]],
      ways: [way(0), way(1)],
      handles: [
        { target: first, label: "first neuron" },
        { target: second, label: "second neuron" },
      ],
    });
  }}`,
  cell`What the first neuron sees ${arrows} ${first} ${second}
  ${(objective, _, [c, d]) =>
    contours(
      plane(
        objective,
        Float64Array.of(0, 0, c, d, 1, 1),
        [Float64Array.of(1, 0, 0, 0, 0, 0), Float64Array.of(0, 1, 0, 0, 0, 0)],
        { extent: 1.5, resolution: 41 },
      ),
      {
        title: "Loss as the first neuron moves and the second stays",
        directionNames: ["weight of x₀", "weight of x₁"],
        handle: { target: first, label: "first neuron" },
      },
    )}`,
);
cell`Loss along the flow ${flow} ${({ times, losses }) =>
  lineChart([{
    name: "loss",
    xs: Array.from(times).slice(1),
    ys: Array.from(losses).slice(1),
  }], {
    title: "Loss along the flow",
    span: "full",
    xName: "time",
    yName: "loss",
    logX: true,
    logY: true,
  })}`;

md`
**What to look for.** Let one arrow point away from both teachers: it shrinks,
turns around and grows again. Put one arrow on the other: they feel the same force and
stay together for ever, at a loss of 0.177, until you move one of them by a hair
(Shift and an arrow key). Put one at 0: it stays there, on a kink of the loss,
where the gradient cannot say which way to go. From 200 random starts, each ended at the
teacher: in two dimensions there seems to be no trap.
`;

// %%
md`
## More dimensions

Now k neurons in k dimensions, teacher weights $W^* = I$, starts with entries
$\mathcal N(0, 1/k)$, output weights held at 1. Each start descends to the end. Every
end above zero is handed to a **proof** by interval arithmetic: exactly one critical
point within a tiny distance, its Hessian positive definite.
`;

const k = range`Neurons k ${{ min: 2, max: 20, value: 8 }}`;
const starts = range`Starts ${{ min: 4, max: 150, value: 20 }}`;

// %%
const net = mlp`net = ${k} → ${k} relu no bias → 1 no bias`;
const objective = cell`objective = Loss of ${net} ${(net) => {
  const k = net.inputs;
  const parameters = new Float64Array(k * k + k).fill(1, k * k);
  for (let i = 0; i < k; i++) parameters[i * k + i] = 1;
  return populationLoss(net, { teacher: net, parameters });
}}`;

/** Where a start ended; the proof where that is above zero. */
const ends = cell`ends = Descents on ${objective} from ${starts} starts
  ${(objective, starts, run) => {
  const { network: net } = objective;
  const { offset } = net.layers[1];
  const hold = Array.from({ length: net.inputs }, (_, i) => offset + i);
  const seeds = Array.from({ length: starts }, (_, seed) => seed);
  return run.all(seeds, async (seed, { job }) => {
    const parameters = initialize(net, { seed }).fill(1, offset);
    const fit = await job({
      kind: "train",
      objective,
      parameters,
      options: {
        flow: {
          solver: "tsit5",
          timeScale: parameters.map((_, i) => i < offset ? 1 : 0),
        },
        refine: { method: "bfgs" },
        trajectory: { points: 2 },
      },
    });
    const proof = fit.loss < 1e-10 ? undefined : await job({
      kind: "prove",
      objective,
      parameters: fit.parameters,
      options: { hold },
    });
    return { seed, loss: fit.loss, parameters: fit.parameters, proof };
  }, "descents");
}}`;

const spurious = cell`spurious = Minima above zero among ${ends} ${(ends) => {
  const found = new Map<
    string,
    { end: (typeof ends)[number]; count: number }
  >();
  for (const end of ends) {
    if (end.proof?.status !== "proved") continue;
    const key = end.loss.toFixed(8);
    found.set(key, { end, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].toSorted((a, b) => a.end.loss - b.end.loss);
}}`;

// %%
const [ZERO, PROVED, OPEN] = [CATEGORICAL[4], CATEGORICAL[2], CATEGORICAL[9]];
const ranked = cell`Ends ${ends} ${(ends) => {
  const dots = (
    name: string,
    color: string,
    isOne: (end: (typeof ends)[number]) => boolean,
  ) => {
    const own = ends.filter(isOne);
    return {
      name: `${name}: ${own.length}`,
      xs: own.map(({ seed }) => seed),
      ys: own.map(({ loss }) => Math.max(loss, 0)),
      dots: true,
      color,
    };
  };
  return lineChart([
    dots("the teacher", ZERO, ({ proof }) => proof === undefined),
    dots(
      "a minimum, proved",
      PROVED,
      ({ proof }) => proof?.status === "proved",
    ),
    dots(
      "not proved",
      OPEN,
      ({ proof }) => proof?.status === "not proved",
    ),
  ], {
    title: "Where each start ends",
    xName: "seed",
    yName: "loss",
    xDomain: [-0.5, ends.length - 0.5],
    yDomain: [-0.005, 0.12],
  });
}}`;

const which = choice`Look at minimum ${cell`The minima ${spurious} ${(found) =>
  found.length === 0
    ? ["none"]
    : found.map(({ end }) => formatNumber(end.loss, 6))}`}`;
const chosen = cell`chosen = The minimum ${which} of ${spurious} ${(
  name,
  found,
) => found.find(({ end }) => formatNumber(end.loss, 6) === name)?.end}`;

const spectrum = cell`Spectrum ${chosen} ${(end) => {
  const { lo, hi } = end?.proof?.eigenvalueBounds ??
    { lo: new Float64Array(0), hi: new Float64Array(0) };
  return spectrumPlot({
    eigenvalues: lo.map((low, i) => (low + hi[i]) / 2),
    eigenvectors: [],
    residuals: lo.map((low, i) => (hi[i] - low) / 2),
  });
}}`;

row(
  column(ranked, spectrum),
  cell`Weights ${chosen} ${k} ${(end, k) =>
    matrixPlot((end?.parameters ?? new Float64Array(k * k)).slice(0, k * k), {
      size: k,
      title: end
        ? "Weights of students (rows) on teachers (columns)"
        : "No minimum above zero",
      name: "neuron",
      scale: 1,
    })}`,
);

md`
${
  spurious.at((found) =>
    found.length === 0
      ? "None of these starts ends above zero. Take more of them, or a larger k."
      : found.map(({ end: { loss, proof }, count }) =>
        `${count} of the starts: loss ${formatNumber(loss, 8)}. ${
          proof!.sentence
        }`
      ).join(" ")
  )
}

**What to look for.** The weights tell how the trap is made: all students but one
have a teacher of their own (a row with one dark square), and lean a little towards the
one teacher that is left. The last student points *away* from that teacher and a
little along all others: it corrects what the leaning spoils. To get out, it would
have to turn around, through higher loss.
`;

// %%
md`
## From 5 to 20

Recorded, by BFGS from random starts: how many ended above zero, at how many minima
of different loss, the lowest of them, and its least eigenvalue λ, to the digits
given. Every one of them was proved, and every other start reached zero.

| k | above 0 | minima | loss | λ |
| --- | --- | --- | --- | --- |
| 5 | 0 of 150 | 0 | – | – |
| 6 | 2 of 600 | 1 | 0.05016116 | 0.009401 |
| 7 | 3 of 150 | 1 | 0.04640543 | 0.028118 |
| 8 | 5 of 60 | 1 | 0.04301607 | 0.042693 |
| 9 | 14 of 60 | 1 | 0.04002835 | 0.054364 |
| 10 | 23 of 60 | 1 | 0.03740439 | 0.063928 |
| 11 | 26 of 60 | 3 | 0.03509335 | 0.071916 |
| 12 | 36 of 60 | 5 | 0.03304759 | 0.078695 |
| 13 | 10 of 16 | 3 | 0.03122631 | 0.084525 |
| 14 | 13 of 16 | 4 | 0.02959566 | 0.089598 |
| 15 | 12 of 16 | 3 | 0.02812776 | 0.094055 |
| 16 | 15 of 16 | 4 | 0.02679969 | 0.098005 |
| 17 | 9 of 10 | 4 | 0.02559249 | 0.101533 |
| 18 | 9 of 10 | 5 | 0.02449043 | 0.104706 |
| 19 | 10 of 10 | 3 | 0.02348034 | 0.107575 |
| 20 | 9 of 10 | 7 | 0.04384595 | 0.088689 |

Nothing for k = 5 is no proof that there is nothing. For 6 ≤ k ≤ 20 Safran and
Shamir proved that there are such minima; Arjevani and Field describe families of them for
all k ≥ 6 by their symmetry. Starts are seeded, in *tests/verdict/proof/relu_students.ts*;
"deno task soak spurious" takes 900 others.
`;

// %%
md`
## References

I. Safran and O. Shamir, *Spurious local minima are common in two-layer ReLU neural
networks*, ICML 2018. Y. Arjevani and M. Field, *Symmetry and critical points for a
model shallow neural network*, Physica D 427 (2021). Y. Cho and L. K. Saul, *Kernel
methods for deep learning*, NIPS 2009, for the closed form. What a proof is:
the notebook *What proves a minimum?*.
`;
