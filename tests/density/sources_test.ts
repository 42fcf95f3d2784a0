import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import {
  amariIndex,
  type BaseChoice,
  fitDensity,
  invertibleNetwork,
} from "../../lib/density/mod.ts";
import { mixedSounds } from "../../lib/data/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

const mixing = [[1, 0.6], [0.7, 1]];

function laplaceMixtures(samples: number, seed: number): Float64Array {
  const random = randomGenerator(seed);
  const draw = () => {
    const u = random.uniform() - 0.5;
    return -Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  };
  const mixtures = new Float64Array(2 * samples);
  for (let n = 0; n < samples; n++) {
    const [a, b] = [draw(), draw()];
    mixtures[2 * n] = a * mixing[0][0] + b * mixing[1][0];
    mixtures[2 * n + 1] = a * mixing[0][1] + b * mixing[1][1];
  }
  return mixtures;
}

/** Unmixing weights of one layer, from a start of which nothing is known. */
function separate(mixtures: Float64Array, base: BaseChoice, seed: number) {
  const start = invertibleNetwork({ features: 2, layers: 1, base, seed });
  const { flow } = fitDensity(start, mixtures, {
    method: "gradientDescent",
    learningRate: 0.1,
    epochs: 60,
    batchSize: 200,
    loggers: [],
  });
  return amariIndex(mixing, flow.layers[0].weights);
}

Deno.test("two mixed Laplace sources are recovered, from every start", () => {
  const mixtures = laplaceMixtures(2000, 1);
  for (let seed = 0; seed < 5; seed++) {
    const index = separate(mixtures, "laplace", seed);
    assert(index < 0.05, `seed ${seed}: ${index}`);
  }
});

Deno.test("with a normal base the start decides what comes out", () => {
  // its likelihood is the same for every rotation of the sources
  const mixtures = laplaceMixtures(2000, 1);
  const found = [0, 1, 2, 3, 4].map((seed) =>
    separate(mixtures, "normal", seed)
  );
  assert(Math.max(...found) > 0.3, `${found}`);
});

Deno.test("two mixed voices are recovered", () => {
  const { mixtures } = mixedSounds({ mixing, seed: 1, seconds: 2 });
  const index = separate(mixtures, "laplace", 3);
  assert(index < 0.05, `${index}`);
});

Deno.test("the Amari index is 0 for undone mixings, in whatever order and size", () => {
  const inverse = [[1 / 0.58, -0.6 / 0.58], [-0.7 / 0.58, 1 / 0.58]];
  assertAlmostEquals(amariIndex(mixing, inverse), 0, 1e-14);
  const other = inverse.map(([a, b]) => [-3 * b, 0.1 * a]);
  assertAlmostEquals(amariIndex(mixing, other.flat()), 0, 1e-14);
  // a turn by 45°: as far away as can be
  assertAlmostEquals(amariIndex([[1, 0], [0, 1]], [[1, 1], [-1, 1]]), 1, 1e-14);
  assertThrows(
    () => amariIndex(mixing, [[1]]),
    RangeError,
    "Cannot compare mixing and weights: 2 and 1 rows",
  );
});
