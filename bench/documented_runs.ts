/**
 * The runs that MLPGradientFlow.jl documents, on problems of the same kind; its
 * random numbers are Julia's, so that ours are other teachers and starts:
 *
 *     deno run -A bench/documented_runs.ts
 *
 * - A student 2 → 5 g → 1 without biases on a teacher of its size: its loss,
 *   gradient and steps, and whether it found the teacher.
 * - A student 2 → 4 softplus → 1 without biases on a teacher of 5: the flow to
 *   t = 3·10⁵, and how many full-batch steps of gradient descent and Adam are
 *   made in 30 s.
 * - The first result of a network that was never seen before.
 */
import {
  empiricalLoss,
  initialize,
  type Network,
  network,
  parseNetwork,
  teacherStudent,
  train,
  type TrainingResult,
  unpackParameters,
} from "../engine.ts";

const samples = 10_000;

function problem(studentText: string, teacherText: string, seed: number) {
  const student = network(parseNetwork(studentText));
  const teacher = network(parseNetwork(teacherText));
  const data = teacherStudent({ teacher, samples, seed });
  return {
    student,
    teacherParameters: data.teacherParameters,
    objective: empiricalLoss(student, data),
    start: initialize(student, { seed: seed + 100 }),
  };
}

/** Input and output weights of each hidden neuron. */
function neurons(net: Network, θ: Float64Array): number[][] {
  const [hidden, output] = unpackParameters(net, θ);
  return hidden.weights.map((
    w,
    i,
  ) => [...Array.from(w), output.weights[0][i]]);
}

/** How far the farthest neuron of the teacher is from one of the student. */
function distanceToTeacher(
  net: Network,
  θ: Float64Array,
  teacher: Float64Array,
): number {
  const found = neurons(net, θ);
  return Math.max(
    ...neurons(net, teacher).map((b) =>
      Math.min(
        ...found.map((a) => Math.max(...a.map((x, i) => Math.abs(x - b[i])))),
      )
    ),
  );
}

function seconds(result: TrainingResult): string {
  return result.seconds.toFixed(2);
}

// deno-lint-ignore no-console
const print = console.log;
// deno-lint-ignore no-console
const table = console.table;

const five = "2 → 5 g no bias → 1 no bias";
print(`${five}, teacher of 5, N = ${samples}`);
table([1, 2, 3, 4, 5].map((seed) => {
  const { student, objective, start, teacherParameters } = problem(
    five,
    five,
    seed,
  );
  const result = train(objective, start, {
    refine: { maxIterations: 1e4, maxSeconds: 60 },
  });
  return {
    seed,
    loss: result.loss.toExponential(1),
    "‖∇L‖∞": result.gradientNorm.toExponential(1),
    steps: result.steps,
    seconds: seconds(result),
    verdict: result.verdict?.kind,
    "distance to the teacher": distanceToTeacher(
      student,
      result.parameters,
      teacherParameters,
    ).toExponential(1),
  };
}));

const four = "2 → 4 softplus no bias → 1 no bias";
print(`${four}, teacher of 5, N = ${samples}`);
const { objective, start } = problem(
  four,
  "2 → 5 softplus no bias → 1 no bias",
  1,
);
const limits = { refine: false, stop: { gradientNorm: 0 } } as const;
const runs: [string, TrainingResult][] = [
  [
    "flow to t = 3·10⁵",
    train(objective, start, {
      ...limits,
      flow: { until: 3e5, maxSteps: 1e5, maxSeconds: 60 },
    }),
  ],
  ...([["gradientDescent", 0.1], ["adam", 1e-3]] as const).map((
    [method, learningRate],
  ): [string, TrainingResult] => [
    `${method}(${learningRate}) for 30 s`,
    train(objective, start, {
      ...limits,
      discrete: { method, learningRate, steps: 1e9, maxSeconds: 30 },
    }),
  ]),
];
table(runs.map(([run, result]) => ({
  run,
  status: result.status,
  loss: result.loss.toExponential(2),
  "‖∇L‖∞": result.gradientNorm.toExponential(1),
  steps: result.steps,
  seconds: seconds(result),
})));

print("A network that was never seen before, N = 1000: until train returns");
table(["2 → 7 tanh → 3 silu → 1", "5 → 9 gelu → 4 sigmoid → 1"].map((text) => {
  const began = performance.now();
  const net = network(parseNetwork(text));
  const data = teacherStudent({ teacher: net, samples: 1000, seed: 1 });
  const first = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 2 });
  const loss = first.loss(θ);
  const ready = performance.now();
  const result = train(first, θ, { flow: { maxSteps: 1 }, refine: false });
  return {
    network: text,
    "loss known after, ms": Math.round(ready - began),
    "one step of the flow after, ms": Math.round(performance.now() - began),
    lower: result.flowLoss < loss,
  };
}));
