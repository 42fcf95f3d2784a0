// %%
import {
  amariIndex,
  CATEGORICAL,
  cell,
  choice,
  column,
  fitDensity,
  grid,
  type InvertibleNetwork,
  invertibleNetwork,
  latents,
  lineChart,
  logLikelihood,
  md,
  mixedSounds,
  range,
  seed,
  soundPlayer,
} from "@thalweg/thalweg";

// %%
md`
# Two voices, two ears

Two people speak at once; each ear hears a mixture. Nobody tells how they were
mixed, nor what they said. Can a network of *one* layer take the voices apart,
knowing only that they do not depend on each other?

Listen to the mixtures below, then to what comes out. Then choose the **normal**
density as the one that voices are thought to have, and listen again.
`;

// %%
const near = range`Low voice at the other ear ${{
  min: 0,
  max: 0.95,
  step: 0.05,
  value: 0.6,
}}`;
const far = range`High voice at the other ear ${{
  min: 0,
  max: 0.95,
  step: 0.05,
  value: 0.7,
}}`;
const base = choice`Voices are thought ${[
  "laplace",
  "logistic",
  "studentT",
  "normal",
]}`;
const gradient = choice`Gradient ${["relative", "ordinary"]}`;
const speech = seed`Seed of what they say ${1}`;
const start = seed`Seed of the start ${3}`;

// %%
const sounds = cell`sounds = Two voices with ${near} and ${far}, seed ${speech}
  ${(near, far, seed) =>
  mixedSounds({ seed, seconds: 3, mixing: [[1, near], [far, 1]] })}`;

const fit = cell`fit = Unmix ${sounds} by a ${base} density from seed ${start}
  along the ${gradient} gradient ${({ mixtures }, base, seed, gradient, run) =>
  run.fitDensity(
    invertibleNetwork({ features: 2, layers: 1, base, seed }),
    mixtures,
    {
      method: "gradientDescent",
      learningRate: 0.05,
      epochs: 30,
      batchSize: 500,
      loggers: ["logLikelihood"],
      gradient: gradient === "ordinary" ? "ordinary" : "relative",
    },
  )}`;

/** What comes out of a flow: two signals. */
function outputs(flow: InvertibleNetwork, mixtures: Float64Array) {
  const { z } = latents(flow, mixtures);
  return [0, 1].map((j) => z.filter((_, i) => i % 2 === j));
}

const parted = cell`parted = What comes out ${fit.live} ${sounds}
  ${({ flow }, { mixtures }) => outputs(flow, mixtures)}`;
const index = cell`Amari index ${fit.live} ${sounds} ${({ flow }, { mixing }) =>
  amariIndex(mixing, flow.layers[0].weights)}`;

// %%
const ears = cell`Ears ${sounds} ${({ mixtures }) =>
  [0, 1].map((j) => mixtures.filter((_, i) => i % 2 === j))}`;
const player = (sound: Float64Array, name: string, sampleRate: number) =>
  soundPlayer(sound, { name, sampleRate });

md`
| | first | second |
|---|---|---|
| what the ears hear | ${ears.at(([a]) => player(a, "ear 1", 8000))} | ${
  ears.at(([, b]) => player(b, "ear 2", 8000))
} |
| what comes out | ${cell`First output ${fit} ${sounds} ${(
  { flow },
  { mixtures },
) =>
  player(
    outputs(flow, mixtures)[0],
    "output 1",
    8000,
  )}`} | ${cell`Second output ${fit} ${sounds} ${({ flow }, { mixtures }) =>
  player(outputs(flow, mixtures)[1], "output 2", 8000)}`} |
| the voices | ${
  sounds.at(({ sources: [a] }) => player(a, "voice 1", 8000))
} | ${sounds.at(({ sources: [, b] }) => player(b, "voice 2", 8000))} |

The Amari index is ${index}: 0 where each output holds one voice, and 1 where both
hold as much of each. ${
  index.at((index) =>
    index < 0.05
      ? "Below 0.05 one hears no rest of the other voice."
      : "Above 0.05 one hears both voices in an output."
  )
}
`;

// %%
cell`Waves ${parted} ${sounds} ${ears}
  ${(parted, { sources, sampleRate }, ears) => {
  const step = 12;
  const lines = [
    ["ear 1", ears[0], CATEGORICAL[9]],
    ["output 1", parted[0], CATEGORICAL[0]],
    ["output 2", parted[1], CATEGORICAL[1]],
    ["voice 1", sources[0], CATEGORICAL[2]],
    ["voice 2", sources[1], CATEGORICAL[4]],
  ] as const;
  return lineChart(
    lines.map(([name, sound, color], row) => {
      const largest = sound.reduce((m, x) => Math.max(m, Math.abs(x)), 1e-9);
      const count = Math.floor(sound.length / step);
      // the largest of each few, with its sign: what the ear hears of a wave
      const peaks = Array.from(
        { length: count },
        (_, k) =>
          sound.subarray(k * step, (k + 1) * step)
            .reduce((m, x) => Math.abs(x) > Math.abs(m) ? x : m, 0),
      );
      return {
        name,
        color,
        xs: peaks.map((_, k) => k * step / sampleRate),
        ys: peaks.map((x) => 4 - row + 0.45 * x / largest),
      };
    }),
    {
      title: "One mixture, what comes out, and the voices",
      xName: "time, s",
      yName: "each sound on a line of its own",
      yDomain: [-0.6, 4.6],
      span: "full",
    },
  );
}}`;

// %%
const clouds = cell`Clouds ${parted} ${sounds} ${(parted, { mixtures }) => {
  const every = 9;
  const some = (_: number, t: number) => t % every === 0;
  const [a, b] = [0, 1].map((j) =>
    mixtures.filter((_, i) => i % 2 === j).filter(some)
  );
  const [u, v] = parted.map((sound) => sound.filter(some));
  return lineChart([
    { name: "both ears", xs: a, ys: b, dots: true, color: CATEGORICAL[9] },
    { name: "both outputs", xs: u, ys: v, dots: true, color: CATEGORICAL[0] },
  ], {
    title: "Both ears, and both outputs, moment by moment",
    xName: "first",
    yName: "second",
    xDomain: [-6, 6],
    yDomain: [-6, 6],
  });
}}`;

const climb = cell`Climb ${fit.live} ${({ log }) =>
  lineChart([{
    name: "log-likelihood",
    xs: log.epochs,
    ys: log.values.training,
  }], {
    title: "How likely the mixtures are",
    xName: "epoch",
    yName: "log-likelihood, nats",
  })}`;
grid(2, clouds, climb);

// %%
md`
## Why the normal density cannot

The network maximizes $\log q(x) = \sum_i \log p(z_i) + \log|\det W|$ with
$z = xW$. Once the outputs have no correlation and one size, only a turn by an
angle φ is left to choose. Below, W is first made to do that much, and then
turned: what does the likelihood say of φ?

For the normal density $\log p(z) = -z^2/2$ and $z_1^2 + z_2^2$ is the same for
every turn: **no angle is better than another**, and the start decides what one
hears. Any other density tells angles apart. Voices have heavy tails (silence,
and now and then a loud moment), as Laplace's density has; its maxima are where
the voices part, a quarter turn from each other, since nobody can say which voice
is the first.
`;

/** W that makes the outputs uncorrelated, of variance 1: Cholesky's factor. */
function whitening(mixtures: Float64Array): readonly number[] {
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < mixtures.length; i += 2) {
    const [x, y] = [mixtures[i], mixtures[i + 1]];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const n = mixtures.length / 2;
  const l = Math.sqrt(xx / n);
  const m = xy / n / l;
  const r = Math.sqrt(yy / n - m * m);
  // columns of W: the first output, and what of y the first does not hold
  return [1 / l, -m / (l * r), 0, 1 / r];
}

const turns = cell`turns = Likelihood of every angle of ${sounds}
  ${({ mixtures, mixing }) => {
  const some = mixtures.filter((_, i) => Math.floor(i / 2) % 4 === 0);
  const [a, b, c, d] = whitening(mixtures);
  const angles = Array.from({ length: 91 }, (_, k) => 2 * k);
  const weights = angles.map((angle) => {
    const [cos, sin] = [Math.cos, Math.sin].map((f) =>
      f(angle * Math.PI / 180)
    );
    return [
      a * cos + b * sin,
      -a * sin + b * cos,
      c * cos + d * sin,
      -c * sin + d * cos,
    ];
  });
  const curve = (base: "normal" | "laplace") =>
    weights.map((W) => {
      const flow = invertibleNetwork({
        features: 2,
        layers: [{
          weights: W.map((w) => base === "laplace" ? Math.SQRT2 * w : w),
        }],
        base,
      });
      return logLikelihood(flow, some);
    });
  const indices = weights.map((W) => amariIndex(mixing, W));
  return {
    angles,
    normal: curve("normal"),
    laplace: curve("laplace"),
    indices,
  };
}}`;

// %%
column(
  cell`Angles ${turns} ${({ angles, normal, laplace }) => {
    const top = (values: readonly number[]) => {
      const most = Math.max(...values);
      return values.map((value) => value - most);
    };
    return lineChart([
      { name: "laplace", xs: angles, ys: top(laplace) },
      { name: "normal", xs: angles, ys: top(normal) },
    ], {
      title: "Likelihood of a turn, below its best",
      xName: "angle φ, degrees",
      yName: "log-likelihood, nats",
    });
  }}`,
  cell`Indices ${turns} ${({ angles, indices }) =>
    lineChart([{
      name: "Amari index",
      xs: angles,
      ys: indices,
      color: CATEGORICAL[4],
    }], {
      title: "What one hears at that turn",
      xName: "angle φ, degrees",
      yName: "Amari index",
      yDomain: [0, 1],
    })}`,
);

// %%
const starts = cell`starts = Five starts with ${sounds} ${(
  { mixtures, mixing },
) =>
  (["laplace", "normal"] as const).map((base) =>
    [0, 1, 2, 3, 4].map((seed) => {
      const { flow } = fitDensity(
        invertibleNetwork({ features: 2, layers: 1, base, seed }),
        mixtures,
        {
          method: "gradientDescent",
          learningRate: 0.05,
          epochs: 20,
          batchSize: 500,
          loggers: [],
        },
      );
      return amariIndex(mixing, flow.layers[0].weights);
    })
  )}`;

md`
From five starts, the Amari index of Laplace's density is
${starts.at(([laplace]) => spread(laplace))}, that of the normal one
${starts.at(([, normal]) => spread(normal))}.

**To look for.** Move both voices towards the other ear (0.95): both ears hear
almost the same, and the voices still part. Then choose the *ordinary* gradient,
which now goes nowhere in the same number of steps. The relative one is
$W W^T$ times it, and is *equivariant*: mixed in another way, the same voices part
along the same way, seen from what comes out. Student's t and the logistic
density work as well: what counts is on which side of the normal density the
voices lie.

P. Comon, Independent component analysis, a new concept?, Signal Processing 36,
1994. A. J. Bell and T. J. Sejnowski, An information-maximization approach to blind
separation and blind deconvolution, Neural Computation 7, 1995. J.-F. Cardoso and
B. H. Laheld, Equivariant adaptive source separation, IEEE Trans. Signal Processing
44, 1996.
`;

function spread(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}
