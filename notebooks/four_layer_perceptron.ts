import {
  accuracy,
  answer,
  button,
  cell,
  choice,
  column,
  dataset,
  decisionGrid,
  type DescentResult,
  empiricalLoss,
  gradientNorms,
  grid,
  heatMap,
  lineChart,
  lossSurface,
  md,
  minimize,
  mlp,
  mlpHistory,
  type Network,
  network,
  nonLinearlySeparableData,
  type NotebookRun,
  number,
  numpyRandomState,
  outputImage,
  parameterSlices,
  range,
  row,
  scrubber,
  seededNet,
  sliceGrid,
  text,
  toggle,
  type TruthTable,
  truthTables,
  weightPath,
} from "@thalweg/thalweg";

// %%
md`
# The four-layer perceptron

A network of four layers and 21 parameters, small enough to look at every one of
them, tries to learn what no single neuron can: whether two numbers have the
same sign. Eight exercises, from a network that never learns to one that always
does.

Each exercise asks a question and has a button that sets the controls; every
figure follows them. Answers are folded away: think first, and write down what
you expect.
`;

// %%
const activation = choice`Activation ${[
  "tanh",
  "sign",
  "sigmoid",
  "relu",
  "leakyRelu",
  "silu",
] as string[]}`;
const learningRate = number`Learning rate ${0.25}`;
const seed = range`Seed ${{ min: 0, max: 99, value: 1 }}`;
const hiddenLayers = range`Hidden layers ${{ min: 1, max: 9, value: 3 }}`;
const width = range`Neurons per layer ${{ min: 1, max: 12, value: 2 }}`;
const scale = range`Scale of the start ${{
  min: 0.1,
  max: 3,
  step: 0.1,
  value: 1,
}}`;
const iterations = choice`Iterations ${[300, 1000, 3000]} ${{ value: 1000 }}`;

/** What an exercise sets. */
interface Exercise {
  readonly activation?: string;
  readonly learningRate?: number;
  readonly seed?: number;
  readonly hiddenLayers?: number;
  readonly width?: number;
  readonly scale?: number;
}

function setUp(exercise: Exercise): void {
  activation.set(exercise.activation ?? "tanh");
  learningRate.set(exercise.learningRate ?? 0.25);
  seed.set(exercise.seed ?? 1);
  hiddenLayers.set(exercise.hiddenLayers ?? 3);
  width.set(exercise.width ?? 2);
  scale.set(exercise.scale ?? 1);
}

/** Layers of one width and one activation, and one output of the same. */
function perceptron(
  hidden: number,
  width: number,
  activation: string,
): Network {
  const widths = [...Array(hidden).fill(width), 1];
  return network({
    inputs: 2,
    layers: widths.map((width) => ({ width, activation })),
  });
}

function start(net: Network, seed: number, scale: number): Float64Array {
  return seededNet(net, seed).map((value) => scale * value);
}

/** The whole job of one training; `points` bounds what is kept of the way. */
function training(
  net: Network,
  θ: Float64Array,
  options: { learningRate: number; iterations: number; points?: number },
) {
  return {
    kind: "gradientDescent" as const,
    objective: empiricalLoss(net, data),
    parameters: θ,
    options,
  };
}

/** How one of many trainings ends. */
async function endOf(
  { job }: Pick<NotebookRun, "job">,
  net: Network,
  θ: Float64Array,
  options: { learningRate: number; iterations: number },
) {
  const { loss, history } = await job(
    training(net, θ, { ...options, points: 2 }),
    { memo: "session" },
  );
  return { loss, accuracy: history.values.accuracy.at(-1) ?? NaN };
}

function percentRight({ history }: DescentResult): number {
  return Math.round(100 * (history.values.accuracy.at(-1) ?? NaN));
}

const data = nonLinearlySeparableData();

// %%
const net = cell`net = Layers ${hiddenLayers} × ${width} of ${activation}
  ${perceptron}`;
const fit = cell`fit = Train ${net} from seed ${seed} × ${scale}
  with learning rate ${learningRate}, ${iterations} iterations
  ${(net, seed, scale, learningRate, iterations, run) =>
  run.job(
    training(net, start(net, seed, scale), { learningRate, iterations }),
  )}`;
const history = fit.live.at((fit) => fit.history);

// %%
md`
## The laboratory

**${net.at((net) => net.parameterCount)} parameters**,
${net.at((net) => net.text)}. After ${
  fit.at((fit) => fit.history.iterations.at(-1))
} iterations the loss is **${fit.at((fit) => fit.loss)}** and
**${
  fit.at(percentRight)
} %** of the 100 samples are on the right side. Drag the slider, play, click on
the curve, or use the arrow keys to go through the training.
`;

// %%
mlpHistory(net, data, history);

// %%
md`
## Exercise 1: a perceptron of switches

The neuron of McCulloch and Pitts fires or does not: its activation is the sign
of what comes in. Train four layers of them by gradient descent. What happens to
the loss, and why?
`;
const one = button`Try it: sign, learning rate 0.01 ${() =>
  setUp({ activation: "sign", learningRate: 0.01 })}`;
const outcome = md`
In the laboratory now: ${net.at((net) => net.text)}, learning rate
${learningRate}, seed ${seed}, scale ${scale}: loss **${
  fit.at((fit) => fit.loss)
}**,
**${fit.at(percentRight)} %** right.
`;
column(one, outcome);
answer`
Nothing. The derivative of the sign is zero wherever it exists, so the gradient
of every parameter is exactly zero, and θ − η·0 = θ. The loss stays at 2.08 and
48 % of the samples are right, forever. Learning by gradients needs an
activation with a slope: that is what the sigmoids of the 1980s were for
(Rumelhart, Hinton and Williams, *Learning representations by back-propagating
errors*, Nature 1986).
`;

// %%
md`
## Exercise 2: the same with a slope

Replace the sign by tanh, its smooth cousin, with a learning rate of 0.01. Does
the network learn? Is it done after 1000 iterations?
`;
const two = button`Try it: tanh, learning rate 0.01 ${() =>
  setUp({ learningRate: 0.01 })}`;
column(two, outcome);
answer`
A little: the loss falls from 1.337 to 0.881 and the accuracy rises from 48 % to
63 %, most of it in the first hundred iterations (to 0.966 and 61 %). Then the
loss hardly moves. The curve alone does not tell whether this is an optimum, a
plateau, or impatience.
`;

// %%
const stopped = cell`stopped = Where exercise 2 stops ${(run) => {
  const net = perceptron(3, 2, "tanh");
  const options = { learningRate: 0.01, iterations: 1000, points: 100 };
  return run.job(training(net, start(net, 1, 1), options));
}}`;
const optimum = cell`optimum = Where exercise 4 gets to ${(run) => {
  const net = perceptron(3, 2, "tanh");
  const options = { learningRate: 0.25, iterations: 5000, points: 100 };
  return run.job(training(net, start(net, 1, 1), options));
}}`;

/** The loss along each of the 21 parameters, ±10 around where a training ended. */
function slicesAround({ parameters, loss }: DescentResult, title: string) {
  const objective = empiricalLoss(perceptron(3, 2, "tanh"), data);
  const options = { extent: 10, resolution: 101 };
  const slices = parameterSlices(objective, parameters, options);
  return sliceGrid(slices, { loss, title, lossDomain: [0, 4] });
}

md`
## Exercise 3: look at the loss

The network stands at one point of a space of 21 dimensions. Cut through that
space: change one parameter, leave the others alone, and draw the loss. First all
21 cuts where exercise 2 stops, then all at an optimum: where exercise 4 gets to
in 5000 iterations. Which parameters would you change? Can you tell from a single
curve where learning should go?
`;
grid(
  2,
  cell`Cuts where exercise 2 stops ${stopped} ${(stopped) =>
    slicesAround(stopped, "Cuts where exercise 2 stops")}`,
  cell`Cuts at an optimum ${optimum} ${(optimum) =>
    slicesAround(optimum, "Cuts at an optimum")}`,
);
md`
Below, two parameters at once, for the network in the laboratory: the loss over
both is a landscape, and the two curves are cuts through it at the dot.
`;
lossSurface(net, data, fit.at((fit) => fit.parameters), {
  title: "The loss around",
});
answer`
Where exercise 2 stops, most cuts are flat or have their lowest point at the dot,
with long shelves on both sides: tanh saturates, and a parameter that is far off
feels no slope at all. No single parameter brings the loss below 0.85; several
would have to move together, which no single cut shows. And yet it is no dead end:
after 20 000 iterations at the same learning rate the loss is 0.54.

At the optimum most cuts are wells with their bottom at zero, but not all. The
three parameters of the first neuron in layer 3 hardly matter: the network has
learned to do without it. And some cuts are flat on one side: tanh reaches ±1 only
at infinity, so there is no lowest point, and the loss, 10⁻⁴ here, creeps toward
zero for ever.
`;

// %%
md`
## Exercise 4: find a learning rate, find a seed

The first knob to turn is the learning rate. Then the seed: with a learning rate
of 0.25 the network learns from seed 1. Does it from others? What do the stuck
ones have in common?
`;
const four = button`Try it: learning rate 0.25, seed 1 ${() => setUp({})}`;

const rates = [0.003, 0.01, 0.03, 0.1, 0.25, 0.5, 1, 2];
const rateSearch =
  cell`Learning rates for ${net} from seed ${seed} × ${scale}, ${iterations} iterations
  ${(net, seed, scale, iterations, run) =>
    run.all(
      rates,
      (learningRate, run) =>
        endOf(run, net, start(net, seed, scale), { learningRate, iterations }),
      "learning rate",
    )}`;
const rateChart = cell`Final loss by learning rate ${rateSearch}
  ${(results) =>
  lineChart([{
    name: "final loss",
    xs: rates.map((_, i) => i),
    ys: results.map(({ loss }) => loss),
  }], {
    title: "Final loss by learning rate",
    xName: "learning rate",
    yName: "loss",
    xLabels: rates.map(String),
    logY: true,
  })}`;

/** A run with a loss above this has not learned. */
const stuckLoss = 0.4;
const seeds = Array.from({ length: 100 }, (_, seed) => seed);
const scan =
  cell`scan = Seeds for ${net} × ${scale}, learning rate ${learningRate}, ${iterations} iterations
  ${(net, scale, learningRate, iterations, run) =>
    run.all(seeds, async (seed, run) => {
      const θ = start(net, seed, scale);
      return (await endOf(run, net, θ, { learningRate, iterations })).loss;
    }, "seed")}`;
const seedChart = cell`Final loss by seed ${scan} ${seed} ${(losses, chosen) =>
  lineChart([{ name: "final loss", xs: seeds, ys: losses, dots: true }], {
    title: `${
      losses.filter((loss) => !(loss < stuckLoss)).length
    } of ${losses.length} seeds are stuck; click on one`,
    xName: "seed",
    yName: "final loss",
    xDomain: [0, 99],
    logY: true,
    cursor: chosen,
    pick: { target: seed, label: "Seed", value: chosen, step: 1 },
  })}`;
const nextStuck = button`Find a stuck seed ${scan} ${(losses) => {
  const from = seed.value ?? 0;
  const stuck = seeds.map((k) => (from + 1 + k) % seeds.length)
    .find((seed) => !(losses[seed] < stuckLoss));
  if (stuck !== undefined) seed.set(stuck);
}}`;
column(row(four, nextStuck), outcome);
grid(2, rateChart, seedChart);
answer`
Up to 0.1 the loss stays above 0.5 in 1000 iterations; from 0.25 to 1 the network
learns; at 2 the loss jumps about. But the seed matters as much: of 100 starts
more than half stay at a loss of 0.4 to 1, as seeds 2 and 4. With two neurons per
layer there is none to spare. Look at the folds of the stuck seeds: in every
second one the two run nearly parallel, or one of them lies beside the data. Then
the layers behind cannot tell four quadrants apart any more. In no seed that
learns do you find either.
`;

// %%
md`
## Exercise 5: watch the gradients

How large is the gradient in each layer, and how does that change while the
network learns? The second chart shows the same before the first step, against
the scale of the initial parameters (biases included).
`;
const gradientChart = cell`Gradients through the training ${history}
  ${(history) =>
  lineChart(
    Object.entries(history.values)
      .filter(([name]) => name.endsWith("gradient"))
      .map(([name, ys]) => ({
        name: name.slice(0, name.indexOf(".")),
        xs: history.iterations,
        ys,
      })),
    {
      title: "Gradient norm of each layer's weights",
      xName: "iteration",
      yName: "‖∂L/∂W‖",
      logY: true,
    },
  )}`;
const scales = Array.from({ length: 30 }, (_, k) => 0.1 * (k + 1));
const startChart = cell`Gradients at the start for ${net} from seed ${seed} ${(
  net,
  seed,
) => {
  const objective = empiricalLoss(net, data);
  const norms = scales.map((scale) =>
    gradientNorms(net, objective.gradient(start(net, seed, scale)))
  );
  return lineChart(
    net.layers.map((_, l) => ({
      name: `layer${l + 1}`,
      xs: scales,
      ys: norms.map((layers) => layers[l]),
    })),
    {
      title: "Gradient norms at iteration 0",
      xName: "scale of the start",
      yName: "‖∂L/∂W‖",
      logY: true,
    },
  );
}}`;
grid(2, gradientChart, startChart);
answer`
At the start of exercise 4 the norms are 0.007, 0.031, 0.18 and 0.73 from the
first layer to the last: each layer passes back only a part of what it receives,
so the first layer, where the folds are, begins a hundred times more slowly. The
gradient *vanishes*. A smaller start does not help: at a scale of 0.1 all four are
small, the last one too, because next to nothing arrives at the output. A larger
one makes it worse: tanh saturates, its slope vanishes, and at a scale of 3 the
norm of the first layer is ten thousand times smaller than that of the last.
Choose relu, which does not saturate, and a scale of 3: now the norms lie between
7000 and 40 000, the gradient *explodes*. See Glorot and Bengio, *Understanding the
difficulty of training deep feedforward neural networks*, AISTATS 2010.
`;

// %%
md`
## Exercise 6: deeper

Eight layers: seven of two neurons, then the output, starting from half the usual
scale. How does the gradient look now? Is there a scale that works? The map shows
the loss after 500 iterations, for the network in the laboratory.
`;
const six = button`Try it: seven hidden layers of two ${() =>
  setUp({ hiddenLayers: 7, scale: 0.5 })}`;
column(six, outcome);
const mapScales = [0.3, 0.5, 0.7, 1, 1.5, 2];
const mapSeeds = Array.from({ length: 12 }, (_, seed) => seed + 1);
const map =
  cell`map = Seeds and scales for ${net}, learning rate ${learningRate}
  ${(net, learningRate, run) =>
    run.all(
      mapScales.flatMap((scale) => mapSeeds.map((seed) => ({ scale, seed }))),
      async ({ scale, seed }, run) => {
        const options = { learningRate, iterations: 500 };
        return (await endOf(run, net, start(net, seed, scale), options)).loss;
      },
      "start",
    )}`;
cell`Map of seeds and scales ${map} ${(losses) =>
  heatMap({
    title: "Final loss by seed and scale",
    columns: mapSeeds.map(String),
    rows: mapScales.map(String),
    losses,
    xName: "seed",
    yName: "scale",
  })}`;
answer`
Seed 1 stays near a loss of 0.8, and two in three samples are right. The norms
at the start span from 0.002 in the first layer to 0.5 in the last. At a scale of
0.3 every seed rests at a loss of 1, which is what the answer 0 to everything
costs; at 2 most units are saturated from the start. In between there is no scale
at which seeds learn as a rule: of the 72 starts three or four come below 0.2 in
500 iterations, most of them from the same seed, 11. Each layer of two can lose
what the one before has found out, and seven in a row nearly always do.
`;

// %%
md`
## Exercise 7: wider

One hidden layer of eight neurons. Eight folds instead of two. How many neurons
does it take? The chart trains every width from six seeds, with as many hidden
layers as the laboratory has.
`;
const seven = button`Try it: one hidden layer of eight ${() =>
  setUp({ hiddenLayers: 1, width: 8 })}`;
column(seven, outcome);
const widths = [1, 2, 3, 4, 5, 6, 8, 10, 12];
const widthSeeds = [1, 2, 3, 4, 5, 6];
const widthScan =
  cell`Widths for ${hiddenLayers} hidden layers of ${activation} × ${scale}, learning rate ${learningRate}
  ${(hidden, activation, scale, learningRate, run) =>
    run.all(
      widths.flatMap((width) => widthSeeds.map((seed) => ({ width, seed }))),
      async ({ width, seed }, run) => {
        const net = perceptron(hidden, width, activation);
        const options = { learningRate, iterations: 1000 };
        const { accuracy } = await endOf(
          run,
          net,
          start(net, seed, scale),
          options,
        );
        return { width, accuracy };
      },
      "network",
    )}`;
cell`Accuracy by width ${widthScan} ${hiddenLayers} ${(results, hidden) => {
  const mean = widths.map((width) => {
    const own = results.filter((result) => result.width === width);
    return own.reduce((sum, { accuracy }) => sum + accuracy, 0) / own.length;
  });
  return lineChart([
    {
      name: "each seed",
      xs: results.map(({ width }) => width),
      ys: results.map(({ accuracy }) => accuracy),
      dots: true,
    },
    { name: "mean over seeds", xs: widths, ys: mean },
  ], {
    title: `Accuracy by width, ${hidden} hidden layer${hidden > 1 ? "s" : ""}`,
    xName: "neurons per layer",
    yName: "accuracy",
    yDomain: [0.4, 1],
    span: "full",
  });
}}`;
answer`
With one hidden layer, two or three neurons never do it, four do it for four of
six seeds, six for all of them; eight, from seed 1, have every sample right after
876 iterations. Four folds would be enough if each were where it is needed. More
neurons make the search easier, because only some of them have to start in a good
place; and yet an unlucky seed with eight stays at 80 %.
`;

// %%
md`
## Exercise 8: deep and wide

Seven hidden layers of ten neurons, started at 0.7 of the scale: 701 parameters
for 100 samples. Compare the function it learns with that of exercise 7, from the
same data. Which one would you trust between the samples?
`;
const eight = button`Try it: seven hidden layers of ten ${() =>
  setUp({ hiddenLayers: 7, width: 10, scale: 0.7 })}`;
column(eight, outcome);
const unseen = nonLinearlySeparableData({ seed: 2, samples: 10_000 });
const axis = Float64Array.from({ length: 200 }, (_, k) => 6 * k / 199 - 3);
const points = Array.from({ length: data.samples }, (_, n) => ({
  x: data.inputs[2 * n],
  y: data.inputs[2 * n + 1],
  positive: data.targets![n] > 0,
}));
const shallow = learn("Exercise 7: eight neurons", 1, 8, 1);
const deep = learn("Exercise 8: seven layers of ten", 7, 10, 0.7);

/** What a network answers after 1000 iterations, also where it saw nothing. */
function learn(title: string, hidden: number, width: number, scale: number) {
  const result = cell`${title} ${activation} ${async (_, activation, run) => {
    const net = perceptron(hidden, width, activation);
    const options = { learningRate: 0.25, iterations: 1000, points: 2 };
    const job = training(net, start(net, 1, scale), options);
    const { parameters, loss } = await run.job(job);
    return { net, parameters, loss };
  }}`;
  const picture = cell`${title} ${result} ${(title, { net, parameters }) => {
    const grid = { xs: axis, ys: axis };
    const values = decisionGrid(net, parameters, { axes: [0, 1], ...grid });
    return outputImage({ ...grid, title, values, points, opacity: 0.6 });
  }}`;
  return {
    picture,
    loss: result.at(({ loss }) => loss),
    unseen: result.at(({ net, parameters }) =>
      Math.round(100 * accuracy(net, parameters, unseen))
    ),
  };
}
grid(2, shallow.picture, deep.picture);
answer`
Both have every sample right. The deep one reaches a loss of ${deep.loss}, the
shallow one ${shallow.loss}: hundreds of times more. It hesitates (pale), bends
its borders, and gives the wrong side to an eighth of the square, most of it far
from the data. The deep one gives the wrong side to a small part only, because its
borders miss the axes by a little; but there it is as sure as everywhere. On
10 000 other points from the same rule the shallow one is right for
**${shallow.unseen} %**, the deep one for **${deep.unseen} %**: where the data are,
a loss hundreds of times smaller has bought next to nothing. The rule "same sign"
is the simplest of all functions that fit, but neither network was told. Try other
activations: what a network answers where it has seen nothing depends on what it
is made of.
`;

// %%
md`
## Beyond: the neuron of McCulloch and Pitts

Why more than one layer at all? Build the rule by hand. Each neuron is a weighted
sum of inputs or earlier neurons, and answers its sign. White is +1, black −1,
orange where the sum is 0. Change the weights: can you build *or*, *not a*? Can you
do with two neurons?
`;
const neurons =
  text`Neurons ${"both = a + b − 1; neither = −a − b − 1; same = both + neither + 1"}`;

/** Reads "name = 2 a − b + 1": a neuron's weights by input, and its bias. */
function readNeuron(line: string) {
  const [name, sum] = line.split("=").map((part) => part.trim());
  if (!name || !sum) {
    throw new SyntaxError(
      `Cannot read the neuron "${line.trim()}", expected as in "both = a + b − 1"`,
    );
  }
  const terms = sum.replaceAll("−", "-").replace(/\s|\*/g, "")
    .match(/[+-]?[^+-]+/g) ?? [];
  return {
    name,
    terms: terms.map((term) => {
      const [, sign, size, input] = term.match(/^([+-]?)([\d.]*)(\w*)$/) ?? [];
      if (sign === undefined || (size === "" && input === "")) {
        throw new SyntaxError(`Cannot read "${term}" in "${line.trim()}"`);
      }
      const weight = (sign === "-" ? -1 : 1) * (size === "" ? 1 : Number(size));
      return { weight, input };
    }),
  };
}

/** What each neuron answers to the four pairs of inputs. */
function answersOf(source: string): TruthTable[] {
  const known = new Map<string, readonly number[]>([
    ["a", [-1, 1, -1, 1]],
    ["b", [-1, -1, 1, 1]],
  ]);
  for (const line of source.split(";").filter((line) => line.trim() !== "")) {
    const { name, terms } = readNeuron(line);
    known.set(
      name,
      [0, 1, 2, 3].map((k) =>
        Math.sign(terms.reduce((sum, { weight, input }) => {
          if (input === "") return sum + weight;
          const values = known.get(input);
          if (!values) {
            throw new RangeError(
              `Cannot compute "${name}": "${input}" is not known, expected one of ${
                [...known.keys()].join(", ")
              }`,
            );
          }
          return sum + weight * values[k];
        }, 0))
      ),
    );
  }
  return Array.from(known, ([name, answers]) => ({
    name,
    answers: answers as unknown as TruthTable["answers"],
  }));
}
column(
  neurons,
  cell`Truth tables ${neurons} ${(source) => truthTables(answersOf(source))}`,
);
answer`
One neuron draws one line, and no line has (+1, +1) and (−1, −1) on one side and
the other two on the other: this is the exclusive or that Minsky and Papert made
famous (*Perceptrons*, 1969). Three neurons in two layers do it: both positive,
or both negative. Two are enough if the second sees the inputs as well:
*both = a + b − 1; same = 2 both − a − b + 1*. McCulloch and Pitts knew in 1943
that networks of such neurons compute every logical function; what was missing was
a way to learn the weights.
`;

// %%
md`
## Beyond: the zig-zag

One neuron, two weights, one sample at a time: θ ← θ − η ∇ℓ for each sample in
turn, twice through 60 of them. The task: is the first input larger than the
second? All inputs are positive, around 3.5. Then each gradient, a multiple of an
input, points up and to the right or the opposite way: both weights always change
in the same direction. But the goal lies down and to the right.
`;
const centered = toggle`Center the data ${false}`;
const zigzag = cell`zigzag = One sample at a time ${centered} ${(centered) => {
  const random = numpyRandomState(1);
  const shift = centered ? 0 : 3.5;
  const inputs = Array.from(
    { length: 60 },
    () => [shift + random.randn(), shift + random.randn()],
  );
  const targets = inputs.map(([x, y]) => x > y ? 1 : -1);
  const neuron = mlp`2 → 1 no bias`;
  const objective = empiricalLoss(neuron, dataset({ inputs, targets }));
  const w = Float64Array.of(0.25, 0.5);
  const { parameters: goal } = minimize(objective, w);
  const path = [w.slice()];
  for (let step = 0; step < 2 * inputs.length; step++) {
    const gradient = objective.batch(step % inputs.length, 1).gradient(w);
    w.forEach((_, i) => w[i] -= 0.01 * gradient[i]);
    path.push(w.slice());
  }
  return { neuron, inputs, targets, path, goal };
}}`;
const step = scrubber(["Step"], {
  max: zigzag.at(({ path }) => path.length - 2),
});
const weights = cell`Weights ${zigzag} ${step} ${({ path, goal }, step) => {
  const seen = path.slice(0, step + 1);
  const [x, y] = path[step];
  const [nextX, nextY] = path[step + 1];
  const length = Math.hypot(nextX - x, nextY - y) || 1;
  const size = 0.15 / length;
  return weightPath({
    title: `Step ${step}: where the next sample pulls`,
    xs: seen.map(([x]) => x),
    ys: seen.map(([, y]) => y),
    xName: "weight of x₀",
    yName: "weight of x₁",
    arrows: [
      {
        name: "−gradient",
        to: [x + size * (nextX - x), y + size * (nextY - y)],
      },
      { name: "goal", to: [goal[0], goal[1]] },
      { name: "weights", from: [0, 0], to: [x, y] },
    ],
    domain: { x: [-0.4, 1], y: [-0.8, 0.6] },
  });
}}`;
const decision = cell`Decision ${zigzag} ${step}
  ${({ neuron, inputs, targets, path }, step) => {
  const middle = inputs.reduce((sum, [x]) => sum + x, 0) / inputs.length;
  const xs = Float64Array.from(
    { length: 50 },
    (_, k) => Math.round(middle) + 7 * k / 49 - 3.5,
  );
  const values = decisionGrid(neuron, path[step], {
    axes: [0, 1],
    xs,
    ys: xs,
  });
  return outputImage({
    title: `Step ${step}: which input is larger?`,
    xs,
    ys: xs,
    values,
    opacity: 0.5,
    points: inputs.map(([x, y], n) => ({ x, y, positive: targets[n] > 0 })),
  });
}}`;
row(step, centered);
grid(2, weights, decision);
answer`
Every correction that one weight needs is paid for by the other, and the next
sample takes it back: the path zig-zags along the diagonal, and creeps toward the
goal only by the small differences between samples. It is nine times as long as
the way from its start to its end. Center the data: now inputs point everywhere,
the two weights move on their own, and the path is 1.6 times as long. This is why
inputs are normalized, and one reason why tanh, whose outputs are around zero, was
preferred to the logistic function (LeCun, Bottou, Orr and Müller, *Efficient
BackProp*, 1998).
`;

// %%
md`
## References

- W. McCulloch and W. Pitts, *A logical calculus of the ideas immanent in nervous
  activity*, 1943.
- F. Rosenblatt, *The perceptron*, Psychological Review, 1958.
- M. Minsky and S. Papert, *Perceptrons*, 1969.
- D. Rumelhart, G. Hinton and R. Williams, *Learning representations by
  back-propagating errors*, Nature, 1986.
- Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, *Efficient BackProp*, 1998.
- X. Glorot and Y. Bengio, *Understanding the difficulty of training deep
  feedforward neural networks*, 2010.

Starting points and data are those of NumPy's RandomState, so that the numbers
are those of the same exercises in PyTorch.

**For teachers.** Exercises 1 to 3 need the buttons alone, 4 to 7 are a search, 8
is a discussion. The answers quote what the buttons set; give every student a seed
of their own, and the answers differ while the reasons stay.
`;
