// %%
import {
  CATEGORICAL,
  cell,
  choice,
  column,
  contours,
  empiricalLoss,
  grid,
  lineChart,
  md,
  mlp,
  pathOnPlane,
  range,
  seed,
  teacherStudent,
  type TrainingResult,
  trajectoryDistance,
} from "@thalweg/thalweg";

// %%
md`
# Following the flow

Water runs down a valley without inertia: it follows the *gradient flow*
θ̇ = −∇L(θ). Optimizers take steps instead. Four ways down
from one start: the flow, by a solver that keeps its error below 10⁻⁸;
gradient descent; momentum; Adam. Who stays with the flow, who leaves it, and who
falls?

The student has one neuron less than its teacher, so that it never comes to rest
at zero. Move the learning rate $\eta$, and look at the sharpness: what happens
where it meets $2/\eta$?
`;

// %%
const η = range`Learning rate ${{
  min: 1e-3,
  max: 1,
  scale: "log",
  value: 0.282,
}}`;
const adamRate = range`Adam's learning rate ${{
  min: 1e-4,
  max: 1,
  scale: "log",
  value: 0.01,
}}`;
const steps = choice`Steps ${[1000, 5000, 20_000]} ${{ value: 5000 }}`;
const start = seed`Seed of the start ${2}`;

// %%
const teacher = mlp`2 → 5 softplus no bias → 1 no bias`;
const student = mlp`2 → 4 softplus no bias → 1 no bias`;
const data = cell`data = 1000 samples of ${teacher}
  ${(teacher) => teacherStudent({ teacher, samples: 1000, seed: 1 })}`;

/** The heavy ball's memory; its rate is η (1 − β), so that it is as fast. */
const β = 0.9;
const trajectory = { points: 400 };

const flow = cell`flow = Flow of ${student} on ${data} from seed ${start}
  ${(student, data, seed, run) =>
  run.train(student, data, {
    seed,
    flow: {
      until: 1e4,
      relativeTolerance: 1e-8,
      absoluteTolerance: 1e-8,
      maxSteps: 5000,
    },
    refine: false,
    trajectory: { points: 2000 },
  })}`;
const descent = cell`descent = Gradient descent of ${student} on ${data}
  from seed ${start} by ${η} in ${steps} steps
  ${(student, data, seed, learningRate, steps, run) =>
  run.train(student, data, {
    seed,
    discrete: { method: "gradientDescent", learningRate, steps },
    refine: false,
    trajectory,
  })}`;
const momentum = cell`momentum = Momentum of ${student} on ${data}
  from seed ${start} by ${η} in ${steps} steps
  ${(student, data, seed, η, steps, run) =>
  run.train(student, data, {
    seed,
    discrete: {
      method: { name: "momentum", β },
      learningRate: η * (1 - β),
      steps,
    },
    refine: false,
    trajectory,
  })}`;
const adam = cell`adam = Adam of ${student} on ${data}
  from seed ${start} by ${adamRate} in ${steps} steps
  ${(student, data, seed, learningRate, steps, run) =>
  run.train(student, data, {
    seed,
    discrete: { method: "adam", learningRate, steps },
    refine: false,
    trajectory,
  })}`;

// %%
/** Names and colors are the same in every figure. */
const names = ["flow", "gradient descent", "momentum", "Adam"];

/**
 * A run until its loss is so many times that of the start: what comes after a
 * fall does not fit on any scale.
 */
function standing({ trajectory }: TrainingResult, most = 3) {
  const { times, parameters, losses } = trajectory;
  const fallen = losses.findIndex((loss) => !(loss < most * losses[0]));
  const end = fallen < 0 ? times.length : Math.max(fallen, 2);
  return {
    times: times.slice(0, end),
    parameters: parameters.slice(0, end),
    losses: losses.slice(0, end),
  };
}

/** Some of its points, evenly chosen. */
function thinned(way: ReturnType<typeof standing>, points: number) {
  const every = Math.ceil(way.times.length / points);
  const isKept = (_: unknown, i: number) => i % every === 0;
  return {
    times: way.times.filter(isKept),
    parameters: way.parameters.filter(isKept),
    losses: way.losses.filter(isKept),
  };
}

/**
 * A line over steps, from the first on; the flow is at step k when it has come
 * as far as gradient descent should have, at t = ηk.
 */
function line(
  k: number,
  { times, ys, η }: { times: Float64Array; ys: Float64Array; η: number },
) {
  const xs = k === 0 ? times.map((t) => t / η) : times;
  const first = xs.findIndex((x) => x >= 1);
  return {
    name: names[k],
    xs: xs.slice(first),
    ys: ys.slice(first),
    color: CATEGORICAL[k],
  };
}

const losses = cell`Loss ${flow.live} ${descent.live} ${momentum.live}
  ${adam.live} ${η} ${steps} ${(flow, descent, momentum, adam, η, steps) =>
  lineChart(
    [flow, descent, momentum, adam].map((fit, k) => {
      const { times, losses } = standing(fit, 1000);
      return line(k, { times, ys: losses, η });
    }),
    {
      title: "Loss along four ways",
      xName: "steps k (the flow at t = ηk)",
      yName: "loss",
      logX: true,
      logY: true,
      xDomain: [1, steps],
    },
  )}`;

const sharpnesses = cell`sharpness = Sharpness along ${flow} ${descent}
  ${momentum} ${adam} ${(flow, descent, momentum, adam, run) =>
  Promise.all(
    [flow, descent, momentum, adam].map((fit) =>
      run.job({
        kind: "sharpness",
        objective: fit.objective!,
        trajectory: standing(fit),
        options: { points: 80 },
      })
    ),
  )}`;
const sharpness = cell`Sharpness ${sharpnesses} ${η} ${steps}
  ${(sharpnesses, η, steps) => {
  const along = sharpnesses.map(({ times, values }, k) =>
    line(k, { times, ys: values, η })
  );
  const highest = Math.max(...sharpnesses[0].values);
  return lineChart([
    ...along,
    {
      name: `2/η = ${(2 / η).toPrecision(3)}`,
      xs: [1, steps],
      ys: [2 / η, 2 / η],
      color: CATEGORICAL[6],
    },
  ], {
    title: "Sharpness: largest eigenvalue of H",
    xName: "steps k (the flow at t = ηk)",
    yName: "λ₁",
    logX: true,
    xDomain: [1, steps],
    yDomain: [0, 1.6 * highest],
  });
}}`;

const plane = cell`plane = Loss plane of ${flow} ${descent} ${momentum} ${adam}
  ${(flow, descent, momentum, adam, run) => {
  const ways = [flow, descent, momentum, adam]
    .map((fit) => thinned(standing(fit), 100));
  return run.job({
    kind: "plane",
    objective: flow.objective!,
    center: flow.flowParameters,
    trajectory: {
      times: Float64Array.from(ways.flatMap(({ times }) => [...times])),
      parameters: ways.flatMap(({ parameters }) => parameters),
      losses: Float64Array.from(ways.flatMap(({ losses }) => [...losses])),
    },
    options: { resolution: 61 },
  });
}}`;
const ways = cell`Ways ${plane.live} ${flow} ${descent} ${momentum} ${adam}
  ${student} ${data} ${(
  plane,
  flow,
  descent,
  momentum,
  adam,
  student,
  data,
) => {
  const objective = empiricalLoss(student, data);
  return contours(plane, {
    title: "The four ways on one plane",
    paths: [flow, descent, momentum, adam].map((fit, k) => ({
      name: names[k],
      path: pathOnPlane(objective, plane, thinned(standing(fit), 200)),
    })),
  });
}}`;
grid(2, column(losses, sharpness), ways);

// %%
md`
## What to look for

**The edge of stability.** Along a direction of curvature $\lambda$ gradient
descent multiplies by $1 - \eta\lambda$: it falls where $\lambda > 2/\eta$. From
this start the sharpness along the flow rises to
**${sharpnesses.at(([flow]) => Math.max(...flow.values))}**, and 2/η is **${
  η.at((η) => 2 / η)
}**. Where the flow goes on beyond that,
gradient descent cannot follow: it stays where the sharpness is just $2/\eta$, and
takes another way (Cohen and others, *Gradient descent on neural networks
typically occurs at the edge of stability*, 2021). Go further with $\eta$, and
there is no such place any more: it runs away.

**Momentum** with a memory of $\beta = 0.9$ and a rate of $(1 - \beta)\,\eta$ goes
as fast as gradient descent, but remembers where it came from. Its edge is far
away, at $2\,(1 + \beta)/(\eta\,(1 - \beta))$, and early on it swings past the flow.

**Adam** measures each parameter with a rule of its own, so that its way is not
the flow's even for small steps: make its rate as small as you like, the distance
does not vanish. After ${steps} steps its best loss is
**${adam.at((fit) => fit.loss)}**, that of gradient descent
**${descent.at((fit) => fit.loss)}**, and that of the flow, which took
${flow.at((fit) => fit.steps)} steps to t = 10⁴,
**${flow.at((fit) => fit.loss)}**.
`;

// %%
md`
## How far from the flow?

Clocks of different methods cannot be compared, ways can: each point of one is
matched with a point of the flow, never going back. Gradient descent with a small
$\eta$ is Euler's method, and stays on the flow's way: the distance falls with
η².
`;
cell`Distance ${flow} ${descent.live} ${momentum.live}
  ${adam.live} ${η} ${steps} ${(flow, descent, momentum, adam, η, steps) =>
  lineChart(
    [descent, momentum, adam].map((fit, k) => {
      const { times, distances } = trajectoryDistance(
        standing(fit),
        flow.trajectory,
      );
      return line(k + 1, { times, ys: distances, η });
    }),
    {
      title: "Distance from the flow's way",
      xName: "steps k",
      yName: "‖θ − θ(flow)‖²/2p",
      logX: true,
      logY: true,
      xDomain: [1, steps],
      span: "full",
    },
  )}`;
