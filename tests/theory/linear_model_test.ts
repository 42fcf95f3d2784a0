import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { svd } from "../../lib/linalg/mod.ts";
import { linearModel, type LinearModelOptions } from "../../lib/theory/mod.ts";
import { product } from "../../lib/theory/linear_model/matrices.ts";
import golden from "../fixtures/two_layer_linear.json" with { type: "json" };
import descent from "../fixtures/double_descent.json" with { type: "json" };

const base: LinearModelOptions = { samples: 60, inputs: 4, seed: 3 };

/** XᵀX. */
function square(X: Float64Array, d: number): number[][] {
  return Array.from(
    { length: d },
    (_, i) =>
      Array.from({ length: d }, (_, j) => {
        let sum = 0;
        for (let n = 0; n < X.length; n += d) sum += X[n + i] * X[n + j];
        return sum;
      }),
  );
}

function assertDiagonal(S: number[][], diagonal: readonly number[]) {
  const largest = Math.max(...diagonal);
  S.forEach((row, i) =>
    row.forEach((x, j) =>
      assertAlmostEquals(x, i === j ? diagonal[i] : 0, 1e-12 * largest)
    )
  );
}

const valuesOf = (X: Float64Array, d: number) => svd(X, X.length / d, d).values;

Deno.test("the source's inputs, drawn from NumPy's generator", () => {
  const { data, modulation } = linearModel({
    samples: 50,
    inputs: 2,
    condition: 10,
    seed: 12,
  });
  assertEquals([...modulation!], [10, 1]);
  assertDiagonal(square(data.inputs, 2), [100, 1]);
  // a singular vector's sign is free
  for (const j of [0, 1]) {
    const sign = Math.sign(data.inputs[j] * golden.Xs[0][j]);
    golden.Xs.forEach((row, n) =>
      assertAlmostEquals(sign * data.inputs[2 * n + j], row[j], 1e-12)
    );
  }
});

Deno.test("upstream's samples, drawn one after another", () => {
  const { coefficients } = linearModel({
    samples: 100,
    inputs: 50,
    sigmas: { from: 1, to: 4 },
    rotate: false,
    draws: "samples",
    seed: 12,
  });
  descent.beta_first5.forEach((x, i) =>
    assertAlmostEquals(coefficients[i], x, 1e-14)
  );
});

Deno.test("raw inputs have the deviations asked for", () => {
  const raw = (change: Partial<LinearModelOptions>) =>
    linearModel({ ...base, rotate: false, ...change }).data.inputs;
  const one = raw({});
  const rows: [Partial<LinearModelOptions>, number[]][] = [
    [{ sigmas: 2 }, [2, 2, 2, 2]],
    [{ sigmas: [1, 2, 3, 4] }, [1, 2, 3, 4]],
    [{ sigmas: { from: 1, to: 8 } }, [1, 2, 4, 8]],
    [{ sigmas: "halves" }, [1, 1, 0.01, 0.01]],
    [{ sigmas: 3, normalize: true }, [1.5, 1.5, 1.5, 1.5]],
  ];
  for (const [change, factors] of rows) {
    raw(change).forEach((x, n) =>
      assertAlmostEquals(x, one[n] * factors[n % 4], 1e-13)
    );
  }
});

Deno.test("rotated inputs have a diagonal covariance of the same eigenvalues", () => {
  const plain = linearModel({ ...base, rotate: false }).data.inputs;
  const rotated = linearModel(base).data.inputs;
  assertDiagonal(
    square(rotated, 4),
    [...valuesOf(plain, 4)].map((s) => s * s),
  );
});

Deno.test("a condition gives the singular values asked for", () => {
  const rows: [Partial<LinearModelOptions>, number[]][] = [
    [{ condition: 5 }, [5, 5, 1, 1]],
    [{ condition: 0.5 }, [1, 1, 0.5, 0.5]],
    [{ condition: 5, ones: 3 }, [5, 1, 1, 1]],
    [{ condition: 7, continuous: true }, [7, 5, 3, 1]],
    [{ condition: 5, samples: 3 }, [5, 1, 1, 0]],
    [{ condition: 5, inputs: 3 }, [5, 1, 1]],
  ];
  for (const [change, values] of rows) {
    const d = change.inputs ?? 4;
    for (const rotate of [true, false]) {
      const { data, modulation } = linearModel({ ...base, ...change, rotate });
      assertEquals([...modulation!].map((x) => +x.toFixed(12)), values);
      const actual = valuesOf(data.inputs, d);
      values.slice(0, actual.length).forEach((s, i) =>
        assertAlmostEquals(actual[i], s, 1e-12)
      );
      const S = square(data.inputs, d);
      if (rotate) assertDiagonal(S, values.map((s) => s * s));
      else assert(Math.abs(S[0][1]) > 1e-3);
    }
    if (change.samples) continue;
    const mixed = linearModel({ ...base, ...change, mixed: true }).data.inputs;
    valuesOf(mixed, d).forEach((s, i) =>
      assertAlmostEquals(s, values[i], 1e-12)
    );
    assert(Math.abs(square(mixed, d)[0][1]) > 1e-3);
  }
});

Deno.test("test inputs go through the training transform, and are others", () => {
  const { data, test, transform, coefficients } = linearModel({
    ...base,
    condition: 5,
    noise: 1,
  });
  const again = linearModel({ ...base, condition: 5 });
  assertEquals(again.test.inputs, test.inputs);
  assertEquals(transform, again.transform);
  assertEquals([test.samples, test.inputs === data.inputs], [6000, false]);
  const raw = linearModel({ ...base, rotate: false }).test.inputs;
  product(raw, transform, test.samples, 4, 4).forEach((x, n) =>
    assertAlmostEquals(test.inputs[n], x, 1e-12)
  );
  for (let n = 0; n < test.samples; n++) {
    let y = 0;
    for (let j = 0; j < 4; j++) y += test.inputs[4 * n + j] * coefficients[j];
    assertAlmostEquals(test.targets![n], y, 1e-12);
  }
});

/** What noise was added to the targets. */
function noiseOf(options: LinearModelOptions): Float64Array {
  const { data, coefficients } = linearModel(options);
  const { inputs, targets, inputCount: d, outputCount: outputs } = data;
  return targets!.map((y, n) => {
    const [row, o] = [Math.floor(n / outputs), n % outputs];
    for (let j = 0; j < d; j++) {
      y -= inputs[row * d + j] * coefficients[o * d + j];
    }
    return y;
  });
}

const deviation = (x: ArrayLike<number>) =>
  Math.sqrt(Array.from(x).reduce((sum, y) => sum + y * y, 0) / x.length);

Deno.test("noise has its levels, on halves of the samples, and its sign", () => {
  const many = { ...base, samples: 4000, testSamples: 1, outputs: 2 };
  assertAlmostEquals(deviation(noiseOf({ ...many, noise: 0.5 })), 0.5, 0.02);
  assertAlmostEquals(deviation(noiseOf(many)), 0, 1e-12);
  const noise = noiseOf({ ...many, noise: [2, 0] });
  const loud = Array.from(
    { length: 4000 },
    (_, n) => Math.abs(noise[2 * n]) > 1e-12,
  );
  assertEquals(loud.filter(Boolean).length, 2000);
  assert(loud.indexOf(false) < 1900, "the halves are shuffled");
  assertAlmostEquals(deviation(noise), Math.SQRT2, 0.06);
  const turned = noiseOf({ ...many, noise: [2, 0], noiseScale: -1 });
  turned.forEach((x, n) => assertAlmostEquals(x, -noise[n], 1e-12));
});

Deno.test("coupled noise lies along singular directions, by their eigenvalues", () => {
  const options: LinearModelOptions = {
    ...base,
    condition: 0.1,
    noise: [1, 0],
    coupledNoise: true,
  };
  const noise = noiseOf(options);
  const { data: { inputs } } = linearModel(options);
  const { left } = svd(inputs, 60, 4);
  const along = Array.from({ length: 4 }, (_, i) => {
    let sum = 0;
    for (let n = 0; n < 60; n++) sum += left[i * 60 + n] * noise[n];
    return sum;
  });
  assert(Math.hypot(along[0], along[1]) > 0.1, `${along}`);
  assertAlmostEquals(Math.hypot(along[2], along[3]), 0, 1e-12);
  assertAlmostEquals(
    deviation(noise) ** 2 * 60,
    along[0] ** 2 + along[1] ** 2,
    1e-10,
  );
});

Deno.test("coefficients are drawn, given, or divided by singular values", () => {
  const drawn = linearModel({ ...base, condition: 5, outputs: 2 });
  const divided = linearModel({
    ...base,
    condition: 5,
    outputs: 2,
    scaleCoefficients: true,
  });
  divided.coefficients.forEach((x, n) =>
    assertAlmostEquals(x * [5, 5, 1, 1][n % 4], drawn.coefficients[n], 1e-12)
  );
  const given = linearModel({ ...base, coefficients: [1, 2, 3, 4] });
  assertEquals([...given.coefficients], [1, 2, 3, 4]);
  assertEquals(given.data.inputs, linearModel(base).data.inputs);
});

Deno.test("a linear model refuses what excludes itself", () => {
  const wrong: [Partial<LinearModelOptions>, string][] = [
    [{ condition: -1 }, "condition is -1"],
    [{ continuous: true }, "continuous without a condition"],
    [{ coupledNoise: true }, "coupledNoise without a condition"],
    [{ condition: 2, ones: 5 }, "ones is 5, expected at most 4"],
    [{ coefficients: [1] }, "1 entries, expected 1 × 4"],
    [{ sigmas: [1, 2] }, "sigmas has 2 entries, expected 4"],
    [{ sigmas: -1 }, "a sigma is negative"],
    [{ sigmas: { from: 0, to: 1 } }, "expected positive ends"],
    [{ noise: [1] }, "expected two numbers"],
    [
      { condition: 2, samples: 3, scaleCoefficients: true },
      "at least as many samples",
    ],
    [
      { condition: 2, coupledNoise: true, draws: "samples" },
      'expected draws "matrices"',
    ],
    [{ condition: 2, coupledNoise: true, mixed: true }, "expected one of them"],
    [{ condition: 2, samples: 3, mixed: true }, "mixed with 3 samples"],
  ];
  for (const [change, message] of wrong) {
    assertThrows(
      () => linearModel({ ...base, ...change }),
      RangeError,
      message,
    );
  }
});
