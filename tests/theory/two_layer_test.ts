import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { dataset } from "../../lib/data/mod.ts";
import {
  geometricTimes,
  linearModel,
  trainTwoLayer,
  twoLayerModes,
  type TwoLayerTrainingOptions,
} from "../../lib/theory/mod.ts";
import golden from "../fixtures/two_layer_linear.json" with { type: "json" };

const β = [0.01001, 0, 0, 1];
const answers = (rows: readonly (readonly number[])[]) =>
  rows.map(([x, y]) => [β[0] * x, β[3] * y]);

/** The source's samples; of its test samples, a pair with the same XᵀX. */
function source() {
  const [[xx, xy], [, yy]] = golden.XtT_Xt;
  const l = Math.sqrt(xx);
  const pair = [[l, xy / l], [0, Math.sqrt(yy - (xy / l) ** 2)]];
  return {
    data: dataset({ inputs: golden.Xs, targets: answers(golden.Xs) }),
    test: dataset({ inputs: pair, targets: answers(pair) }),
    coefficients: Float64Array.from(β),
  };
}

const options: TwoLayerTrainingOptions = { coordinates: "synaptic" };

Deno.test("the recorded run is the source's: float64 to 1e-15, float32 to 1e-6", () => {
  const run = trainTwoLayer(source(), { ...options, iterations: 20_001 });
  for (const { t, z, loss } of golden.float64_R_identity) {
    assertAlmostEquals(run.losses[t], loss, 1e-14);
    assertAlmostEquals(run.weights[4 * t], z[0], 1e-15);
    assertAlmostEquals(run.weights[4 * t + 3], z[1], 1e-15);
  }
  for (const { t, loss, risk, w_tot } of golden.float32_torch) {
    assertAlmostEquals(run.losses[t], loss, 1e-6);
    assertAlmostEquals(run.risks[t] / risk, 1, 1e-6);
    w_tot.flat().forEach((w, n) =>
      assertAlmostEquals(run.weights[4 * t + n], w, 1e-6)
    );
  }
  // spec/linear.md, (d): later checkpoints
  assertAlmostEquals(run.losses[1603], 0.9912025, 1e-7);
  assertAlmostEquals(run.losses[5223], 0.0192701, 1e-7);
  assertAlmostEquals(run.risks[5223], 1.898821, 1e-5);
  assert(run.losses[20_000] < 4e-27);
  const [U, S] = [run.coordinates.U, run.coordinates.values];
  assertEquals([...U].map((x) => Math.abs(Math.round(x))), [0, 1, 1, 0]);
  S.forEach((s, i) => assertAlmostEquals(s, golden.float64_svd.S[i], 1e-14));
});

Deno.test("both layers at once move as the source's other variant", () => {
  const run = trainTwoLayer(source(), {
    ...options,
    update: "simultaneous",
    iterations: 151,
  });
  for (
    const { t, z } of golden.float64_simultaneous_GD_before_update.slice(1)
  ) {
    assertAlmostEquals(run.weights[4 * (t - 1)], z[0], 1e-15);
    assertAlmostEquals(run.weights[4 * (t - 1) + 3], z[1], 1e-15);
  }
});

Deno.test("as published, weight errors mix two spaces; else they end at 0", () => {
  const published = trainTwoLayer(source(), {
    ...options,
    asPublished: true,
    iterations: 493,
  });
  for (const { t, mse_weights: expected } of golden.float32_torch) {
    expected.forEach((error, n) =>
      assertAlmostEquals(published.errors[4 * t + n], error, 1e-6)
    );
  }
  const ours = trainTwoLayer(source(), { ...options, iterations: 20_001 });
  assert(ours.errors.slice(-4).every((error) => error < 1e-20));
});

Deno.test("the same map in every coordinates, whatever the rotation", () => {
  const short = { iterations: 6000, times: [0, 10, 3000, 5999] };
  const plain = trainTwoLayer(source(), { ...short, rotated: false });
  for (const change of [{}, options, { ...options, rotated: false }]) {
    const run = trainTwoLayer(source(), { ...short, ...change });
    run.losses.forEach((loss, k) =>
      assertAlmostEquals(loss, plain.losses[k], 1e-12)
    );
    run.risks.forEach((risk, k) =>
      assertAlmostEquals(risk / plain.risks[k], 1, 1e-9)
    );
    run.errors.forEach((error, n) =>
      assertAlmostEquals(error, plain.errors[n], 1e-12)
    );
  }
});

Deno.test("the theory follows the run within its step, and the run is fast of it", () => {
  const run = trainTwoLayer(source(), { ...options, iterations: 8000 });
  const { exact, ...mode } = run.modes!;
  assert(exact);
  const modes = twoLayerModes(mode);
  let worst = 0;
  for (const t of geometricTimes(8000, 100)) {
    const { product } = modes.at(t + 1);
    product.forEach((z, i) => {
      const gap = Math.abs(run.weights[4 * t + 3 * i] - z);
      worst = Math.max(worst, gap / [1, 0.01001][i]);
    });
  }
  assert(worst < 2e-2, `${worst}`);
  // a tenth of the rates is a tenth of the distance
  const fine = trainTwoLayer(source(), {
    ...options,
    rates: [1e-4, 1e-4],
    iterations: 60_000,
    times: geometricTimes(60_000, 100),
  });
  const { exact: _, ...fineMode } = fine.modes!;
  const fineModes = twoLayerModes(fineMode);
  let finer = 0;
  fine.times.forEach((t, k) => {
    const { product } = fineModes.at(t + 1);
    product.forEach((z, i) => {
      const gap = Math.abs(fine.weights[4 * k + 3 * i] - z);
      finer = Math.max(finer, gap / [1, 0.01001][i]);
    });
  });
  assert(finer < 0.2 * worst, `${finer}, ${worst}`);
});

Deno.test("the whole gradient is twice the half one", () => {
  const short = { iterations: 500 };
  const whole = trainTwoLayer(source(), { ...short, gradient: "whole" });
  const half = trainTwoLayer(source(), { ...short, rates: [2e-3, 2e-3] });
  assertEquals(whole.weights, half.weights);
  assertEquals(whole.modes!.rates, [2e-3, 2e-3]);
});

Deno.test("rates are one for each layer, and decay", () => {
  const frozen = trainTwoLayer(source(), { rates: [0, 1e-3], iterations: 50 });
  assertEquals(frozen.final.first, frozen.initial.first);
  assert(frozen.final.second[0] !== frozen.initial.second[0]);
  const decaying = trainTwoLayer(source(), { decay: 1, iterations: 1 });
  const halved = trainTwoLayer(source(), {
    rates: [5e-4, 5e-4],
    iterations: 1,
  });
  assertEquals(decaying.weights, halved.weights);
  assertEquals(decaying.modes, undefined);
});

Deno.test("the flow keeps the balance, and steps nearly", () => {
  const run = trainTwoLayer(source(), {
    ...options,
    rates: [1e-5, 1e-5],
    iterations: 2000,
    times: [1999],
  });
  const balance = ({ first, second }: typeof run.initial) =>
    Array.from({ length: 50 * 50 }, (_, n) => {
      const [i, j] = [Math.floor(n / 50), n % 50];
      let sum = 0;
      for (let k = 0; k < 2; k++) {
        sum += second[k * 50 + i] * second[k * 50 + j] -
          first[2 * i + k] * first[2 * j + k];
      }
      return sum;
    });
  const after = balance(run.final);
  balance(run.initial).forEach((x, n) => assertAlmostEquals(after[n], x, 1e-7));
});

Deno.test("losses and risks are those of the samples, linear and relu", () => {
  const model = linearModel({
    samples: 20,
    inputs: 3,
    outputs: 2,
    condition: 2,
    noise: 0.5,
    testSamples: 30,
    seed: 4,
  });
  for (const activation of ["identity", "relu"] as const) {
    const run = trainTwoLayer(model, {
      hidden: 7,
      activation,
      iterations: 200,
      times: [0, 199],
      rates: [0.01, 0.01],
    });
    const error = (
      { first, second }: typeof run.initial,
      { samples, inputs, targets }: typeof model.data,
    ) => {
      let sum = 0;
      for (let n = 0; n < samples; n++) {
        const hidden = Array.from({ length: 7 }, (_, h) => {
          let z = 0;
          for (let j = 0; j < 3; j++) z += first[h * 3 + j] * inputs[n * 3 + j];
          return activation === "relu" ? Math.max(z, 0) : z;
        });
        for (let o = 0; o < 2; o++) {
          let y = 0;
          hidden.forEach((x, h) => y += second[o * 7 + h] * x);
          sum += (y - targets![n * 2 + o]) ** 2;
        }
      }
      return sum;
    };
    assertAlmostEquals(run.losses[0], error(run.initial, model.data), 1e-10);
    assertAlmostEquals(run.risks[1], error(run.final, model.test), 1e-9);
    assert(run.losses[1] < 0.5 * run.losses[0]);
    assertEquals(run.modes === undefined, activation === "relu");
  }
});

Deno.test("noise turns the singular directions: modes are then not exact", () => {
  const noisy = linearModel({
    samples: 50,
    inputs: 4,
    outputs: 2,
    condition: 3,
    noise: 1,
    seed: 1,
    testSamples: 10,
  });
  const { modes } = trainTwoLayer(noisy, { iterations: 1 });
  assertEquals([modes!.exact, modes!.sigma.length], [false, 2]);
});

Deno.test("as published, the covariance is right where V is a permutation", () => {
  const short = { ...options, iterations: 300 };
  const ours = trainTwoLayer(source(), short);
  const theirs = trainTwoLayer(source(), { ...short, asPublished: true });
  ours.losses.forEach((loss, t) =>
    assertAlmostEquals(theirs.losses[t], loss, 1e-12)
  );
  const turned = linearModel({
    samples: 30,
    inputs: 3,
    outputs: 2,
    condition: 4,
    rotate: false,
    seed: 1,
    testSamples: 5,
  });
  const slow = { ...short, rates: [1e-3, 1e-3] };
  const right = trainTwoLayer(turned, slow).losses.at(-1)!;
  const slip = trainTwoLayer(turned, { ...slow, asPublished: true }).losses
    .at(-1)!;
  assert(Math.abs(right - slip) > 1e-3 * right);
});

Deno.test("a start of one's own is used in both coordinates", () => {
  const { initial } = trainTwoLayer(source(), { iterations: 1 });
  const own = { start: initial, iterations: 100 };
  const drawn = trainTwoLayer(source(), { iterations: 100 });
  for (const coordinates of ["original", "synaptic"] as const) {
    const run = trainTwoLayer(source(), { ...own, coordinates });
    run.losses.forEach((loss, t) =>
      assertAlmostEquals(loss, drawn.losses[t], 1e-12)
    );
    assertEquals(run.modes, undefined);
  }
});

Deno.test("geometric times are NumPy's, rounded down, each once", () => {
  // np.unique(np.geomspace(1, T - 1, 700).astype(int))
  for (
    const [T, count, sum] of [[100_000, 510, 6119420], [20_000, 469, 1418886]]
  ) {
    const times = geometricTimes(T);
    assertEquals(times.length, count);
    assertEquals(times.reduce((total, t) => total + t, 0), sum);
    assertEquals([times[0], times.at(-1)], [1, T - 1]);
  }
  assertEquals(geometricTimes(1), []);
});

Deno.test("a training of two layers refuses what does not fit", () => {
  const wrong: [TwoLayerTrainingOptions, string][] = [
    [{ rates: [1] }, "two finite numbers"],
    [{ scales: [1, 2, 3] }, "scales has 3 entries"],
    [{ activation: "relu", coordinates: "synaptic" }, 'expected "original"'],
    [{ times: [3, 3] }, "times[1] is 3"],
    [{ iterations: 5, times: [5] }, "below 5"],
    [{ start: { first: [1], second: [1] } }, "a start of 1 and 1 weights"],
  ];
  for (const [change, message] of wrong) {
    assertThrows(() => trainTwoLayer(source(), change), RangeError, message);
  }
  assertThrows(
    () => trainTwoLayer({ ...source(), coefficients: [1] as never }),
    RangeError,
    "1 coefficients",
  );
});
