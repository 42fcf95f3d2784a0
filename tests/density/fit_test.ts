import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  type DensityFitState,
  fitDensity,
  type FitDensityOptions,
  fitDensitySteps,
  invertibleNetwork,
  logLikelihood,
  logLikelihoodTerms,
} from "../../lib/density/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { flow, golden, X } from "./golden.ts";
import { difference, normals, randomFlow } from "./problems.ts";

/** The likelihood after some updates on all of the golden samples. */
function after(updates: number, options: FitDensityOptions): number {
  const training = Float64Array.from(
    { length: updates * X.length },
    (_, i) => X[i % X.length],
  );
  const fit = fitDensity(flow, training, {
    epochs: 1,
    batchSize: 6,
    shuffle: false,
    learningRate: 0.01,
    ...options,
  });
  assertEquals(fit.updates, updates);
  return logLikelihood(fit.flow, X);
}

const { train_ordinary, train_relative_exact } = golden;
const traces: Record<string, readonly [FitDensityOptions, number[]]> = {
  "descent along the ordinary gradient": [
    { method: "gradientDescent", gradient: "ordinary" },
    train_ordinary["gd_lr0.01_loglik_steps0..50"],
  ],
  "adam along the ordinary gradient": [
    { gradient: "ordinary" },
    train_ordinary["adam_lr0.01_loglik_steps0..50"],
  ],
  "descent along the relative gradient": [
    { method: "gradientDescent" },
    train_relative_exact["gd_lr0.01_loglik_first10"],
  ],
  "the published run, whose adam counts epochs": [
    { asPublished: true },
    golden.train_relative_upstream_adam_constant_epoch_index_1.loglik,
  ],
};

for (const [name, [options, trace]] of Object.entries(traces)) {
  Deno.test(`${name} follows the source`, () => {
    for (const updates of [1, 2, 9, trace.length - 1]) {
      assertAlmostEquals(after(updates, options), trace[updates], 1e-10);
    }
  });
}

Deno.test("after 50 updates the parameters are the source's", () => {
  for (
    const [options, expected] of [
      [{ method: "gradientDescent" }, train_ordinary.gd_final],
      [{ method: "adam" }, train_ordinary.adam_final],
    ] as const
  ) {
    const training = Float64Array.from(
      { length: 50 * X.length },
      (_, i) => X[i % X.length],
    );
    const fit = fitDensity(flow, training, {
      ...options,
      gradient: "ordinary",
      epochs: 1,
      batchSize: 6,
      shuffle: false,
      learningRate: 0.01,
      loggers: [],
    });
    fit.flow.layers.forEach(({ weights, bias }, k) => {
      assert(difference(weights, expected[k].W.flat()) < 1e-10);
      assert(difference(bias, expected[k].b.flat()) < 1e-10);
    });
  }
});

const training = normals(2 * 150, 1).map((x, i) => i % 2 ? x : Math.abs(x) + x);
const validation = normals(2 * 60, 2).map((x, i) =>
  i % 2 ? x : Math.abs(x) + x
);
const test = normals(2 * 60, 3).map((x, i) => i % 2 ? x : Math.abs(x) + x);
const start = invertibleNetwork({ features: 2, layers: 3, seed: 5 });
const parts = { training, validation, test };
const short = { epochs: 6, batchSize: 40, learningRate: 0.01 } as const;

Deno.test("a fit climbs, and logs what its loggers tell", () => {
  const fit = fitDensity(start, parts, {
    ...short,
    loggers: [
      "logLikelihood",
      "terms",
      "seconds",
      "parameterMean",
      ({ epoch }) => ({ square: epoch ** 2 }),
      ({ epoch }): Record<string, number> => epoch === 2 ? { two: 2 } : {},
    ],
  });
  assertEquals(fit.status, "completed");
  assertEquals(fit.updates, 6 * 4); // 40, 40, 40 and 30
  const { epochs, values } = fit.log;
  assertEquals(epochs, [0, 1, 2, 3, 4, 5, 6]);
  assertEquals(values.square, [0, 1, 4, 9, 16, 25, 36]);
  assertEquals(values.two, [NaN, NaN, 2, NaN, NaN, NaN, NaN]);
  assert(values.training[6] > values.training[0] + 0.3);
  const terms = logLikelihoodTerms(start, training);
  for (const name of ["base", "activations", "weights"] as const) {
    assertEquals(values[name][0], terms[name]);
    assert(values[name].every(Number.isFinite));
  }
  values.training.forEach((value, k) =>
    assertAlmostEquals(
      value,
      values.base[k] + values.activations[k] + values.weights[k],
      1e-14,
    )
  );
  assert(values.seconds.every((s, k) => k === 0 || s >= values.seconds[k - 1]));
  const all = start.layers.flatMap((
    { weights, bias },
  ) => [...weights, ...bias]);
  assertAlmostEquals(
    values.parameterMean[0],
    all.reduce((s, x) => s + x, 0) / all.length,
    1e-15,
  );
  assertAlmostEquals(
    fit.validation!.nats.mean,
    logLikelihood(fit.flow, validation),
    1e-13,
  );
  assertEquals(fit.test!.samples, 60);
});

Deno.test("logEvery leaves out epochs, not the last", () => {
  const { log } = fitDensity(start, training, { ...short, logEvery: 4 });
  assertEquals(log.epochs, [0, 4, 6]);
});

/** A state as it comes back from a file. */
function written(state: DensityFitState): DensityFitState {
  return structuredClone(state);
}

Deno.test("a resumed fit is the fit that did not stop, bit for bit", () => {
  for (const method of ["adam", "momentum"] as const) {
    const options = {
      ...short,
      method,
      seed: 3,
      loggers: ["logLikelihood"],
    } as const;
    const whole = fitDensity(start, parts, options);
    const first = fitDensity(start, parts, { ...options, epochs: 3 });
    const resumed = fitDensity(start, parts, {
      ...options,
      resumeFrom: written(first.state),
    });
    const { seconds: _, ...state } = whole.state;
    const { seconds: __, ...other } = resumed.state;
    assertEquals(other, state);
    assertEquals(resumed.flow, whole.flow);
  }
});

Deno.test("a fit stopped within an epoch goes on within it", () => {
  const options = { ...short, loggers: [] };
  const whole = fitDensity(start, parts, options);
  const steps = fitDensitySteps(start, parts, options);
  for (let k = 0; k < 10; k++) steps.next();
  const { value } = steps.next();
  const { state } = (value as { snapshot(): ReturnType<typeof fitDensity> })
    .snapshot();
  assertEquals([state.epoch, state.taken, state.update], [2, 3, 11]);
  const resumed = fitDensity(start, parts, {
    ...options,
    resumeFrom: written(state),
  });
  assertEquals(resumed.state.parameters, whole.state.parameters);
});

Deno.test("a signal and the clock stop a fit", () => {
  const signal = AbortSignal.abort();
  assertEquals(fitDensity(start, training, { signal }).status, "aborted");
  const late = fitDensity(start, training, { maxSeconds: 0 });
  assertEquals(late.status, "max-time");
});

Deno.test("a fit ends when validation has not grown for lookAhead epochs, with the best", () => {
  const few = training.slice(0, 16);
  const fit = fitDensity(start, { training: few, validation }, {
    epochs: 500,
    batchSize: 8,
    learningRate: 0.03,
    lookAhead: 7,
  });
  assertEquals(fit.status, "out-of-patience");
  const { epochs, values } = fit.log;
  assertEquals(epochs.at(-1)! - fit.epoch, 7);
  assertEquals(values.validation[fit.epoch], Math.max(...values.validation));
  assertAlmostEquals(
    fit.validation!.nats.mean,
    values.validation[fit.epoch],
    1e-13,
  );
  assert(fit.sentence.includes(`epoch ${fit.epoch}`), fit.sentence);
});

Deno.test("a gradient that is not finite ends the fit; the parameters stay finite", () => {
  const wild = fitDensity(start, training, {
    ...short,
    method: "gradientDescent",
    learningRate: 1e200,
    epochs: 50,
  });
  assertEquals(wild.status, "non-finite");
  assert(wild.state.parameters.every(Number.isFinite));
  const broken = fitDensity(
    invertibleNetwork({ features: 2, layers: [{ weights: [[1, 1], [1, 1]] }] }),
    training,
    { ...short, gradient: "ordinary" },
  );
  assertEquals([broken.status, broken.updates], ["non-finite", 0]);
});

Deno.test("transforms are applied in order", () => {
  const one = {
    ...short,
    epochs: 1,
    batchSize: 150,
    method: "gradientDescent",
  } as const;
  const step = (transforms: FitDensityOptions["transforms"]) => {
    const { flow } = fitDensity(start, training, {
      ...one,
      transforms: transforms!,
    });
    return flow.layers.map(({ weights, bias }, k) => ({
      weights: weights.map((w, i) => start.layers[k].weights[i] - w),
      bias: bias.map((b, i) => start.layers[k].bias[i] - b),
    }));
  };
  const all = (layers: ReturnType<typeof step>) =>
    layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
  const plain = step([]);
  const norm = Math.hypot(...all(plain)) / 0.01;
  const tolerance = 1e-14 * norm;
  const clipped = all(step([{ kind: "clip", norm: 0.5 * norm }]));
  assert(difference(clipped, all(plain).map((x) => x / 2)) < tolerance);
  const scaled = step([{ kind: "scale", factor: [0, 1, 2] }]);
  assert(
    difference(scaled[2].weights, plain[2].weights.map((x) => 2 * x)) <
      tolerance,
  );
  assertEquals(scaled[0].weights, new Float64Array(4));
  const decayed = step([{ kind: "decay", λ: 0.5 }]);
  const expected = plain[1].weights.map((x, i) =>
    x + 0.01 * 0.5 * start.layers[1].weights[i]
  );
  assert(difference(decayed[1].weights, expected) < tolerance);
  const frozen = step([{ kind: "decay", λ: 1 }, { kind: "freezeBiases" }]);
  assertEquals(frozen[0].bias, new Float64Array(2));
  const own = step([
    { kind: "freezeBiases" },
    (gradient) => gradient[0].bias.fill(3),
  ]);
  assert(difference(own[0].bias, [0.03, 0.03]) < 1e-15);
});

Deno.test("score matching and likelihood agree on a normal density", () => {
  const random = randomGenerator(8);
  const samples = Float64Array.from(
    { length: 1000 },
    (_, i) => random.normal() * (i % 2 ? 2 : 0.5),
  );
  const linear = invertibleNetwork({ features: 2, layers: 1, seed: 1 });
  const fits = (["likelihood", "scoreMatching"] as const).map((loss) =>
    fitDensity(linear, samples, {
      loss,
      epochs: 150,
      batchSize: 500,
      learningRate: 0.03,
      loggers: [],
    })
  );
  const [best, matched] = fits.map(({ flow }) => logLikelihood(flow, samples));
  assertAlmostEquals(matched, best, 1e-5);
  assert(best > logLikelihood(linear, samples) + 0.3);
  // the ordinary gradient of score matching leads there as well
  const { flow } = fitDensity(linear, samples, {
    loss: "scoreMatching",
    gradient: "ordinary",
    epochs: 150,
    batchSize: 500,
    learningRate: 0.03,
    loggers: [],
  });
  assertAlmostEquals(logLikelihood(flow, samples), best, 1e-5);
});

Deno.test("a fit refuses what does not fit", () => {
  assertThrows(
    () => fitDensity(start, { training, valid: test } as never),
    TypeError,
    'Cannot fit the density: unknown option "valid", expected one of training, validation, test',
  );
  assertThrows(
    () => fitDensity(start, normals(3, 1)),
    RangeError,
    "Cannot fit the density: 3 numbers, expected a multiple of the 2 features",
  );
  assertThrows(
    () => fitDensity(start, training, { loggers: ["loss" as never] }),
    RangeError,
    'logger "loss", expected one of logLikelihood, terms, seconds, parameterMean',
  );
  assertThrows(
    () =>
      fitDensity(randomFlow(17, 1, 1), normals(17, 1), {
        loss: "scoreMatching",
      }),
    RangeError,
    "17 features",
  );
});
