import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { jacobianSpectrum, topEigenpairs } from "../../lib/curvature/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { norm, svd } from "../../lib/linalg/mod.ts";
import {
  network,
  parseNetwork,
  unpackParameters,
} from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { optimizeSteps } from "../../lib/optimize/mod.ts";
import { torchRandom } from "../../lib/random/mod.ts";
import {
  endToEnd,
  layeredStart,
  layerMeasures,
  leastSquares,
  linearModel,
  weightErrors,
} from "../../lib/theory/mod.ts";
import golden from "../fixtures/double_descent.json" with { type: "json" };
import recorded from "../../notebooks/data/double_descent.json" with {
  type: "json",
};

const netOf = (text: string) => network(parseNetwork(text));
const net = netOf("50 → 250 relu → 1");
const { data, test } = linearModel({
  samples: 100,
  inputs: 50,
  testSamples: 100,
  sigmas: { from: 1, to: 4 },
  rotate: false,
  draws: "samples",
  seed: 12,
});
const objective = empiricalLoss(net, data);

function riskAt(θ: Float64Array): number {
  const outputs = forward(net, θ, test.inputs);
  return outputs.reduce(
    (sum, y, n) => sum + Math.abs(y - test.targets![n]),
    0,
  ) /
    100;
}

/** Risks after 1, 2 … steps of the summed error at these rates. */
function risks(θ: Float64Array, rates: readonly number[], steps: number) {
  return Array.from(
    optimizeSteps(objective, θ, {
      method: "gradientDescent",
      learningRate: rates.map((η) => 100 * η),
      steps,
    }),
    ({ parameters }) => riskAt(parameters),
  );
}

const settings = [
  { key: "w001_v1_lr85", w: 0.01, v: 1, rate: 8.5e-5 },
  { key: "w1_v001_lr80", w: 1, v: 0.01, rate: 8e-5 },
  { key: "w1_v1_lr80", w: 1, v: 1, rate: 8e-5 },
] as const;

for (const [index, { key, w, v, rate }] of settings.entries()) {
  const random = torchRandom(12);
  const scales = [w, v];
  const scaled = layeredStart(net, { scales, random });
  const same = layeredStart(net, { scales, random });
  const table = golden.tables[key];

  Deno.test(`the published risks of ${key}, to 1e-4`, () => {
    const [bySame, byScaled] = [
      risks(same, [rate, rate], 47),
      risks(scaled, [1e-6, rate], 47),
    ];
    for (const { t, risk_same, risk_scaled } of table) {
      if (t > 46) continue;
      assertAlmostEquals(bySame[t], risk_same, 1e-4);
      assertAlmostEquals(byScaled[t], risk_scaled, 1e-4);
    }
  });

  Deno.test(`what the notebook brings of ${key} is the published table`, () => {
    const setting = recorded.settings[index];
    assertEquals([setting.w, setting.v], [w, v]);
    for (const { t, risk_same, risk_scaled } of table) {
      const k = recorded.times.indexOf(t + 1);
      if (k < 0) continue;
      assertAlmostEquals(setting.same.risks[k], risk_same, 1e-4);
      assertAlmostEquals(setting.scaled.risks[k], risk_scaled, 1e-4);
    }
    const [k] = [recorded.times.indexOf(10)];
    const replayed = risks(same, [rate, rate], 10)[9];
    assertAlmostEquals(setting.same.risks[k], replayed, 1e-6);
  });
}

Deno.test("the second descent appears with the same rates, and goes with scaled ones", () => {
  for (const { w, same, scaled } of recorded.settings) {
    // how far the risk rises above what it had reached
    const rise = ({ risks }: typeof same) => {
      let least = Infinity;
      return Math.max(...risks.map((risk) => {
        least = Math.min(least, risk);
        return risk - least;
      }));
    };
    assert(rise(scaled) < 1e-3, `${w}: ${rise(scaled)}`);
    if (w === 1) {
      assert(rise(same) > 3);
      assert(same.risks.at(-1)! < Math.min(...same.risks.slice(0, 20)));
      assert(scaled.risks.at(-1)! < same.risks.at(-1)!);
    }
  }
});

Deno.test("Jacobians at the start are the published ones, layer by layer", () => {
  for (
    const [key, scales] of [
      ["w001_v1_jacobian", [0.01, 1]],
      ["w1_v1_jacobian", [1, 1]],
    ] as const
  ) {
    const { singularValues: values, layerNorms } = jacobianSpectrum(
      objective,
      layeredStart(net, { scales, seed: 12 }),
      { biases: false },
    );
    const [first, second] = [0, 1].map((l) => layerNorms.map((n) => n[l]));
    const { n_rows, rows_first5, rows_last2 } = golden.tables[key];
    assertEquals(values.length, n_rows);
    for (const [from, rows] of [[0, rows_first5], [98, rows_last2]] as const) {
      rows.forEach(([σ, w, v, whole], k) => {
        assertAlmostEquals(values[from + k] / σ, 1, 1e-5);
        assertAlmostEquals(first[from + k], w, 2e-4);
        assertAlmostEquals(second[from + k], v, 2e-4);
        const length = Math.hypot(first[from + k], second[from + k]);
        assertAlmostEquals(length, whole, 1e-6);
      });
    }
  }
});

Deno.test("recorded sharpness is that of the Hessian", () => {
  const random = torchRandom(12);
  const θ = layeredStart(net, { scales: [0.01, 1], random });
  const { eigenvalues } = topEigenpairs(objective, θ, 2, {
    relativeTolerance: 1e-6,
  });
  const [{ t, eigenvalues: expected }] = recorded.settings[0].scaled.sharpness;
  assertEquals(t, 0);
  eigenvalues.forEach((λ, i) => assertAlmostEquals(λ / expected[i], 1, 1e-4));
});

Deno.test("layers start at their scales, in three ways, at depths 1, 2 and 5", () => {
  const nets = [
    "4 → 2",
    "4 → 6 → 2",
    "4 → 6 → 6 → 6 → 6 → 2",
    "4 → 6 no bias → 2",
  ];
  for (const text of nets) {
    const net = netOf(text);
    const scales = net.layers.map((_, l) => 1 + l);
    const start = (kind: "kaiming" | "fixed" | "rankOne", scales?: number[]) =>
      unpackParameters(
        net,
        layeredStart(net, { kind, seed: 5, ...(scales ? { scales } : {}) }),
      );
    const one = start("kaiming");
    start("kaiming", scales).forEach(({ weights, bias }, l) => {
      weights.flatMap((row) => Array.from(row)).forEach((x, n) =>
        assertAlmostEquals(
          x,
          scales[l] * one[l].weights.flatMap((row) => Array.from(row))[n],
          1e-6,
        )
      );
      assertEquals(bias, one[l].bias);
    });
    start("fixed", scales).forEach(({ weights, bias }, l) => {
      assert(
        weights.every((row) => Array.from(row).every((x) => x === scales[l])),
      );
      assert(Array.from(bias ?? []).every((b) => b === 0));
    });
    layerMeasures(net, layeredStart(net, { kind: "rankOne", scales, seed: 5 }))
      .forEach(({ norm, rank }, l) => {
        assertAlmostEquals(norm, scales[l], 1e-6);
        assertEquals(rank, 1);
      });
  }
});

Deno.test("a frozen layer stays, the other one learns", () => {
  const θ = layeredStart(net, { seed: 1 });
  for (const frozen of [0, 1]) {
    const rates = [0, 1].map((l) => l === frozen ? 0 : 1e-3);
    const [step] = optimizeSteps(objective, θ, {
      method: "gradientDescent",
      learningRate: rates,
      steps: 1,
    });
    const border = net.layers[1].offset;
    const ends = [[0, border], [border, θ.length]] as const;
    ends.forEach((ends, l) => {
      const part = θ.slice(...ends);
      const now = step.parameters.slice(...ends);
      assertEquals(part.every((x, i) => x === now[i]), l === frozen);
    });
  }
});

Deno.test("norm and rank of layers are those of their weights alone", () => {
  const net = netOf("3 → 4 tanh → 2");
  const θ = layeredStart(net, { seed: 2 });
  const measures = layerMeasures(net, θ);
  unpackParameters(net, θ).forEach(({ weights }, l) => {
    const flat = Float64Array.from(weights.flatMap((row) => Array.from(row)));
    assertAlmostEquals(measures[l].norm, norm(flat), 1e-12);
    assertEquals(measures[l].rank, Math.min(weights.length, weights[0].length));
  });
});

Deno.test("the linear map of several layers is what they answer", () => {
  const net = netOf("3 → 4 no bias → 5 no bias → 2 no bias");
  const θ = layeredStart(net, { seed: 2 });
  const map = endToEnd(net, θ);
  const unit = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const outputs = forward(net, θ, unit);
  for (let j = 0; j < 3; j++) {
    for (let k = 0; k < 2; k++) {
      assertAlmostEquals(map[k * 3 + j], outputs[j * 2 + k], 1e-12);
    }
  }
  const bent = netOf("3 → 4 relu → 2");
  assertThrows(
    () => endToEnd(bent, layeredStart(bent, { seed: 1 })),
    RangeError,
    "layer 1 of",
  );
});

Deno.test("the minimum-norm solution fits, and has nothing where no input is", () => {
  for (const samples of [3, 12]) {
    const { data } = linearModel({
      samples,
      inputs: 5,
      outputs: 2,
      noise: 0.3,
      seed: 2,
      testSamples: 1,
    });
    const { inputs, targets } = data;
    const { eigenvalues, directions, minimumNorm } = leastSquares(data);
    assertEquals(eigenvalues.filter((λ) => λ > 0).length, Math.min(samples, 5));
    const residual = targets!.map((y, n) => {
      for (let j = 0; j < 5; j++) {
        y -= inputs[Math.floor(n / 2) * 5 + j] * minimumNorm[n % 2 * 5 + j];
      }
      return y;
    });
    for (let o = 0; o < 2; o++) {
      for (let j = 0; j < 5; j++) {
        let slope = 0;
        for (let n = 0; n < samples; n++) {
          slope += inputs[n * 5 + j] * residual[n * 2 + o];
        }
        assertAlmostEquals(slope, 0, 1e-11);
      }
    }
    const { zero, large, small } = weightErrors(
      minimumNorm,
      new Float64Array(10),
      {
        eigenvalues,
        directions,
      },
    );
    if (samples === 3) assertAlmostEquals(zero!, 0, 1e-24);
    else assertEquals(zero, undefined);
    assert(large! > 0 && small! > 0);
  }
});

Deno.test("weight errors are those of their directions, by eigenvalue", () => {
  const { data, coefficients: β } = linearModel({
    samples: 6,
    inputs: 8,
    condition: 5,
    seed: 3,
    testSamples: 1,
  });
  const solution = leastSquares(data);
  const { eigenvalues, directions } = solution;
  assertEquals([...eigenvalues].map(Math.round), [25, 25, 25, 1, 1, 1, 0, 0]);
  for (const [i, group] of [[1, "large"], [4, "small"], [7, "zero"]] as const) {
    const W = β.map((x, j) => x + 2 * directions[i * 8 + j]);
    const errors = weightErrors(W, β, solution);
    const members = group === "zero" ? 2 : 3;
    for (const name of ["large", "small", "zero"] as const) {
      assertAlmostEquals(
        errors[name]!,
        name === group ? 4 / members : 0,
        1e-12,
      );
    }
  }
  // of the truth the minimum-norm solution lacks what no sample shows
  const errors = weightErrors(solution.minimumNorm, β, solution);
  assertAlmostEquals(errors.large!, 0, 1e-20);
  assert(errors.zero! > 1e-3);
  const V = svd(data.inputs, 6, 8).right;
  const shown = β.map((_, j) => {
    let sum = 0;
    for (let i = 0; i < 6; i++) {
      let along = 0;
      for (let k = 0; k < 8; k++) along += V[i * 8 + k] * β[k];
      sum += along * V[i * 8 + j];
    }
    return sum;
  });
  shown.forEach((x, j) =>
    assertAlmostEquals(solution.minimumNorm[j], x, 1e-12)
  );
});

Deno.test("layers refuse what does not fit", () => {
  assertThrows(() => layeredStart(net, {}), TypeError, "neither");
  assertThrows(
    () => layeredStart(net, { seed: 1, random: torchRandom(1) }),
    TypeError,
    "both",
  );
  assertThrows(
    () => layeredStart(net, { seed: 1, scales: [1] }),
    RangeError,
    "scales has 1 entries, expected 2",
  );
  assertThrows(
    () => weightErrors([1, 2], [1], leastSquares(data)),
    RangeError,
    "2 and 1 weights",
  );
});
