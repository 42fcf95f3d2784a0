import type { LogDensityGrid } from "../../lib/density/mod.ts";
import type { SpectralDensity } from "../../lib/curvature/mod.ts";
import type {
  ArrowField,
  AtlasMarks,
  ExploredRun,
  LossWay,
  SpectrumHistory,
} from "../../lib/figure/mod.ts";
import type { HessianSpectrum } from "../../lib/curvature/spectrum.ts";
import type { ColumnSummary } from "../../lib/data/mod.ts";
import type {
  Decisions,
  OutputImage,
  OverlapMap,
  Predictions,
  SignedPoint,
  WeightPath,
} from "../../lib/figure/mod.ts";
import type { Plane, PlanePath } from "../../lib/landscape/mod.ts";
import type {
  ParameterSlices,
  ParameterSurface,
} from "../../lib/landscape/mod.ts";
import type { Network } from "../../lib/network/network.ts";
import type { VerdictGroup } from "../../lib/figure/mod.ts";
import type { TrainingResult } from "../../lib/train/mod.ts";
import { countVerdicts, type Verdict } from "../../lib/verdict/mod.ts";

/** Made-up numbers in the shapes and sizes of real results; same each time. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function makeNetwork(
  inputs: number,
  layers: readonly [number, string | readonly string[], boolean?][],
): Network {
  let fanIn = inputs;
  let offset = 0;
  const placed = layers.map(([width, activation, bias = true]) => {
    const layer = { width, fanIn, activation, bias, offset };
    offset += width * (fanIn + (bias ? 1 : 0));
    fanIn = width;
    return layer;
  });
  const words = layers.map(([width, activation]) =>
    `${width}${activation === "identity" ? "" : ` ${activation}`}`
  );
  return {
    inputs,
    outputs: fanIn,
    layers: placed,
    parameterCount: offset,
    text: [inputs, ...words].join(" → "),
  };
}

export function makeParameters(count: number, seed: number): Float64Array {
  const random = makeRandom(seed);
  return Float64Array.from(
    { length: count },
    () => 2.5 * (random() + random() + random() - 1.5),
  );
}

export function makeResult(
  times: readonly number[],
  losses: readonly number[],
  refineStart = times.length,
  status: TrainingResult["status"] = "converged",
): TrainingResult {
  const parameters = new Float64Array([1, 2]);
  const report = {
    status,
    steps: times.length,
    seconds: 0.1,
    evaluations: {
      loss: 0,
      gradient: 0,
      hessian: 0,
      hessianVectorProduct: 0,
      jacobian: 0,
      batch: 0,
    },
  };
  return {
    status,
    sentence: "",
    loss: losses.at(-1) ?? NaN,
    parameters,
    gradientNorm: 1e-13,
    unpenalized: { loss: losses.at(-1) ?? NaN, gradientNorm: 1e-13 },
    initialParameters: parameters,
    flowParameters: parameters,
    flowLoss: losses[refineStart - 1] ?? NaN,
    trajectory: {
      times: Float64Array.from(times),
      losses: Float64Array.from(losses),
      parameters: times.map(() => parameters),
    },
    refineStart,
    flow: report,
    steps: times.length,
    seconds: 0.1,
    resume: { phase: "refine", recorded: { spacing: 1, indices: [] } },
  };
}

/** Two plateaus, a power law, then Newton steps down to rounding. */
export function makeTraining(
  options: { seed?: number; flowPoints?: number; refine?: boolean } = {},
): TrainingResult {
  const { seed = 1, flowPoints = 160, refine = true } = options;
  const speed = 0.4 + 2 * makeRandom(seed + 7)();
  const times: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < flowPoints; i++) {
    const t = 10 ** (-2 + 6.4 * i / 159) - 0.01;
    times.push(t);
    losses.push(
      0.4 / (1 + (speed * t) ** 1.2) +
        0.03 / (1 + (speed * t / 300) ** 2) + 2e-4 / (1 + t / 4000) ** 3,
    );
  }
  const refineStart = times.length;
  if (refine) {
    let loss = losses.at(-1)!;
    for (let k = 1; k <= 14; k++) {
      loss = Math.max(3e-31, k < 7 ? loss * 0.3 : loss * loss * 20);
      times.push(times[refineStart - 1] + k);
      losses.push(loss);
    }
  }
  return makeResult(
    times,
    losses,
    refineStart,
    refine ? "converged" : "running",
  );
}

export function makeSpectrum(count: number, negative: number): HessianSpectrum {
  const random = makeRandom(count);
  const eigenvalues = Float64Array.from({ length: count }, (_, k) => {
    const size = 10 ** (1.2 - 9 * k / count - 0.5 * random());
    if (k >= count - 2) return (random() - 0.5) * 1e-15;
    return k % 5 === 3 && k / 5 < negative ? -size : size;
  }).sort();
  return {
    eigenvalues,
    eigenvectors: [],
    residuals: eigenvalues.map(() => 1e-14 * random()),
  };
}

export function makeVerdict(parts: Partial<Verdict> = {}): Verdict {
  return {
    kind: "strict minimum",
    sentence: "The gradient vanishes to rounding.",
    gradientNorm: 3e-16,
    gradientRounding: 2e-15,
    newtonDecrement: 4e-15,
    distance: 1e-12,
    contraction: 0.01,
    eigenvalues: Float64Array.of(1e-5, 2e-3),
    residuals: Float64Array.of(1e-15, 2e-15),
    bounds: Float64Array.of(2e-14, 2.1e-14),
    index: 0,
    nullity: 0,
    explanations: [],
    unexplained: 0,
    normGrowth: 1.02,
    method: "dense",
    ...parts,
  };
}

function bowl(x: number, y: number): number {
  const valley = y - 0.35 * x * x + 0.2;
  return 1.5 * valley * valley + 0.02 * (x - 1.2) ** 2 +
    0.15 * Math.sin(1.7 * x) ** 2 * Math.exp(-y * y) + 1e-6;
}

export function makePlane(resolution = 61): Plane {
  const xs = Float64Array.from(
    { length: resolution },
    (_, i) => -2.4 + 4.8 * i / (resolution - 1),
  );
  const ys = xs.map((x) => x * 0.8);
  const losses = new Float64Array(xs.length * ys.length);
  ys.forEach((y, j) =>
    xs.forEach((x, i) => losses[j * xs.length + i] = bowl(x, y))
  );
  const direction = new Float64Array(2);
  return {
    xs,
    ys,
    losses,
    directions: [direction, direction],
    center: direction,
  };
}

/** The gradient flow in the bowl, which leaves the plane at one side of it. */
export function makeArrows(resolution = 15): ArrowField {
  const { xs, ys } = makePlane(resolution);
  const h = 1e-5;
  const points = Array.from(ys, (y) => Array.from(xs, (x) => [x, y])).flat();
  return {
    xs,
    ys,
    xVelocities: Float64Array.from(
      points,
      ([x, y]) => (bowl(x - h, y) - bowl(x + h, y)) / (2 * h),
    ),
    yVelocities: Float64Array.from(
      points,
      ([x, y]) => (bowl(x, y - h) - bowl(x, y + h)) / (2 * h),
    ),
    outOfPlane: Float64Array.from(points, ([x]) => x > 1.5 ? 0.9 : 0),
  };
}

/** A way down the bowl; `slope` stretches it in y. */
export function makePath(slope = 1): PlanePath {
  const xs = new Float64Array(300);
  const ys = new Float64Array(300);
  let [x, y] = [0.4, 1.7];
  for (let i = 0; i < xs.length; i++) {
    xs[i] = x;
    ys[i] = y;
    const h = 1e-5;
    const gx = (bowl(x + h, y) - bowl(x - h, y)) / (2 * h);
    const gy = (bowl(x, y + h) - bowl(x, y - h)) / (2 * h);
    const step = 0.05 / Math.max(0.7, Math.hypot(gx, gy));
    x -= step * gx;
    y -= step * slope * gy;
  }
  const planeLosses = xs.map((x, i) => bowl(x, ys[i]));
  return {
    xs,
    ys,
    planeLosses,
    losses: planeLosses.map((loss, i) => loss / (1 + 0.12 * Math.sin(i / 50))),
    distances: xs.map(() => 0.1),
    varianceExplained: 0.934,
  };
}

export function makeSlices(count: number): ParameterSlices {
  const random = makeRandom(count);
  const offsets = Float64Array.from({ length: 41 }, (_, k) => -2 + k / 10);
  return {
    offsets,
    losses: Array.from({ length: count }, () => {
      const curvature = 10 ** (-3 * random());
      const tilt = random() - 0.5;
      return offsets.map((x) =>
        1e-4 + curvature * x * x * (1 + tilt * x / 2) ** 2
      );
    }),
    names: Array.from(
      { length: count },
      (_, i) =>
        i % 3 === 2
          ? `layer${1 + i % 2}.bias(${i})`
          : `layer${1 + i % 2}.weight(${i}, ${i % 3})`,
    ),
  };
}

export function makeDecisions(classes: 2 | 3, resolution = 50): Decisions {
  const random = makeRandom(5);
  const xs = Float64Array.from(
    { length: resolution },
    (_, i) => -3 + 6 * i / (resolution - 1),
  );
  const probabilitiesAt = (x: number, y: number) => {
    const scores = [
      2 * y - x * x / 2 + 1,
      x - y + Math.sin(2 * y),
      -2 * x - y - 0.5,
    ].slice(0, classes).map((s) => Math.exp(1.3 * s));
    const sum = scores.reduce((a, b) => a + b);
    return scores.map((s) => s / sum);
  };
  const probabilities = Float64Array.from(
    Array.from(xs, (y) => Array.from(xs, (x) => probabilitiesAt(x, y))).flat(2),
  );
  return {
    xs,
    ys: xs,
    probabilities,
    points: Array.from({ length: 90 }, (_, i) => {
      const x = 5.6 * (random() - 0.5);
      const y = 5.6 * (random() - 0.5);
      const p = probabilitiesAt(x, y);
      const answer = p.indexOf(Math.max(...p));
      const correct = Math.max(...p) > 0.5 + 0.1 * random();
      return {
        x,
        y,
        label: correct ? answer : (answer + 1) % classes,
        part: i % 3 === 0 ? "test" : "training",
        correct,
      };
    }),
    classNames: ["setosa", "versicolor", "virginica"].slice(0, classes),
    xName: "petal length (cm)",
    yName: "petal width (cm)",
  };
}

export function makePredictions(resolution = 40): Predictions {
  const xs = Float64Array.from(
    { length: resolution },
    (_, i) => 10 * i / (resolution - 1),
  );
  const at = (x: number, y: number) => 20 * Math.sin(x / 3) + y;
  const random = makeRandom(11);
  return {
    xs,
    ys: xs,
    values: Float64Array.from(
      { length: resolution ** 2 },
      (_, n) => at(xs[n % resolution], xs[Math.floor(n / resolution)]),
    ),
    points: Array.from({ length: 40 }, () => {
      const [x, y] = [10 * random(), 10 * random()];
      return { x, y, value: at(x, y) + 4 * (random() - 0.5) };
    }),
    xName: "rain (mm)",
    yName: "sun (h)",
    valueName: "yield (t)",
  };
}

export function makeSummaries(): readonly ColumnSummary[] {
  const bell = Array.from({ length: 20 }, (_, k) => ({
    label: `${k} … ${k + 1}`,
    count: Math.round(60 * Math.exp(-((k - 9) ** 2) / 18)),
  }));
  const common = { rows: 344, missing: 0, notes: [] };
  return [
    {
      ...common,
      name: "body mass (g)",
      kind: "number",
      missing: 2,
      distinct: 94,
      range: [2700, 6300],
      bins: bell,
    },
    {
      ...common,
      name: "species",
      kind: "text",
      distinct: 3,
      range: undefined,
      bins: [
        { label: "Adelie", count: 152 },
        { label: "Gentoo", count: 124 },
        { label: "Chinstrap", count: 68 },
      ],
    },
    {
      ...common,
      name: "a column with quite a long name, longer than its panel",
      kind: "date",
      distinct: 50,
      range: [13800, 14580],
      bins: bell.map(({ count }, k) => ({
        label: `2007-${10 + k % 3}-11 … 2009-12-0${1 + k % 9}`,
        count: 60 - count,
      })),
      notes: ["dates: days since 1970"],
    },
    {
      ...common,
      name: "comments",
      kind: "text",
      missing: 344,
      distinct: 0,
      range: undefined,
      bins: [],
      notes: ["every cell is missing"],
    },
  ];
}

export function makeConfusions(classes: number): number[][] {
  const random = makeRandom(classes);
  return Array.from(
    { length: classes },
    (_, t) =>
      Array.from(
        { length: classes },
        (_, p) =>
          t === p
            ? Math.round(900 + 100 * random())
            : Math.round(12 * random() ** 4 * (Math.abs(t - p) < 2 ? 5 : 1)),
      ),
  );
}

/** Four groups of trainings; the last has none yet. */
export function makeVerdictGroups(): VerdictGroup[] {
  const kinds = [
    "strict minimum",
    "minimum, degenerate",
    "escaping to infinity",
    "gradient-flat",
  ] as const;
  const runs = [[12, 0, 8, 0], [1, 17, 1, 1], [20, 0, 0, 0], [0, 0, 0, 0]];
  return runs.map((counts, i) => ({
    name: `k = ${i < 2 ? 2 : 4}, ρ = ${1 + i % 2}`,
    counts: countVerdicts(
      counts.flatMap((count, k) =>
        Array(count).fill({ verdict: { kind: kinds[k] } })
      ),
    ),
  }));
}

function ring(x: number, y: number): number {
  return Math.tanh(2.5 - x * x - 0.7 * y * y + Math.sin(2 * x));
}

/** What a network answers on |x|, |y| ≤ 3, as the laboratory shows it. */
/** A hump that leans, on a grid. */
export function makeDensityGrid(resolution = 80): LogDensityGrid {
  const axis = Float64Array.from(
    { length: resolution },
    (_, k) => 3 * (2 * k / (resolution - 1) - 1),
  );
  return {
    xs: axis,
    ys: axis,
    values: Float64Array.from(
      [...axis].flatMap((y) => [...axis].map((x) => -x * x - (y - x / 2) ** 2)),
    ),
  };
}

export function makeImage(resolution = 200): OutputImage {
  const axis = Float64Array.from(
    { length: resolution },
    (_, k) => 3 * (2 * k / (resolution - 1) - 1),
  );
  return {
    title: "Network output",
    xs: axis,
    ys: axis,
    values: [...axis].flatMap((y) => [...axis].map((x) => ring(x, y))),
  };
}

export function makeSignedPoints(count: number): SignedPoint[] {
  const random = makeRandom(11);
  return Array.from({ length: count }, () => {
    const [x, y] = [4 * (random() - 0.5), 4 * (random() - 0.5)];
    return { x, y, positive: ring(x, y) > 0.2 * (random() - 0.5) };
  });
}

/** Final losses of starts at some scales and seeds; a few came to nothing. */
export function makeLossTable(rows: number, columns: number): number[] {
  const random = makeRandom(rows);
  return Array.from(
    { length: rows * columns },
    (_, n) => n % 17 === 16 ? NaN : 10 ** (-3 * random() ** 2),
  );
}

export function makeSurface(resolution = 101): ParameterSurface {
  const axis = Float64Array.from(
    { length: resolution },
    (_, k) => 10 * (2 * k / (resolution - 1) - 1),
  );
  const loss = (x: number, y: number) => {
    const output = Math.tanh(0.4 * x + 0.3) * Math.tanh(0.6 * y);
    return (output - 0.7) ** 2 + 0.02 * Math.cos(x) ** 2 + 1e-3;
  };
  return {
    xs: axis,
    ys: axis,
    losses: Float64Array.from(
      [...axis].flatMap((y) => [...axis].map((x) => loss(x, y))),
    ),
    names: ["layer1.weight(0, 0)", "layer1.bias(0)"],
    at: [2.5, 1.25],
  };
}

/** A zig-zag toward a goal, as that of the perceptron rule. */
export function makeWeightPath(steps = 60): WeightPath {
  const xs = Array.from(
    { length: steps },
    (_, k) => 0.6 * (1 - Math.exp(-k / 25)) + (k % 2 ? 0.06 : -0.06),
  );
  const ys = xs.map((x, k) => -0.8 * x + (k % 2 ? 0.05 : -0.07));
  return {
    title: "Two weights",
    xs,
    ys,
    xName: "w0",
    yName: "w1",
    arrows: [
      { name: "−gradient", to: [0.8, -0.25] },
      { name: "goal", to: [0.7, -0.6] },
      { name: "weights", from: [0, 0], to: [xs.at(-1)!, ys.at(-1)!] },
    ],
    domain: { x: [-0.4, 1], y: [-0.8, 0.6] },
  };
}

/** Overlaps of k students that turn to K teachers. */
export function makeOverlaps(k: number, K: number): OverlapMap {
  const times = Array.from({ length: 60 }, (_, t) => t && 10 ** (t / 20 - 1));
  const overlaps = times.map((time) => {
    const s = time / (1 + time);
    const R = Float64Array.from(
      { length: k * K },
      (_, n) => s * ((n % (K + 1) === 0 ? 1 : 0) - 0.3 * Math.cos(n)),
    );
    const Q = Float64Array.from({ length: k * k }, (_, n) => {
      const isOwn = n % (k + 1) === 0;
      return isOwn ? 0.4 + s : -0.2 * s;
    });
    return { Q, R };
  });
  return { times, overlaps };
}

/** Three valleys in two groups, a saddle that leads to nothing, a maximum. */
export function makeAtlas(): AtlasMarks {
  const minimum = { index: 0, kind: "strict minimum" } as const;
  const saddle = (index: number) => ({ index, kind: "saddle" } as const);
  const proof = { status: "proved" } as const;
  return {
    points: [
      { ...minimum, loss: 0.02, searches: 31, proof },
      { ...minimum, loss: 0.05, searches: 12, proof },
      { ...minimum, loss: 0.21, searches: 3 },
      { ...saddle(1), loss: 0.4, searches: 5, proof },
      { ...saddle(1), loss: 1.1, searches: 4 },
      { ...saddle(2), loss: 1.9, searches: 2 },
      { ...saddle(1), loss: 0.45, searches: 1 },
      { loss: 0.41, index: 0, kind: "minimum, degenerate", searches: 1 },
    ],
    connections: [
      { from: 3, to: 0 },
      { from: 3, to: 1 },
      { from: 4, to: 1 },
      { from: 4, to: 2 },
      { from: 5, to: 3 },
      { from: 5, to: 2 },
      { from: 6, to: 0 },
      { from: 6 },
    ],
  };
}

/** A bulk near zero and three outliers, with the error of ten probes. */
export function makeDensity(): SpectralDensity {
  const xs = Float64Array.from({ length: 301 }, (_, k) => -1 + k / 30);
  const bumps = [[0, 0.15, 0.9], [3.1, 0.2, 0.05], [5, 0.2, 0.03], [
    8.2,
    0.2,
    0.02,
  ]];
  const density = xs.map((x) =>
    bumps.reduce(
      (sum, [at, width, share]) =>
        sum + share / width / Math.sqrt(2 * Math.PI) *
          Math.exp(-((x - at) ** 2) / 2 / width ** 2),
      0,
    )
  );
  let sum = 0;
  return {
    xs,
    density,
    densityErrors: density.map((y, k) => 0.2 * y * (1 + Math.sin(k / 9) / 2)),
    cumulative: density.map((y) => sum += y / 30),
    cumulativeErrors: density.map(() => 0.01),
    width: 0.1,
    nodes: Float64Array.of(0),
    weights: Float64Array.of(1),
    probes: 10,
    products: 1000,
    size: 500,
  };
}

/** A straight way over a hill, and a bent one around it. */
export function makeWays(): LossWay[] {
  const positions = Float64Array.from({ length: 41 }, (_, k) => k / 40);
  const hill = (height: number) =>
    positions.map((t) => 0.01 + height * Math.sin(Math.PI * t) ** 2);
  return [
    { name: "as they are", positions, losses: hill(2), barrier: 2 },
    { name: "neurons matched", positions, losses: hill(0.03), barrier: 0.03 },
    { name: "connected by a curve", positions, losses: hill(1e-4) },
  ];
}

/** Four neurons of a layer, of which two come together. */
export function makeTracks() {
  const net = makeNetwork(2, [[4, "tanh"], [1, "identity"]]);
  const times = Float64Array.from({ length: 60 }, (_, k) => k * k / 20);
  const parameters = Array.from(times, (_, k) => {
    const s = 1 - Math.exp(-k / 15);
    const w = [[1 - s, 2 * s], [-1 + s, 2 * s], [-1, -s], [0.4, -1 - s]];
    return Float64Array.from([
      ...w.flatMap(([a, b]) => [a, b, 0.1]),
      ...[0.5 + s, 0.2 + s, -0.5 - 2 * s, 0.1],
      0,
    ]);
  });
  return { net, trajectory: { times, parameters } };
}

/** Eigenvalues that sharpen, and one that turns positive. */
export function makeLapse(): SpectrumHistory {
  const times = Float64Array.from({ length: 40 }, (_, k) => 10 ** (k / 10) - 1);
  return {
    times,
    eigenvalues: Array.from(times, (_, k) => {
      const s = k / 39;
      return Float64Array.of(
        -0.2 + 0.3 * s,
        0.01 * (1 + s),
        0.3 - 0.1 * s,
        1 + 6 * s ** 2,
      );
    }),
  };
}

/** A kernel of samples in two groups. */
export function makeKernel(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, n) => {
    const [i, j] = [Math.floor(n / size), n % size];
    const same = (i < size / 3) === (j < size / 3) ? 1 : -0.4;
    return same * Math.exp(-Math.abs(i - j) / size);
  });
}

/** Runs of a study: students of ρk neurons on teachers of k. */
export function makeRuns(count: number): ExploredRun[] {
  const random = makeRandom(7);
  return Array.from({ length: count }, (_, index) => {
    const k = 2 + index % 7;
    const ρ = 1 + Math.floor(index / 7) % 3;
    const run = { k, ρ, seed: Math.floor(index / 21) };
    if (index % 97 === 13) return { index, run, error: "Cannot train" };
    const isZero = random() < ρ / (ρ + k / 8);
    const escapes = !isZero && random() < 0.6;
    return {
      index,
      run,
      loss: 10 ** (isZero ? -18 - 12 * random() : -6 + 4 * random()),
      gradientNorm: 10 ** (-10 - 6 * random()),
      parameterNorm: 10 ** (escapes ? 1.5 + random() : 0.5 + 0.5 * random()),
      verdict: escapes
        ? "escaping to infinity"
        : ρ > 1 && isZero
        ? "minimum, degenerate"
        : "strict minimum",
      steps: Math.round(60 * (1 + k) * (1 + random())),
      seconds: random(),
    };
  });
}
