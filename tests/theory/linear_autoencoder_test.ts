import { assert, assertEquals, assertThrows } from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { initialize } from "../../lib/network/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { linearAutoencoder } from "../../lib/theory/mod.ts";

/** A covariance of some variances in directions of no meaning. */
function rotated(variances: readonly number[], seed: number): Float64Array {
  const d = variances.length;
  const random = randomGenerator(seed);
  const basis: number[][] = [];
  for (let k = 0; k < d; k++) {
    const v = Array.from({ length: d }, () => random.normal());
    for (const u of basis) {
      const along = v.reduce((sum, x, i) => sum + x * u[i], 0);
      for (let i = 0; i < d; i++) v[i] -= along * u[i];
    }
    const norm = Math.hypot(...v);
    basis.push(v.map((x) => x / norm));
  }
  const matrix = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i * d + j] = matrix[j * d + i] = variances.reduce(
        (sum, λ, k) => sum + λ * basis[k][i] * basis[k][j],
        0,
      );
    }
  }
  return matrix;
}

const cases = [
  { covariance: [3, 2, 1], hidden: 1, points: 4 },
  { covariance: rotated([4, 3, 2, 1], 1), hidden: 2, points: 11 },
  { covariance: rotated([5, 2, 0.3], 2), hidden: 3, points: 8 },
  { covariance: rotated([4, 2, 1], 3), hidden: 2, layers: 3, points: 7 },
  { covariance: [4, 2, 1], hidden: 1, layers: 4, points: 4 },
];

for (const { points, ...options } of cases) {
  const name = `${options.hidden} hidden, ${options.layers ?? 2} layers`;
  Deno.test(`every set of components is a critical point, with loss and index as theory says: ${name}`, () => {
    const { criticalPoints, objective, variances } = linearAutoencoder(options);
    assertEquals(criticalPoints.length, points);
    for (const { components, parameters, loss, index } of criticalPoints) {
      const gradient = objective.gradient(parameters);
      assert(gradient.every((slope) => Math.abs(slope) < 1e-12));
      assert(Math.abs(objective.loss(parameters) - loss) < 1e-12);
      const missing = variances.filter((_, k) => !components.includes(k));
      assert(Math.abs(missing.reduce((a, b) => a + b, 0) - loss) < 1e-12);
      const { eigenvalues } = hessianSpectrum(objective, parameters);
      const negative = eigenvalues.filter((λ) => λ < -1e-9).length;
      assertEquals(negative, index, `${components}`);
    }
  });
}

Deno.test("the data have the covariance, to the last digits", () => {
  const covariance = rotated([4, 3, 2, 1], 4);
  const { data, directions, variances } = linearAutoencoder({
    covariance,
    hidden: 1,
  });
  const { inputs, samples } = data;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      let [mean, sum] = [0, 0];
      for (let n = 0; n < samples; n++) {
        mean += inputs[4 * n + i] * inputs[4 * n + j] / samples;
        sum += variances[n] * directions[4 * n + i] * directions[4 * n + j];
      }
      assert(Math.abs(mean - covariance[4 * i + j]) < 1e-13);
      assert(Math.abs(sum - covariance[4 * i + j]) < 1e-13);
    }
  }
});

Deno.test("ten descents of ten end at the least loss, where the network is the projection on the largest components", () => {
  const { criticalPoints, objective, network, directions } = linearAutoencoder({
    covariance: rotated([4, 3, 2, 1], 5),
    hidden: 2,
  });
  const [best] = criticalPoints;
  assertEquals(best.components, [0, 1]);
  for (let seed = 0; seed < 10; seed++) {
    const { parameters, loss } = minimize(
      objective,
      initialize(network, { seed }),
    );
    assert(Math.abs(loss - best.loss) < 1e-10, `${loss}`);
    // row i is what comes out for the unit vector i
    const unit = Float64Array.from({ length: 16 }, (_, n) => +(n % 5 === 0));
    forward(network, parameters, unit).forEach((entry, n) => {
      const [i, j] = [Math.floor(n / 4), n % 4];
      const want = [0, 1].reduce(
        (sum, k) => sum + directions[4 * k + i] * directions[4 * k + j],
        0,
      );
      assert(Math.abs(entry - want) < 1e-9);
    });
  }
});

Deno.test("covariances that are none, and variances that are equal or not positive, are refused", () => {
  for (
    const [options, message] of [
      [
        { covariance: [2, 1], hidden: 3 },
        "hidden is 3, expected an integer in 1 … 2",
      ],
      [
        { covariance: [2, 2, 1], hidden: 1 },
        "variances 2 and 2, expected different ones",
      ],
      [{ covariance: [2, 0], hidden: 1 }, "its variances reach down to 0"],
      [{ covariance: [1, 2, 2, 1], hidden: 1 }, "its variances reach down to"],
      [{ covariance: [2, NaN], hidden: 1 }, "covariance[1] is NaN"],
      [{ covariance: [], hidden: 1 }, "0 numbers as a covariance"],
      [
        { covariance: new Array(13).fill(1), hidden: 1 },
        "13 numbers as a covariance",
      ],
      [{ covariance: [2, 1], hidden: 1, layers: 9 }, "layers is 9"],
      [{ covariance: [2, 1], hidden: 1, layers: 1 }, "layers is 1"],
      [{ hidden: 1 }, "covariance is missing"],
      [{ covariance: [2, 1], width: 1 }, `unknown option "width"`],
    ] as const
  ) {
    assertThrows(() => linearAutoencoder(options as never), Error, message);
  }
});
