import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import {
  blockSpectra,
  gaussNewton,
  hessianSpectrum,
  jacobianSpectrum,
  kernelChange,
  kernelChangeSteps,
  tangentKernel,
} from "../../lib/curvature/mod.ts";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { dot, norm, svd, symmetricEigen } from "../../lib/linalg/mod.ts";
import {
  initialize,
  network,
  parameterName,
  parseNetwork,
} from "../../lib/network/mod.ts";
import {
  customObjective,
  empiricalLoss,
  leastSquaresObjective,
} from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";

const net = network(parseNetwork("2 → 6 tanh → 3 tanh → 2"));
const data = teacherStudent({ teacher: net, samples: 30, seed: 1 });
const objective = empiricalLoss(net, data);
const θ = initialize(net, { seed: 2 });
const p = θ.length;

Deno.test("squares of singular values times 2/N are Gauss–Newton's eigenvalues", () => {
  const { singularValues, vectors, layers, layerNorms, method } =
    jacobianSpectrum(objective, θ);
  assertEquals(method, "dense");
  assertEquals(layers, ["layer 1", "layer 2", "layer 3"]);
  const { values } = symmetricEigen(gaussNewton(objective, θ).matrix, p);
  singularValues.forEach((σ, k) =>
    assertAlmostEquals(σ * σ * 2 / 30, values[p - 1 - k], 1e-13)
  );
  const ends = [18, 18 + 21, p];
  vectors.forEach((vector, k) => {
    assertAlmostEquals(norm(vector), 1, 1e-13);
    const square = layerNorms[k].reduce((sum, x) => sum + x * x, 0);
    assertAlmostEquals(square, 1, 1e-13);
    let begin = 0;
    ends.forEach((end, l) => {
      assertAlmostEquals(
        layerNorms[k][l],
        norm(vector.subarray(begin, end)),
        1e-15,
      );
      begin = end;
    });
  });
});

Deno.test("without biases it is the spectrum of the weights' columns, by SVD and by Lanczos", () => {
  const wide = network(parseNetwork("2 → 101 tanh → 1"));
  const samples = teacherStudent({ teacher: wide, samples: 410, seed: 1 });
  const cases = [
    { loss: objective, at: θ, method: "dense" },
    {
      loss: empiricalLoss(wide, samples),
      at: initialize(wide, { seed: 1 }),
      method: "lanczos",
    },
  ];
  for (const { loss, at, method } of cases) {
    const found = jacobianSpectrum(loss, at, { biases: false, count: 3 });
    assertEquals(found.method, method);
    const p = at.length;
    const isBias = Array.from(at.keys())
      .map((k) => parameterName(loss.network, k).includes("bias"));
    const kept = Array.from(at.keys()).filter((k) => !isBias[k]);
    const J = loss.jacobian!(at);
    const rows = J.length / p;
    const kernel = new Float64Array(rows * rows);
    for (let n = 0; n < kernel.length; n++) {
      const [r, q] = [Math.floor(n / rows) * p, n % rows * p];
      for (const k of kept) kernel[n] += J[r + k] * J[q + k];
    }
    const { values } = symmetricEigen(kernel, rows, { vectors: false });
    found.singularValues.slice(0, kept.length).forEach((σ, k) =>
      assertAlmostEquals(σ * σ, values[rows - 1 - k], 1e-9 * values[rows - 1])
    );
    for (const [k, vector] of found.vectors.entries()) {
      isBias.forEach((is, i) => assert(!is || vector[i] === 0));
      assertAlmostEquals(norm(found.layerNorms[k]), 1, 1e-12);
    }
  }
  const unnamed = leastSquaresObjective({
    parameterCount: 1,
    residuals: ([x]) => [x],
    jacobian: () => [1],
  });
  assertThrows(
    () => jacobianSpectrum(unnamed, [1], { biases: false }),
    TypeError,
    "biases",
  );
});

Deno.test("of a large Jacobian the largest singular values alone, the same", () => {
  const wide = network(parseNetwork("2 → 101 tanh → 1"));
  const samples = teacherStudent({ teacher: wide, samples: 410, seed: 1 });
  const large = empiricalLoss(wide, samples);
  const at = initialize(wide, { seed: 1 });
  const found = jacobianSpectrum(large, at, { count: 3 });
  assertEquals([found.method, found.singularValues.length], ["lanczos", 3]);
  const J = large.jacobian!(at);
  const { values } = symmetricEigen(
    tangentKernel(large, at).kernel,
    410,
    { vectors: false },
  );
  found.singularValues.forEach((σ, k) => {
    assertAlmostEquals(σ / Math.sqrt(values[409 - k]), 1, 1e-9);
    // σ = ‖J v‖
    const v = found.vectors[k];
    const Jv = Float64Array.from(
      { length: 410 },
      (_, i) => dot(J.subarray(i * v.length, (i + 1) * v.length), v),
    );
    assertAlmostEquals(norm(Jv) / σ, 1, 1e-9);
  });
});

Deno.test("the kernel of a linear model is that of its inputs; eigenvalues are squares", () => {
  const line = network(parseNetwork("2 → 1"));
  const inputs = [[1, 2], [0, -1], [3, 0.5]];
  const loss = empiricalLoss(line, dataset({ inputs, targets: [1, 2, 3] }));
  const { kernel, size } = tangentKernel(loss, [0.3, 0.1, 7]);
  assertEquals(size, 3);
  inputs.forEach((a, i) =>
    inputs.forEach((b, j) =>
      assertAlmostEquals(
        kernel[3 * i + j],
        a[0] * b[0] + a[1] * b[1] + 1,
        1e-13,
      )
    )
  );
  const all = tangentKernel(objective, θ);
  const { values } = svd(objective.jacobian!(θ), 60, p);
  values.forEach((σ, k) =>
    assertAlmostEquals(σ * σ, all.eigenvalues[59 - k], 1e-12)
  );
});

Deno.test("the kernel of a classifier is that of what goes into softmax", () => {
  const classes = network(parseNetwork("2 → 3 tanh → 3 softmax"));
  const labeled = dataset({
    inputs: [[1, 2], [0, -1], [3, 0.5]],
    labels: [0, 2, 1],
    classes: 3,
  });
  const at = initialize(classes, { seed: 1 });
  const { kernel, size } = tangentKernel(
    empiricalLoss(classes, labeled, {
      penalties: [{ kind: "weightDecay", λ: 1 }],
    }),
    at,
  );
  assertEquals(size, 9);
  const logits = network(parseNetwork("2 → 3 tanh → 3"));
  const h = 1e-5;
  const columns = Array.from(at, (_, k) => {
    const [up, down] = [h, -h].map((s) =>
      forward(logits, at.map((x, i) => i === k ? x + s : x), labeled.inputs)
    );
    return up.map((x, n) => (x - down[n]) / (2 * h));
  });
  for (let i = 0; i < 9; i++) {
    for (let j = 0; j < 9; j++) {
      const want = columns.reduce(
        (sum, column) => sum + column[i] * column[j],
        0,
      );
      assertAlmostEquals(kernel[9 * i + j], want, 1e-7);
    }
  }
});

Deno.test("the kernel stays where the network is linear, and moves less in a wide one", () => {
  const moved = (text: string, scale = 1) => {
    const shape = network(parseNetwork(text));
    const loss = empiricalLoss(
      shape,
      teacherStudent({
        teacher: network(parseNetwork("2 → 2 tanh → 1")),
        samples: 20,
        seed: 1,
      }),
    );
    const start = initialize(shape, { seed: 3 }).map((x) => x * scale);
    const fit = train(loss, start, {
      flow: { until: 5, maxSteps: 60 },
      refine: false,
    });
    return kernelChange(loss, fit.trajectory, { points: 4 });
  };
  const linear = moved("2 → 1");
  linear.distances.forEach((d) => assertAlmostEquals(d, 0, 1e-14));
  linear.alignments.forEach((a) => assertAlmostEquals(a, 1, 1e-14));
  const narrow = moved("2 → 4 tanh → 1");
  const wide = moved("2 → 64 tanh → 1");
  assertEquals([narrow.distances[0], narrow.times[0]], [0, 0]);
  assertEquals(narrow.times.length, 4);
  assertLess(wide.distances[3], narrow.distances[3]);
  narrow.alignments.forEach((a) => assertLessOrEqual(a, 1 + 1e-14));
});

Deno.test("the kernel along a training comes point by point", () => {
  const way = {
    times: Float64Array.of(0, 1, 2),
    parameters: [θ, θ.map((x) => 2 * x), θ.toReversed()],
  };
  const steps = [...kernelChangeSteps(objective, way)];
  const whole = kernelChange(objective, way);
  assertEquals(steps.map(({ times }) => times.length), [1, 2]);
  assertEquals(whole.times, way.times);
  whole.kernels.forEach(({ kernel }, k) => {
    assertEquals(kernel, tangentKernel(objective, way.parameters[k]).kernel);
  });
  const [first, , last] = whole.kernels;
  const difference = last.kernel.map((x, k) => x - first.kernel[k]);
  assertAlmostEquals(
    whole.distances[2],
    norm(difference) / norm(first.kernel),
    1e-14,
  );
  assertAlmostEquals(
    whole.alignments[2],
    dot(first.kernel, last.kernel) / norm(first.kernel) / norm(last.kernel),
    1e-14,
  );
});

for (const by of ["layer", "neuron"] as const) {
  Deno.test(`spectra by ${by} are those of the blocks, within the whole's`, () => {
    const H = objective.hessian(θ);
    const { eigenvalues: all } = hessianSpectrum(objective, θ);
    const blocks = blockSpectra(objective, θ, { by });
    assertEquals(blocks.length, by === "layer" ? 3 : 11);
    assertEquals(blocks.flatMap(({ parameters }) => parameters), [
      ...Array(p).keys(),
    ]);
    for (const { parameters, eigenvalues, complete, name } of blocks) {
      assert(complete && name.startsWith("layer "));
      const n = parameters.length;
      const block = Float64Array.from(
        { length: n * n },
        (_, k) => H[parameters[Math.floor(k / n)] * p + parameters[k % n]],
      );
      const { values } = symmetricEigen(block, n);
      eigenvalues.forEach((λ, k) => {
        assertAlmostEquals(λ, values[k], 1e-13);
        assert(λ >= all[0] - 1e-13 && λ <= all[p - 1] + 1e-13);
      });
    }
  });
}

Deno.test("of a large block the ends, from products", () => {
  const wide = network(parseNetwork("20 → 100 tanh → 1"));
  const samples = teacherStudent({ teacher: wide, samples: 12, seed: 1 });
  const loss = empiricalLoss(wide, samples);
  const at = initialize(wide, { seed: 1 });
  const [large, small] = blockSpectra(loss, at, { matrix: "gaussNewton" });
  assertEquals([large.complete, large.eigenvalues.length], [false, 20]);
  assertEquals([small.complete, small.eigenvalues.length], [true, 101]);
  // of its kernel, whose rows are few
  const J = loss.jacobian!(at);
  const K = Float64Array.from({ length: 144 }, (_, k) => {
    const [i, j] = [Math.floor(k / 12), k % 12];
    const row = (n: number) => J.subarray(n * at.length, n * at.length + 2100);
    return dot(row(i), row(j)) * 2 / 12;
  });
  const { values } = symmetricEigen(K, 12);
  for (let k = 0; k < 10; k++) {
    assertAlmostEquals(large.eigenvalues[19 - k] / values[11 - k], 1, 1e-9);
  }
});

Deno.test("kernels, Jacobians and blocks refuse what has none", () => {
  const bowl = customObjective({ parameterCount: 1, loss: ([x]) => x * x });
  for (
    const call of [
      () => tangentKernel(bowl, [1]),
      () => jacobianSpectrum(bowl, [1]),
      () => blockSpectra(bowl, [1]),
    ]
  ) assertThrows(call, TypeError, "without a network");
  const many = empiricalLoss(
    network(parseNetwork("2 → 1")),
    teacherStudent({
      teacher: network(parseNetwork("2 → 1")),
      samples: 3000,
      seed: 1,
    }),
  );
  assertThrows(() => tangentKernel(many, [1, 2, 3]), RangeError, "3000 rows");
  const some = many.select([0, 5, 7]);
  assertEquals(tangentKernel(some, [1, 2, 3]).size, 3);
});
