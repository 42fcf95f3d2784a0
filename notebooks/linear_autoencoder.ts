// %%
import {
  atlasGraph,
  CATEGORICAL,
  cell,
  choice,
  formatNumber,
  forward,
  html,
  initialize,
  type KnownCriticalPoint,
  linearAutoencoder,
  lineChart,
  md,
  type Network,
  range,
  row,
  seed,
  text,
} from "@thalweg/thalweg";
import * as Plot from "@observablehq/plot";

// %%
md`
# A landscape that is known to the last point

A deep linear autoencoder squeezes data through a bottleneck. Its loss is not convex,
it has saddles by the dozen, and yet *every* critical point is known, with its loss and
its index. So here a search can be checked against the truth: does the atlas find them
all, and nothing else?
`;

// %%
const covariance = text`Covariance ${"4, 2.5, 1.5, 0.6"}`;
const hidden = range`Hidden neurons ${{ min: 1, max: 4, value: 2 }}`;
const layers = choice`Layers ${[2, 3, 4]}`;
const starts = range`Starts of the atlas ${{
  min: 10,
  max: 400,
  step: 10,
  value: 150,
}}`;
const startSeed = seed`Seed of the starts ${1}`;

const model = cell`model = Autoencoder of covariance ${covariance},
  ${hidden} hidden, ${layers} layers ${(covariance, hidden, layers) =>
  linearAutoencoder({
    covariance: covariance.split(/[\s,;]+/).filter((word) => word !== "")
      .map(Number),
    hidden,
    layers,
  })}`;

// %%
md`
Type variances of independent components, as 4, 2.5, 1.5, 0.6, or the rows of a
symmetric matrix. Data $x$ of mean 0 and that covariance go through matrices,
$\hat x = W_L \cdots W_1 x$, and the loss is $L = \langle ‖x - \hat x‖^2 \rangle$.

**Theorem** (Baldi and Hornik 1989). At a critical point $W_L \cdots W_1$ is the
orthogonal projection on some of the principal components, at most $h$ of them. The
loss is the variance of those that are *missing*. Only one set is a minimum: the $h$
largest. At every other set

- each component that passes can be *exchanged* for a larger one that does not: one
  negative eigenvalue for each such pair;
- with two layers, each idle hidden neuron can *take up* any missing component: $h - r$
  negative eigenvalues for each of the $d - r$ that are missing, where $r$ pass.

There is one map for each set, but a whole manifold of weights: put an invertible matrix
between two layers, and its inverse. So no point is isolated, and the Hessian is singular
everywhere.
`;

// %%
const points = model.at(({ criticalPoints }) => criticalPoints);
const found =
  cell`found = Atlas of ${model} from ${starts} starts of seed ${startSeed}
  ${({ objective, network }, count, seed, run) =>
    run.atlas(
      objective,
      // from near the origin to far out
      Array.from({ length: count }, (_, k) =>
        initialize(network, { seed: 1000 * seed + k })
          .map((w) =>
            (0.1 + 0.4 * (k % 5)) * w
          )),
    )}`;

/** The linear map of a network: what comes out for each unit vector. */
function mapOf(net: Network, θ: Float64Array): Float64Array {
  const d = net.inputs;
  const unit = Float64Array.from(
    { length: d * d },
    (_, n) => +(n % (d + 1) === 0),
  );
  return forward(net, θ, unit);
}

/** Which critical point of theory each point of the atlas is; −1: none. */
const matched = cell`matched = Points of ${found} that ${model} knows
  ${({ points }, { network, criticalPoints }) => {
  const known = criticalPoints.map(({ parameters }) =>
    mapOf(network, parameters)
  );
  return points.map(({ parameters }) => {
    const map = mapOf(network, parameters);
    return known.findIndex((one) =>
      one.every((x, n) => Math.abs(x - map[n]) < 1e-3)
    );
  });
}}`;

const [THEORY, SEARCH] = [CATEGORICAL[0], CATEGORICAL[2]];
const picture = cell`Index against loss ${points} ${found} ${(known, found) =>
  lineChart(
    [
      {
        name: "theory (rings)",
        xs: known.map(({ index }) => index),
        ys: known.map(({ loss }) => loss),
        dots: true,
        color: THEORY,
      },
      {
        name: "atlas (dots)",
        xs: found.points.map(({ index }) => index),
        ys: found.points.map(({ loss }) => loss),
        dots: true,
        color: SEARCH,
      },
    ],
    {
      title: "Critical points: theory and search",
      xName: "index: directions that lead down",
      yName: "loss",
      xDomain: [-0.5, Math.max(...known.map(({ index }) => index)) + 0.5],
      marks: [
        Plot.dot(known, {
          x: "index",
          y: "loss",
          r: 7,
          stroke: THEORY,
          strokeWidth: 2,
          title: nameOf,
        }),
      ],
    },
  )}`;
row(
  picture,
  cell`What leads where ${found} ${(found) =>
    atlasGraph(found, {
      title: "Descents from saddles, as the atlas followed them",
    })}`,
);

/** A set of components in words. */
function nameOf({ components }: KnownCriticalPoint): string {
  return components.length === 0
    ? "none"
    : components.map((k) => k + 1).join(", ");
}

/** All of them, in columns. */
const table = cell`table = Comparison of ${points} with ${found} and ${matched}
  ${(known, found, matched) =>
  [
    ["components that pass", "loss", "index", "in the atlas", "searches"],
    ...known.map((point, k) => {
      const own = found.points.filter((_, n) => matched[n] === k);
      return [
        nameOf(point),
        formatNumber(point.loss),
        point.index,
        own.length === 0
          ? "not found"
          : own.map(({ index }) => index).join(", "),
        own.reduce((sum, { searches }) => sum + searches, 0),
      ];
    }),
  ].map((cells) =>
    cells.map((cell, n) => String(cell).padEnd([24, 10, 9, 16, 8][n])).join("")
  ).join("\n")}`;

md`
**${cell`known points found ${points} ${matched} ${(known, matched) =>
  known.filter((_, k) => matched.includes(k)).length}`} of ${
  points.at((known) => known.length)
}** critical points were found, and **${
  matched.at((matched) => matched.filter((k) => k < 0).length)
}** that theory does not know.
`;
html`<pre>${table}</pre>`;

md`
**What to look for.** With two layers every saddle has a way down, and every descent
ends at the one minimum: there are no bad local minima. More starts find the rare
points, those that let small components pass. With three or more layers a set with
fewer than $h$ components has no index of its own: it depends on the weights behind the
map. Where all idle weights are 0 only exchanges count (theory's column), and the origin
has no negative eigenvalue at all, though it is no minimum: the loss falls in the third
order. Where some are not 0 there are more ways down. The atlas keeps one point for each
map, and shows the index of the one that it found first.
`;

// %%
md`
## A training that visits them

Start near the origin, and follow the gradient flow. It learns one component after the
other, the largest first, and in between it rests at the saddles, on the way from one to
the next: the loss comes down in stairs, and each stair is a critical point of the list.
`;
const scale = range`Size of the start ${{
  min: 1e-6,
  max: 1,
  scale: "log",
  value: 0.001,
}}`;
const fit =
  cell`fit = Train ${model} from ${scale} times a start of seed ${startSeed}
  ${({ objective, network }, scale, seed, run) =>
    run.train(
      objective,
      initialize(network, { seed }).map((w) => scale * w),
      {
        flow: {
          relativeTolerance: 1e-8,
          absoluteTolerance: 1e-12,
          maxSteps: 4000,
          until: 200,
        },
        refine: false,
        trajectory: { points: 1000 },
      },
    )}`;
row(
  scale,
  startSeed,
);
cell`Stairs ${fit.live} ${model} ${({ trajectory }, { criticalPoints }) => {
  const stairs = criticalPoints.filter(({ components }) =>
    components.every((k, n) => k === n)
  );
  return lineChart(
    [{ name: "loss", xs: trajectory.times, ys: trajectory.losses }],
    {
      title: "Loss of the flow, and the losses of the saddles on its way",
      xName: "time",
      yName: "loss",
      span: "full",
      marks: [
        Plot.ruleY(stairs, {
          y: "loss",
          stroke: THEORY,
          strokeDasharray: "4 4",
        }),
        Plot.text(stairs, {
          x: trajectory.times.at(-1)!,
          y: "loss",
          text: (point: KnownCriticalPoint) => `components ${nameOf(point)}`,
          dy: -7,
          textAnchor: "end",
          fill: "currentColor",
        }),
      ],
    },
  );
}}`;
md`
A smaller start rests longer on each stair; with a start of size 1 there are none.
`;

// %%
md`
## References

P. Baldi and K. Hornik, *Neural networks and principal component analysis: learning from
examples without local minima*, Neural Networks 2 (1989). K. Kawaguchi, *Deep learning
without poor local minima*, NeurIPS 2016. A. Saxe, J. McClelland and S. Ganguli, *Exact
solutions to the nonlinear dynamics of learning in deep linear neural networks*, ICLR
2014, has the stairs.
`;
