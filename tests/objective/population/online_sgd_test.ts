import { assert, assertEquals, assertThrows } from "@std/assert";
import { integrate } from "../../../lib/flow/mod.ts";
import { onlineSgd, overlapFlow } from "../../../lib/objective/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";
import { erf, gaussHermite } from "../../../lib/special/mod.ts";

const k = 2;
const K = 2;

/** Weights in four dimensions, students first, and their overlaps. */
const rows = [
  [0.7, 0.1, 0.3, 0],
  [-0.2, 0.5, 0.1, 0.4],
  [1, 0, 0, 0],
  [0.3, 0.9, 0, 0],
];
const a = [0.8, -0.5];
const teacherWeights = [1, 0.6];

const product = (x: readonly number[], y: readonly number[]) =>
  x.reduce((sum, xi, i) => sum + xi * y[i], 0);
const overlapsOf = (one: number[][], two: number[][]) =>
  one.flatMap((x) => two.map((y) => product(x, y)));
const students = rows.slice(0, k);
const teachers = rows.slice(k);
const start = {
  Q: overlapsOf(students, students),
  R: overlapsOf(students, teachers),
  T: overlapsOf(teachers, teachers),
  a,
  teacherWeights,
};

const σ = (z: number) => erf(z / Math.SQRT2);
const slope = (z: number) => Math.sqrt(2 / Math.PI) * Math.exp(-z * z / 2);

function derivativeOf(options: Parameters<typeof onlineSgd>[0]) {
  const { start, derivative, dimension } = onlineSgd(options);
  const out = new Float64Array(dimension);
  derivative(0, start, out);
  return out;
}

Deno.test("online SGD's first order in η is the flow of overlaps, to 1e-13", () => {
  const η = 2 ** -60;
  const found = derivativeOf({ ...start, learningRate: η });
  const flow = overlapFlow({ ...start, activation: "sigmoid2" });
  const expected = new Float64Array(flow.dimension);
  flow.derivative(0, flow.start, expected);
  expected.forEach((x, i) => assert(Math.abs(found[i] / η - x) <= 1e-13));
});

Deno.test("its second order is 4 aᵢaⱼ E (f − f* − noise)²σ′σ′, by Gauss–Hermite in four dimensions", () => {
  const noise = 0.3;
  const rule = gaussHermite(28);
  const expected = new Float64Array(k * k);
  const count = rule.nodes.length;
  for (let n = 0; n < count ** 4; n++) {
    const digits = [1, count, count ** 2, count ** 3].map((base) =>
      Math.floor(n / base) % count
    );
    const x = digits.map((digit) => rule.nodes[digit]);
    const weight = digits.reduce((w, digit) => w * rule.weights[digit], 1);
    if (weight < 1e-14) continue;
    const z = rows.map((row) => product(row, x));
    const Δ = a[0] * σ(z[0]) + a[1] * σ(z[1]) -
      teacherWeights[0] * σ(z[2]) - teacherWeights[1] * σ(z[3]);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        expected[i * k + j] += weight * 4 * a[i] * a[j] *
          (Δ * Δ + noise * noise) * slope(z[i]) * slope(z[j]);
      }
    }
  }
  const [one, two] = [1, 2].map((learningRate) =>
    derivativeOf({ ...start, learningRate, noise })
  );
  // d(η) = ηb + η²c
  expected.forEach((x, i) => {
    const second = (two[i] - 2 * one[i]) / 2;
    assert(Math.abs(second - x) <= 1e-7, `${second}, expected ${x}`);
  });
});

/** Overlaps after SGD in d dimensions on so many fresh samples. */
function simulate(
  d: number,
  steps: number,
  η: number,
  noise: number,
  output: number,
  seed: number,
): number[] {
  const random = randomGenerator(seed);
  const w = rows.map((row) => {
    const x = new Float64Array(d);
    // away from the axes, so that no input is special
    row.forEach((r, c) => {
      for (let i = c; i < d; i += 4) x[i] = r / Math.sqrt(d / 4);
    });
    return x;
  });
  const out = a.slice();
  const x = new Float64Array(d);
  const z = new Float64Array(k + K);
  for (let step = 0; step < steps; step++) {
    z.fill(0);
    for (let i = 0; i < d; i++) {
      x[i] = random.normal();
      for (let m = 0; m < k + K; m++) z[m] += w[m][i] * x[i];
    }
    const Δ = out[0] * σ(z[0]) + out[1] * σ(z[1]) -
      teacherWeights[0] * σ(z[2]) - teacherWeights[1] * σ(z[3]) -
      noise * random.normal();
    for (let m = 0; m < k; m++) {
      const factor = -2 * η / d * Δ * out[m] * slope(z[m]);
      for (let i = 0; i < d; i++) w[m][i] += factor * x[i];
    }
    for (let m = 0; m < k; m++) out[m] -= output * 2 * η / d * Δ * σ(z[m]);
  }
  const dot = (x: Float64Array, y: Float64Array) =>
    x.reduce((sum, xi, i) => sum + xi * y[i], 0);
  const own = w.slice(0, k);
  return [
    ...own.flatMap((x) => own.map((y) => dot(x, y))),
    ...own.flatMap((x) => w.slice(k).map((y) => dot(x, y))),
    ...out,
  ];
}

for (const output of [0, 1]) {
  Deno.test(`online SGD at 1000 inputs, second layer ${output ? "trained" : "fixed"}: within three standard errors over 20 seeds`, () => {
    const [d, α, η, noise] = [1000, 2, 0.5, 0.2];
    const runs = Array.from(
      { length: 20 },
      (_, seed) => simulate(d, α * d, η, noise, output, seed),
    );
    const options = { ...start, learningRate: η, noise, rates: { output } };
    const end = (problem: ReturnType<typeof onlineSgd>, until: number) =>
      integrate(problem, problem.start, {
        solver: "dop853",
        until,
        relativeTolerance: 1e-10,
        absoluteTolerance: 1e-10,
      }).y;
    const theory = end(onlineSgd(options), α);
    const smooth = end(
      overlapFlow({ ...start, activation: "sigmoid2", rates: { output } }),
      η * α,
    );
    let told = 0;
    theory.forEach((x, i) => {
      const values = runs.map((run) => run[i]);
      const mean = values.reduce((sum, y) => sum + y) / 20;
      const variance = values.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 19;
      const error = Math.sqrt(variance / 20);
      // weights that are held do not vary
      const bound = 3 * error + 1e-14;
      assert(Math.abs(mean - x) <= bound, `${i}: ${mean} ± ${error}, ${x}`);
      if (Math.abs(mean - smooth[i]) > 3 * error + 1e-14) told++;
    });
    assert(told >= 3, "the order η² is seen");
  });
}

Deno.test("online SGD refuses other activations, rates and overlaps in words", () => {
  const refused = (
    options: Partial<Parameters<typeof onlineSgd>[0]>,
    message: string,
  ) =>
    assertThrows(
      () => onlineSgd({ ...start, learningRate: 1, ...options }),
      RangeError,
      message,
    );
  refused({ activation: "relu" }, "activation relu, expected sigmoid2");
  refused({ activation: "leakyRelu(0.1)" }, "activation leakyRelu(0.1)");
  refused({ learningRate: -1 }, "learningRate -1");
  refused({ noise: NaN }, "noise NaN");
  refused({ R: [1] }, "expected 4, 4 and 4");
  assertEquals(
    derivativeOf({ ...start, learningRate: 0 }),
    new Float64Array(10),
  );
});
