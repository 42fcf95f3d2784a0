import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import {
  optimize,
  type OptimizeOptions,
  type OptimizerChoice,
  type OptimizerName,
  optimizers,
  optimizeSteps,
} from "../../lib/optimize/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { quadratic } from "../flow/objectives.ts";
import { wave } from "../kernels/golden.ts";
import { testProblems } from "./problems.ts";

const names = Object.keys(optimizers) as OptimizerName[];

/** θ after each step. */
function path(
  objective: Parameters<typeof optimizeSteps>[0],
  start: number[],
  options: OptimizeOptions,
): number[][] {
  return Array.from(
    optimizeSteps(objective, Float64Array.from(start), options),
    ({ parameters }) => Array.from(parameters),
  );
}

const net = network(parseNetwork("2 → 3 tanh → 1"));
const regression = empiricalLoss(net, {
  samples: 10,
  inputCount: 2,
  outputCount: 1,
  inputs: wave(20, 1.1),
  targets: wave(10, 2.2),
  weights: Float64Array.from({ length: 10 }, (_, n) => 1 + n / 10),
});
const θ0 = initialize(net, { seed: 2 });

// L = 3x²/2 from x = 2, so g = 3x; each path follows from the definition
const byHand: [OptimizerChoice, number, number[]][] = [
  ["gradientDescent", 0.1, [1.4, 0.98]],
  // v: 6, 0.5 · 6 + 4.2
  [{ name: "momentum", β: 0.5 }, 0.1, [1.4, 1.4 - 0.1 * 7.2]],
  // v: 6, 3 + 3.3; g + v/2: 9, 3.3 + 3.15
  [{ name: "nesterov", β: 0.5 }, 0.1, [1.1, 1.1 - 0.1 * 6.45]],
  // s: 9, 4.5 + x²: first step 0.3 · 6/3, then g = 4.2, s = 4.5 + 8.82
  [{ name: "rmsProp", β: 0.75, ε: 0 }, 0.3, [
    1.4,
    1.4 - 0.3 * 4.2 / Math.sqrt(0.75 * 9 + 0.25 * 4.2 ** 2),
  ]],
  // m: 3, 1.5 + 2.7; v: 18, 9 + 14.58; corrected by 1/2, then 3/4 for both
  [{ name: "adam", β1: 0.5, β2: 0.5, ε: 0 }, 0.2, [
    1.8,
    1.8 - 0.2 * (4.2 / 0.75) / Math.sqrt(23.58 / 0.75),
  ]],
  // as Adam's first step from 2, less 0.2 · 0.5 · 2; then g = 4.8
  [{ name: "adamW", β1: 0.5, β2: 0.5, ε: 0, weightDecay: 0.5 }, 0.2, [
    1.6,
    1.6 - 0.2 * (3.9 / 0.75) / Math.sqrt(20.52 / 0.75) - 0.2 * 0.5 * 1.6,
  ]],
];

for (const [method, learningRate, expected] of byHand) {
  const name = typeof method === "string" ? method : method.name;
  Deno.test(`${name} takes the first two steps as by hand`, () => {
    const seen = path(quadratic([3]), [2], { method, learningRate, steps: 2 });
    expected.forEach((x, t) => assertAlmostEquals(seen[t][0], x, 1e-14));
  });
}

Deno.test("adam agrees with its sums written out, ε outside the root", () => {
  const [β1, β2, ε, η] = [0.9, 0.999, 1e-8, 1e-3];
  const seen = path(quadratic([3, 1e-9]), [2, 1], { steps: 50 });
  for (const k of [0, 1]) {
    const xs = [k === 0 ? 2 : 1, ...seen.map((x) => x[k])];
    const g = xs.map((x) => (k === 0 ? 3 : 1e-9) * x);
    for (let t = 1; t <= 50; t++) {
      let m = 0;
      let v = 0;
      for (let i = 1; i <= t; i++) {
        m += (1 - β1) * β1 ** (t - i) * g[i - 1];
        v += (1 - β2) * β2 ** (t - i) * g[i - 1] ** 2;
      }
      const step = η * (m / (1 - β1 ** t)) / (Math.sqrt(v / (1 - β2 ** t)) + ε);
      assertAlmostEquals(xs[t], xs[t - 1] - step, 1e-14);
    }
  }
});

Deno.test("gradientDescent diverges on a quadratic exactly above 2/λmax", () => {
  const λ = [0.5, 1, 4];
  for (const factor of [0.99, 1.01]) {
    const η = factor * 2 / 4;
    const seen = path(quadratic(λ), [1, 1, 1], {
      method: "gradientDescent",
      learningRate: η,
      steps: 400,
    });
    // each eigendirection is multiplied by 1 − ηλ
    λ.forEach((λi, i) =>
      assertAlmostEquals(
        seen[399][i] / (1 - η * λi) ** 400,
        1,
        1e-9,
      )
    );
    assertEquals(Math.abs(seen[399][2]) > 1, factor > 1);
  }
});

/** Learning rates, and the losses that lead to in 20000 steps, by problem. */
const descents: [OptimizerChoice, Record<string, [number, number]>][] = [
  ["gradientDescent", {
    "1 Rosenbrock": [1e-3, 1e-7],
    "5 Beale": [1e-2, 1e-20],
    "13 Powell singular": [3e-3, 1e-5],
  }],
  ...(["momentum", "nesterov"] as const).map((
    name,
  ): [OptimizerChoice, Record<string, [number, number]>] => [name, {
    "1 Rosenbrock": [1e-3, 1e-20],
    "5 Beale": [3e-3, 1e-20],
    "13 Powell singular": [3e-3, 1e-7],
  }]),
  ...(["rmsProp", "adam", { name: "adamW", weightDecay: 0 }] as const).map((
    choice,
  ): [OptimizerChoice, Record<string, [number, number]>] => [choice, {
    "1 Rosenbrock": [3e-3, 1e-11],
    "5 Beale": [3e-3, 1e-20],
    "13 Powell singular": [3e-2, 1e-8],
  }]),
];

for (const [method, rates] of descents) {
  const name = typeof method === "string" ? method : method.name;
  for (const [problem, [learningRate, reached]] of Object.entries(rates)) {
    Deno.test(`${name} comes down to ${reached} on ${problem}`, () => {
      const { objective, start } = testProblems
        .find(({ name }) => name === problem)!;
      const adaptive = !/Descent|mom|nest/.test(name);
      const { loss, parameters } = optimize(objective, start, {
        method,
        learningRate,
        steps: 20_000,
        // methods that divide by the size of g do not come to rest by themselves
        schedule: adaptive
          ? { kind: "cosine", steps: 20_000 }
          : { kind: "constant" },
      });
      assertLess(loss, reached);
      assertEquals(loss, objective.loss(parameters));
    });
  }
}

Deno.test("both tables have every optimizer", () => {
  for (const table of [byHand, descents]) {
    assertEquals(
      table.map(([m]) => typeof m === "string" ? m : m.name),
      names,
    );
  }
});

for (const method of names) {
  Deno.test(`${method} lowers the loss of a network, and keeps the best point`, () => {
    for (const batchSize of [undefined, 4]) {
      const options = {
        method,
        steps: 300,
        ...(batchSize && { batchSize }),
      };
      const result = optimize(regression, θ0, options);
      assertEquals(result.status, "completed");
      assertEquals(result.steps, 300);
      assert(result.loss < regression.loss(θ0));
      assertEquals(result.loss, regression.loss(result.parameters));
      const seen = Array.from(
        optimizeSteps(regression, θ0, options),
        ({ loss }) => loss,
      ).filter((loss) => !Number.isNaN(loss));
      assertEquals(result.loss, Math.min(...seen));
      assertEquals(seen.length, batchSize ? 100 : 300);
    }
  });

  Deno.test(`${method} resumes from its state, bit for bit`, () => {
    for (const batchSize of [undefined, 4, 10]) {
      const options = {
        method,
        seed: 5,
        learningRate: [0.01, 0.003],
        schedule: { kind: "inverse", γ: 0.1 },
        ...(batchSize && { batchSize }),
      } as const;
      const whole = optimize(regression, θ0, { ...options, steps: 60 });
      for (const steps of [0, 1, 29, 30, 60]) { // within and at an epoch's end
        const { state } = optimize(regression, θ0, { ...options, steps });
        const resumed = optimize(regression, θ0, {
          ...options,
          steps: 60,
          resumeFrom: structuredClone(state),
        });
        assertEquals(resumed.state, whole.state);
        assertEquals(resumed.parameters, whole.parameters);
        assertEquals(resumed.loss, whole.loss);
        assertEquals(resumed.steps, 60);
        const remembered = optimize(regression, θ0, {
          steps: 60,
          resumeFrom: structuredClone(state),
        });
        assertEquals(remembered.state, whole.state);
      }
    }
  });
}

Deno.test("a step's state resumes as the result's does", () => {
  const options = { batchSize: 3, steps: 17, seed: 1 };
  const whole = optimize(regression, θ0, options);
  for (const { step, state } of optimizeSteps(regression, θ0, options)) {
    if (step !== 6) continue;
    const resumed = optimize(regression, θ0, {
      ...options,
      resumeFrom: state(),
    });
    assertEquals(resumed.state, whole.state);
    break;
  }
});

Deno.test("minibatches visit each sample once per epoch, in the seed's order", () => {
  // one linear neuron on one-hot inputs: a step shows which samples it saw
  const N = 7;
  const inputs = new Float64Array(N * N);
  for (let n = 0; n < N; n++) inputs[n * N + n] = 1;
  const objective = empiricalLoss(
    network({ inputs: N, layers: [{ width: 1, bias: false }] }),
    {
      samples: N,
      inputCount: N,
      outputCount: 1,
      inputs,
      targets: new Float64Array(N).fill(1),
      weights: Float64Array.from({ length: N }, (_, n) => n + 1),
    },
  );
  function orderOf(seed: number): number[][] {
    let previous: ArrayLike<number> = new Float64Array(N);
    return path(objective, Array(N).fill(0), {
      method: "gradientDescent",
      learningRate: 0.01,
      batchSize: 3,
      steps: 6,
      seed,
    }).map((θ) => {
      const moved = θ.flatMap((x, n) => x !== previous[n] ? [n] : []);
      // the mean over the batch of 2ω(1 − θ)
      for (const n of moved) {
        const slope = 2 * (n + 1) * (1 - previous[n]) / moved.length;
        assertAlmostEquals(θ[n] - previous[n], 0.01 * slope, 1e-15);
      }
      previous = θ;
      return moved;
    });
  }
  const order = orderOf(3);
  assertEquals(order.map((batch) => batch.length), [3, 3, 1, 3, 3, 1]);
  for (const epoch of [order.slice(0, 3), order.slice(3)]) {
    assertEquals(epoch.flat().toSorted(), [0, 1, 2, 3, 4, 5, 6]);
  }
  assertNotEquals(order.slice(0, 3), order.slice(3));
  assertEquals(orderOf(3), order);
  assertNotEquals(orderOf(4), order);
});

Deno.test("minibatches take labels and weights along with their samples", () => {
  const [N, batchSize, seed] = [9, 4, 6];
  const classes = network(parseNetwork("2 → 3 softmax"));
  const inputs = wave(2 * N, 0.7);
  const labels = Int32Array.from({ length: N }, (_, n) => n % 3);
  const weights = Float64Array.from({ length: N }, (_, n) => 1 + n);
  const shape = { inputCount: 2, outputCount: 3 };
  const whole = empiricalLoss(classes, {
    ...shape,
    samples: N,
    inputs,
    labels,
    weights,
  });
  const start = initialize(classes, { seed: 1 });
  const seen = path(whole, [...start], {
    method: "gradientDescent",
    learningRate: 0.1,
    batchSize,
    steps: 2,
    seed,
  });
  const order = randomGenerator(seed)
    .shuffle(Array.from({ length: N }, (_, n) => n));
  let θ = start;
  for (const [t, after] of seen.entries()) {
    const taken = order.slice(t * batchSize, (t + 1) * batchSize);
    const batch = empiricalLoss(classes, {
      ...shape,
      samples: batchSize,
      inputs: Float64Array.from(
        taken.flatMap((n) => [inputs[2 * n], inputs[2 * n + 1]]),
      ),
      labels: Int32Array.from(taken, (n) => labels[n]),
      weights: Float64Array.from(taken, (n) => weights[n]),
    });
    const gradient = batch.gradient(θ);
    θ = θ.map((x, i) => x - 0.1 * gradient[i]);
    after.forEach((x, i) => assertAlmostEquals(x, θ[i], 1e-14));
  }
});

Deno.test("learning rates per layer move each layer at its own", () => {
  const one = path(regression, Array.from(θ0), {
    method: "gradientDescent",
    learningRate: 1,
    steps: 1,
  })[0];
  const layered = path(regression, Array.from(θ0), {
    method: "gradientDescent",
    learningRate: [0, 0.25],
    steps: 1,
  })[0];
  const { offset } = net.layers[1];
  layered.forEach((x, i) =>
    assertAlmostEquals(
      x - θ0[i],
      (i < offset ? 0 : 0.25) * (one[i] - θ0[i]),
      1e-15,
    )
  );
  assertEquals(layered.slice(0, offset), Array.from(θ0.slice(0, offset)));
});

for (const method of names) {
  Deno.test(`${method} freezes parameters of time scale 0, scales the rates of others`, () => {
    const timeScale = θ0.map((_, i) => [0, 1, 0.5][i % 3]);
    const options = { method, learningRate: 0.01, steps: 50 } as const;
    for (const batch of [{}, { batchSize: 4 }]) {
      const { parameters, gradientNorm } = optimize(regression, θ0, {
        ...options,
        ...batch,
        timeScale,
      });
      const gradient = regression.gradient(parameters);
      const free = gradient.filter((_, i) => timeScale[i] > 0);
      assertEquals(gradientNorm, Math.max(...free.map(Math.abs)));
      parameters.forEach((x, i) => assertEquals(x === θ0[i], i % 3 === 0));
    }
    const [whole] = path(regression, [...θ0], { ...options, steps: 1 });
    const [part] = path(regression, [...θ0], {
      ...options,
      steps: 1,
      timeScale,
    });
    part.forEach((x, i) =>
      assertAlmostEquals(x - θ0[i], timeScale[i] * (whole[i] - θ0[i]), 1e-15)
    );
  });
}

Deno.test("optimize says why it ended, and counts", () => {
  const objective = quadratic([1, 2]);
  const start = Float64Array.of(1, 1);
  const descent = { method: "gradientDescent", learningRate: 0.4 } as const;
  const flat = optimize(objective, start, { ...descent, gradientNorm: 1e-9 });
  assertEquals(flat.status, "converged");
  assert(flat.gradientNorm <= 1e-9 && flat.steps < 100);
  assertEquals(flat.evaluations.loss, flat.steps + 1);
  const low = optimize(objective, start, { ...descent, loss: 1e-3 });
  assertEquals(low.status, "converged");
  assert(low.loss <= 1e-3 && low.loss > 1e-6);
  const late = optimize(objective, start, { ...descent, maxSeconds: 0 });
  assertEquals(late.status, "max-time");
  const signal = AbortSignal.abort();
  assertEquals(optimize(objective, start, { signal }).status, "aborted");
  const wild = optimize(objective, start, { ...descent, learningRate: 1e200 });
  assertEquals(wild.status, "non-finite");
  assertEquals(wild.parameters, start);
  const epochs = optimize(regression, θ0, { batchSize: 4, steps: 6 });
  assertAlmostEquals(epochs.evaluations.gradient, 2 + 1, 1e-12);
  assertAlmostEquals(epochs.evaluations.loss, 1 + 2 + 2, 1e-12);
  assertEquals(epochs.evaluations.batch, 6);
  const still = optimize(objective, start, {
    ...descent,
    timeScale: [0, 1],
    gradientNorm: 1e-9,
  });
  assertEquals(still.status, "converged");
  assertEquals(still.parameters[0], 1);
});

Deno.test("optimize refuses what does not fit", () => {
  const objective = quadratic([1, 2]);
  const start = new Float64Array(2);
  function refuses(options: OptimizeOptions, message: string): void {
    assertThrows(
      () => optimize(objective, start, options),
      RangeError,
      message,
    );
  }
  refuses({ method: "luck" as OptimizerName }, "with luck, expected one of");
  refuses(
    { method: { name: "adam", β1: NaN } },
    "with adam and β1 NaN, expected a number from 0 on below 1",
  );
  assertThrows(
    () =>
      optimize(objective, start, {
        method: { name: "adam", β: 1 } as unknown as OptimizerChoice,
      }),
    TypeError,
    'unknown option "method.β", expected one of name, β1, β2, ε',
  );
  refuses({ learningRate: -1 }, "learning rate -1");
  refuses({ learningRate: [1, 2] }, "2 learning rates");
  refuses({ timeScale: [1] }, "with 1 time scales, expected 2");
  refuses({ timeScale: [1, -1] }, "time scale -1, expected a number from 0 on");
  refuses({ batchSize: 2 }, "without samples");
  assertThrows(
    () => optimize(regression, θ0, { batchSize: 11 }),
    RangeError,
    "minibatches of 11, expected an integer in 1 … 10",
  );
  assertThrows(
    () => optimize(objective, new Float64Array(3)),
    RangeError,
    "θ has 3 entries, expected 2",
  );
  const { state } = optimize(objective, start, { steps: 1 });
  refuses(
    { method: "momentum", resumeFrom: state },
    "run of adam with momentum",
  );
  assertThrows(
    () => optimize(quadratic([1]), start, { resumeFrom: state }),
    RangeError,
    "θ has 2 entries, expected 1",
  );
  const noSamples = customObjective({
    parameterCount: 1,
    loss: ([x]) => x * x,
  });
  assertThrows(
    () => optimize(noSamples, new Float64Array(1), { batchSize: 1 }),
    RangeError,
    "without samples",
  );
});
