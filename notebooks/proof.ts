// %%
import {
  CATEGORICAL,
  cell,
  choice,
  customObjective,
  empiricalLoss,
  findCriticalPoint,
  formatNumber,
  initialize,
  lineChart,
  lossCurve,
  md,
  minimize,
  mlp,
  prove,
  provenBadge,
  range,
  row,
  seed,
  spectrumPlot,
  teacherStudent,
  VERDICT_COLORS,
} from "@thalweg/thalweg";
import * as Plot from "@observablehq/plot";

// %%
md`
# What proves a minimum?

A training ends where the gradient is 10⁻¹⁶. Is there a minimum? Numbers alone
cannot tell: they are rounded, and they are known at single points, while a
minimum might hide, or be missing, *between* them. A computer can tell all the
same, if it calculates with **intervals**, which hold every real number that
could be meant.

Move the box below until the proof fails. Then watch a network's minimum being
proved.
`;

// %%
md`
## One parameter

A loss with one parameter, $L(θ) = \tfrac14 θ^4 - \tfrac12 aθ^2$, and its slope
$F(θ) = θ^3 - aθ$. Minima and maxima are where $F(θ) = 0$. Take a point θ̂ near
one, the box $X = [\hat{θ} - r, \hat{θ} + r]$, and a rough inverse $A ≈ 1/F'(\hat{θ})$.
**Krawczyk's test** asks where Newton's step could lead from anywhere in X:

$$K(X) = \hat{θ} - A\,F(\hat{θ}) + (1 - A\,F'(X))\,(X - \hat{θ})$$

Here $F'(X)$ is an interval that holds all slopes of F in the box. Where K(X)
lies inside X, there is *exactly one* zero of F in X, and it is in K(X): the step
maps the box into itself, and it contracts. If not, nothing is known.
`;

// %%
const center = range`Point θ̂ ${{ min: -2, max: 2, step: 0.01, value: 1.05 }}`;
const radius = range`Radius r ${{
  min: 1e-3,
  max: 1,
  scale: "log",
  value: 0.2,
}}`;
const curvature = range`Parameter a ${{
  min: 0,
  max: 2,
  step: 0.05,
  value: 1,
}}`;

/** An interval; rounding is left to the real proofs below. */
type Interval = readonly [low: number, high: number];

const product = ([a, b]: Interval, [c, d]: Interval): Interval => {
  const all = [a * c, a * d, b * c, b * d];
  return [Math.min(...all), Math.max(...all)];
};

/** Krawczyk's test of θ̂ ± r for F(θ) = θ³ − aθ. */
function krawczyk(θ: number, r: number, a: number) {
  const F = (x: number) => x ** 3 - a * x;
  const box: Interval = [θ - r, θ + r];
  const squares = box.map((x) => x * x);
  const least = box[0] <= 0 && box[1] >= 0 ? 0 : Math.min(...squares);
  const slopes: Interval = [3 * least - a, 3 * Math.max(...squares) - a];
  const A = 1 / (3 * θ * θ - a);
  const [low, high] = product([A, A], slopes);
  const spread = product([1 - high, 1 - low], [-r, r]);
  const newton = θ - A * F(θ);
  const image: Interval = [newton + spread[0], newton + spread[1]];
  const holds = image[0] > box[0] && image[1] < box[1];
  return { F, box, image, slopes, newton, holds };
}

const test = cell`test = Krawczyk's test around ${center} with ${radius}
  for ${curvature} ${krawczyk}`;

/** What a test says, in words. */
function meaning({ holds, slopes: [low, high] }: ReturnType<typeof krawczyk>) {
  if (holds) {
    return `They do not hold 0: the zero is the only one, and it is a ${
      low > 0 ? "minimum" : "maximum"
    }.`;
  }
  return low <= 0 && high >= 0
    ? "They hold 0, so there may be several zeros, or none; the test refutes nothing."
    : "They do not hold 0, but Newton's step leads out of the box; the test refutes nothing.";
}

// %%
const [BOX, IMAGE, CURVE] = CATEGORICAL;
/** Where the picture ends: it stays while the box moves. */
const [left, right] = [-2, 2];

const slope = cell`Slope and box ${test} ${center} ${(test, θ) => {
  const { F, box, image, holds, newton } = test;
  const xs = Array.from(
    { length: 401 },
    (_, i) => left + i * (right - left) / 400,
  );
  const bar = (ends: Interval, y: number) => {
    const [low, high] = ends.map((x) => Math.min(Math.max(x, left), right));
    return {
      xs: [low, high, high, low, low],
      ys: [y - 0.08, y - 0.08, y + 0.08, y + 0.08, y - 0.08],
    };
  };
  return lineChart(
    [
      { name: "F = L′", xs, ys: xs.map(F), color: CURVE },
      { name: "X", ...bar(box, 0.15), color: BOX },
      { name: "K(X)", ...bar(image, -0.15), color: IMAGE },
    ],
    {
      title: holds
        ? "K(X) in X: exactly one zero, proved"
        : "K(X) leaves X: nothing proved",
      xName: "θ",
      yName: "F(θ)",
      xDomain: [left, right],
      yDomain: [-1.5, 1.5],
      mark: { x: newton, y: 0 },
      pick: { target: center, label: "point θ̂", value: θ, step: 0.01 },
    },
  );
}}`;

const reach = cell`All radii ${center} ${radius} ${curvature} ${(θ, r, a) => {
  const radii = Array.from({ length: 241 }, (_, i) => 10 ** (-3 + i / 80));
  const half = radii.map((r) => {
    const { image: [low, high] } = krawczyk(θ, r, a);
    return Math.max(high - θ, θ - low) / r;
  });
  return lineChart([
    { name: "reach of K(X) / r", xs: radii, ys: half, color: IMAGE },
    { name: "limit", xs: [1e-3, 1], ys: [1, 1], color: BOX },
  ], {
    title: "Below 1 the test holds",
    xName: "radius r",
    yName: "reach of K(X) / r",
    xDomain: [1e-3, 1],
    yDomain: [0, 3],
    logX: true,
    cursor: r,
  });
}}`;
row(slope, reach);

// %%
md`
**${
  test.at(({ holds }) => holds ? "Proved." : "Not proved.")
}** The slopes of F in
the box lie in [${test.at(({ slopes: [low] }) => low)},
${test.at(({ slopes: [_, high] }) => high)}]. ${test.at(meaning)}

**Too small** a box does not reach the zero from θ̂. **Too large** a one holds so
many slopes that they say nothing. Between there is room: that is the picture on
the right. The largest radius that works tells how far away the *next* zero is at
least.

Set a to 0: the minimum at 0 is degenerate, $L = \tfrac14θ^4$. No box works, however near θ̂ is,
and so it should be: the least change of the loss would split the minimum into
three points, or move it.
`;

// %%
md`
## A network, while you watch

A student that is *smaller* than its teacher cannot copy it; it comes to rest at
a minimum with a loss that is not zero. The same test, with as many parameters as
the student has, the gradient for F and the Hessian for F′: real intervals now,
widened at every rounding, over all samples.
`;

const width = range`Student width ${{ min: 1, max: 6, value: 2 }}`;
const startSeed = seed`Seed of the start ${0}`;

// %%
const teacher = mlp`2 → 4 tanh → 1`;
const student = mlp`student = 2 → ${width} tanh → 1`;
const data = cell`data = 300 samples of ${teacher}
  ${(teacher) => teacherStudent({ teacher, samples: 300, seed: 9 })}`;
const fit = cell`fit = Train ${student} on ${data} from seed ${startSeed}
  ${(student, data, seed, run) => run.train(student, data, { seed })}`;
row(
  cell`Loss ${fit.live} ${(fit) => lossCurve(fit)}`,
  cell`Spectrum ${fit} ${async (fit, run) =>
    spectrumPlot(await run.hessianSpectrum(fit), { verdict: fit.verdict })}`,
);

md`
${provenBadge(fit)}

Click for the boxes. The inner one is so small that floating-point numbers barely
fit in; the outer one, in which there is no other critical point, is millions of
times as wide.

**What to look for.** With **1** or **2** neurons the first seeds end at a
minimum, and it is proved. With **3** most run off to infinity, along a channel in which
the loss falls for ever: there is no point to prove (seed 0 finds one). With
**4** the student can copy its teacher: the loss is zero, and still each copy is
alone. With **5** or **6** a neuron is to spare: it can be split, or switched
off, in many ways, and minima form a manifold. No box holds exactly one of them,
so the proof fails, as it must. That is not a proof that there is *no* minimum:
the test cannot show one.
`;

// %%
md`
## More than minima

A landscape has saddles as well. Take a student of two neurons with weight decay,
$L + \tfrac λ2‖θ‖^2$: many descents of $‖∇L‖^2$ from random starts, each end proved,
make a list of critical points. Two ends are *one* point where one
lies in the other's box of uniqueness, *two* where their boxes are disjoint; each
comes in all its copies, as neurons can be swapped and their signs turned.
`;

const λ = choice`Weight decay λ ${[0.1, 0.03, 0.01, 0.003, 0.001]} ${{
  value: 0.01,
}}`;
const descents = choice`Descend ${["‖∇L‖²", "L", "both"]}`;
const starts = range`Starts ${{ min: 10, max: 200, step: 10, value: 60 }}`;

// %%
const small = mlp`2 → 2 tanh no bias → 1 no bias`;
const few = cell`few = 100 samples of ${teacher}
  ${(teacher) => teacherStudent({ teacher, samples: 100, seed: 9 })}`;

/** A proved critical point, and how many copies symmetries make of it. */
interface Point {
  readonly parameters: Float64Array;
  readonly radius: number;
  readonly index: number;
  readonly loss: number;
  readonly copies: number;
}

const apart = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);

/** θ = (w₀, w₁, v₀, v₁) with neurons swapped or not, their signs turned or not. */
function images(θ: Float64Array): Float64Array[] {
  return [false, true].flatMap((isSwapped) =>
    [1, -1].flatMap((s) =>
      [1, -1].map((t) => {
        const [a, b, c, d, v, w] = θ;
        return isSwapped
          ? Float64Array.of(t * c, t * d, s * a, s * b, t * w, s * v)
          : Float64Array.of(s * a, s * b, t * c, t * d, s * v, t * w);
      })
    )
  );
}

const census = cell`census = Critical points of ${small} on ${few}
  with decay ${λ} by descending ${descents} from ${starts} starts
  ${function* (net, data, λ, descents, starts, run) {
  const objective = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ }],
  });
  const steepness = customObjective({
    parameterCount: objective.parameterCount,
    loss: (θ) =>
      objective.gradient(θ).reduce((sum, slope) => sum + slope * slope, 0) / 2,
    gradient: (θ) => objective.hessianVectorProduct(θ, objective.gradient(θ)),
  });
  const points: Point[] = [];
  let failed = 0;
  let tried = 0;
  const seeds = Array.from({ length: starts }, (_, seed) => seed);
  const ways = descents === "both"
    ? [steepness, objective]
    : [descents === "L" ? objective : steepness];
  // twice as far out as trainings start: more valleys begin there
  const ends = seeds.flatMap((seed) =>
    ways.map((way) => ({
      way,
      start: initialize(net, { seed }).map((x) => 2 * x),
    }))
  );
  for (const { way, start } of run.each(ends)) {
    const { parameters } = minimize(way, start, { method: "bfgs" });
    const { radius, uniqueWithin, index } = prove(objective, parameters);
    if (radius === undefined || uniqueWithin === undefined) failed++;
    else {
      const copies = images(parameters);
      const isSame = (θ: Float64Array, r: number) => (copy: Float64Array) =>
        apart(copy, θ) + r < uniqueWithin;
      const isOther = (copy: Float64Array) => (point: Point) =>
        apart(copy, point.parameters) > radius + point.radius;
      const distinct = copies.filter((copy, i) =>
        copies.findIndex(isSame(copy, radius)) === i
      );
      const isNew = copies.every((copy) => points.every(isOther(copy)));
      const isKnown = points.some((point) =>
        copies.some(isSame(point.parameters, point.radius))
      );
      if (isNew) {
        points.push({
          parameters,
          radius,
          index: index!,
          loss: objective.loss(parameters),
          copies: distinct.length,
        });
      } else if (!isKnown) failed++;
    }
    if (++tried % 10 === 0) yield { points: points.slice(), failed };
  }
}}`;

// %%
const kindOf = ({ index }: { readonly index: number }) =>
  index === 0 ? "strict minimum" : "saddle";

cell`Census ${census} ${({ points }) =>
  lineChart(
    (["strict minimum", "saddle"] as const).map((kind) => {
      const own = points.filter((point) => kindOf(point) === kind);
      return {
        name: kind,
        xs: own.map(({ index }) => index),
        ys: own.map(({ loss }) => loss),
        color: VERDICT_COLORS[kind],
        dots: true,
      };
    }),
    {
      title: "Proved critical points",
      xName: "index: directions that lead down",
      yName: "loss",
      xDomain: [-0.5, 3.5],
      yDomain: [1e-3, 10],
      logY: true,
      xLabels: ["0", "1", "2", "3"],
    },
  )}`;

md`
${
  census.at(({ points, failed }) =>
    points.length === 0
      ? "None yet."
      : points.toSorted((a, b) => a.loss - b.loss).map((
        { loss, index, copies },
      ) =>
        `${copies} × ${
          index === 0 ? "minimum" : `saddle of index ${index}`
        } at loss ${formatNumber(loss)}`
      ).join("; ") +
        `. Not proved: ${failed} ends, where the test fails.`
  )
}

**Are these all?** Proofs tell that each is there, and that they are different;
they cannot tell that none is missing. Morse theory can warn: with weight decay
the loss grows in every direction, so the sum of $(-1)^{\text{index}}$ over all
critical points is exactly 1. Here it is **${
  census.at(({ points }) =>
    points.reduce((sum, { index, copies }) =>
      sum + copies * (index % 2 === 0 ? 1 : -1), 0)
  )
}**. If it is not 1, some are missing.

Take λ = 0.001. Now the sum is −7: points are missing, and more starts do not help.
Their signs must add up to 8. Descend L as well: there is a second minimum, in
eight copies, which descents of $‖∇L‖^2$ hardly ever reach. A sum of 1 is no proof
either: points can be missing whose signs add up to 0.
`;

// %%
md`
## All of them

Intervals can also tell where **no** critical point is. For one neuron without
biases, $f(x) = v \tanh(wx)$, that is enough for a complete list. Wherever the
gradient vanishes, $v$ is the best there is for its $w$, so the error is at most
$T = \text{mean}\,t^2$, that of no neuron; from $v\,∂_v = 0$ and $w\,∂_w = 0$ follow
$λv^2 ≤ T/2$ and $λw^2 ≤ |v|\sqrt T$. One box holds all of that.

Then boxes are looked at, one after another. Where one slope over a box is an
interval without 0, nothing is in it. Where a box lies inside a proved point's
box of uniqueness, that point is all. Else it is cut in half. When no box is left,
the list is **complete**, which no number of descents could tell.
`;
const tinyDecay = choice`Decay of one neuron ${[1, 0.3, 0.1, 0.03, 0.01]} ${{
  value: 0.03,
}}`;
const tinySeed = seed`Seed of its teacher ${1}`;

// %%
const tiny = mlp`1 → 1 tanh no bias → 1 no bias`;
const tinyTeacher = mlp`1 → 4 tanh → 1`;

/** A box, by its center and half its sides. */
interface Box {
  readonly center: readonly number[];
  readonly half: readonly number[];
}

/** A proved point (w, v), alone within a distance of it. */
interface Alone {
  readonly at: Float64Array;
  readonly index: number;
  readonly within: number;
}

const EMPTY = CATEGORICAL[9];
/** Boxes of this size are small enough to look for a point near them. */
const smallBox = 0.02;

/** From where to where a box reaches. */
function extent({ center, half }: Box, k: number): [number, number] {
  return [center[k] - half[k], center[k] + half[k]];
}

/** Both halves, across the longer side; they overlap by more than rounding. */
function halves({ center, half }: Box): Box[] {
  const k = half[0] > half[1] ? 0 : 1;
  return [-1, 1].map((sign) => ({
    center: center.map((c, i) => i === k ? c + sign * half[i] / 2 : c),
    half: half.map((h, i) => (i === k ? h / 2 : h) * (1 + 1e-9)),
  }));
}

const complete = cell`complete = All critical points of ${tiny} on
  ${tinyTeacher} of ${tinySeed} with ${tinyDecay}
  ${function* (net, teacher, seed, λ) {
  const data = teacherStudent({ teacher, samples: 50, seed });
  const objective = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ }],
  });
  const T = data.targets!.reduce((sum, t) => sum + t * t, 0) / data.samples;
  const v = 1.01 * Math.sqrt(T / 2 / λ);
  const w = 1.01 * Math.sqrt(v * Math.sqrt(T) / λ);
  const points: Alone[] = [];
  const excluded: Box[] = [];
  const all: Box = { center: [0.01 * w, 0.01 * v], half: [1.1 * w, 1.1 * v] };
  const boxes = [all];
  let looked = 0;
  while (boxes.length > 0) {
    const box = boxes.pop()!;
    const { center, half } = box;
    if (++looked % 200 === 0) {
      yield { all, points, excluded, looked, left: boxes.length };
    }
    const ends = (sign: number) =>
      Float64Array.from(center, (c, i) => c + sign * half[i]);
    const [lo, hi] = [ends(-1), ends(1)];
    const isAlone = points.some(({ at, within }) =>
      at.every((x, i) => Math.max(x - lo[i], hi[i] - x) < 0.99 * within)
    );
    if (isAlone) continue;
    const slopes = objective.enclosure!({ lo, hi }).gradient();
    if (slopes.lo.some((low, i) => low > 0 || slopes.hi[i] < 0)) {
      excluded.push(box);
      continue;
    }
    if (Math.max(...half) < smallBox) {
      const { parameters } = findCriticalPoint(
        objective,
        Float64Array.from(center),
      );
      const proof = prove(objective, parameters);
      const isKnown = points.some(({ at, within }) =>
        apart(at, parameters) + (proof.radius ?? 0) < within
      );
      if (proof.uniqueWithin !== undefined && !isKnown) {
        points.push({
          at: parameters,
          index: proof.index!,
          within: proof.uniqueWithin,
        });
      }
    }
    boxes.push(...halves(box));
  }
  yield { all, points, excluded, looked, left: 0 };
}}`;

cell`Boxes ${complete} ${({ all, points, excluded }) =>
  lineChart(
    (["strict minimum", "saddle"] as const).map((kind) => {
      const own = points.filter((point) => kindOf(point) === kind);
      return {
        name: kind,
        xs: own.map(({ at }) => at[0]),
        ys: own.map(({ at }) => at[1]),
        color: VERDICT_COLORS[kind],
        dots: true,
      };
    }),
    {
      title: "Boxes without a critical point",
      xName: "w",
      yName: "v",
      xDomain: extent(all, 0),
      yDomain: extent(all, 1),
      marks: [
        Plot.rect(excluded, {
          x1: ({ center: [w], half: [r] }) => w - r,
          x2: ({ center: [w], half: [r] }) => w + r,
          y1: ({ center: [, v], half: [, r] }) => v - r,
          y2: ({ center: [, v], half: [, r] }) => v + r,
          fill: EMPTY,
          fillOpacity: 0.15,
          stroke: EMPTY,
          strokeWidth: 0.7,
        }),
        Plot.dot(points, {
          x: ({ at: [w] }) => w,
          y: ({ at: [, v] }) => v,
          r: 5,
          fill: (point) => VERDICT_COLORS[kindOf(point)],
          stroke: "currentColor",
        }),
      ],
    },
  )}`;

md`
${
  complete.at(({ points, looked, left }) => {
    const of = (kind: string) =>
      points.filter((point) => kindOf(point) === kind).length;
    const minima = of("strict minimum");
    const saddles = of("saddle");
    const list = `${minima} ${
      minima === 1 ? "minimum" : "minima"
    } and ${saddles} ${saddles === 1 ? "saddle" : "saddles"}`;
    return left === 0
      ? `${list}, and no other critical point: proved by ${looked} boxes.`
      : `So far ${list}; ${left} boxes are left.`;
  })
}

**What to look for.** Boxes are large where the slope is steep, and crowd where it is
small: around the points, and where one of its two parts vanishes and the other
nearly does. A gap with a point in it is that point's own box of uniqueness. With strong decay only the point
at 0 is left, as a minimum; below some λ it becomes a saddle, and two minima leave it:
one function, as $(w, v)$ and $(-w, -v)$ are the same. Each parameter more makes
many boxes of one: for the six above they are too many, so the list there stays open.
`;

// %%
md`
## References

R. Krawczyk, *Newton-Algorithmen zur Bestimmung von Nullstellen mit
Fehlerschranken*, Computing 4 (1969). S. M. Rump, *Verification methods: rigorous
results using floating-point arithmetic*, Acta Numerica 19 (2010). J. Milnor,
*Morse Theory*, 1963, § 5. I. Safran and O. Shamir, *Spurious local minima are
common in two-layer ReLU neural networks*, ICML 2018, proved minima of networks
in this way; the notebook *A minimum that is not the best* does it again.
`;
