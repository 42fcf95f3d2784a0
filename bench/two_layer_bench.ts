import { linearModel, trainTwoLayer } from "../lib/theory/mod.ts";

/** The source's run: everything recorded at each of 100 000 iterations. */
const model = linearModel({
  samples: 50,
  inputs: 2,
  outputs: 2,
  condition: 10,
  coefficients: [0.01001, 0, 0, 1],
  seed: 12,
});

for (const coordinates of ["synaptic", "original"] as const) {
  Deno.bench(`100 000 iterations, ${coordinates} coordinates`, () => {
    const { losses } = trainTwoLayer(model, { coordinates });
    if (!(losses[99_999] < 1e-20)) throw new Error("it has not learned");
  });
}
