import { assert } from "@std/assert";
import { linearModel, trainTwoLayer } from "../../lib/theory/mod.ts";

Deno.test("100 000 recorded iterations of two layers take at most 3 s", () => {
  const model = linearModel({
    samples: 50,
    inputs: 2,
    outputs: 2,
    condition: 10,
    seed: 12,
  });
  const begin = performance.now();
  const { losses, risks, weights, errors } = trainTwoLayer(model, {
    coordinates: "synaptic",
    iterations: 100_000,
  });
  const duration = performance.now() - begin;
  assert(losses.length === 100_000 && risks.length === 100_000);
  assert(weights.length === 400_000 && errors.length === 400_000);
  assert(duration < 3000, `${duration} ms`);
});
