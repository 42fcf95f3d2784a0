import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { type Dataset, dataset } from "../../lib/data/mod.ts";
import type { Objective } from "../../lib/objective/objective.ts";
import { certify } from "../../lib/verdict/mod.ts";
import { metered, OutOfBudget } from "../../lib/verdict/metered.ts";
import { diagonal, quadratic } from "../flow/objectives.ts";

/** The objective as if it were a sum over so many samples. */
function ofSamples(objective: Objective, samples: number): Objective {
  const data: Dataset = {
    ...dataset({ inputs: [[0]], targets: [0] }),
    samples,
  };
  return { ...objective, data };
}

Deno.test("a metered objective counts operations, not time", () => {
  const θ = new Float64Array(3);
  const one = quadratic([1, 2, 3]);
  // 3 passes over 3 parameters each: 10¹⁰/(9·10⁷) gradients
  const gradients = metered(one, 1e7, false);
  for (let k = 0; k < 111; k++) gradients.gradient(θ);
  assertThrows(() => gradients.gradient(θ), OutOfBudget);
  // a dozen Hessians, or thirty products, are allowed however large they are
  const hessians = metered(one, 1e12, true);
  for (let k = 0; k < 12; k++) hessians.hessian(θ);
  assertThrows(() => hessians.hessian(θ), OutOfBudget);
  const products = metered(one, 1e12, false);
  for (let k = 0; k < 30; k++) products.hessianVectorProduct(θ, θ);
  assertThrows(() => products.hessianVectorProduct(θ, θ), OutOfBudget);
});

Deno.test("a verdict that takes too many operations is undecided and says so", () => {
  const trough = diagonal(
    Float64Array.from({ length: 1200 }, (_, i) => i === 5 ? 0 : 1 + i % 7),
  );
  const at = new Float64Array(1200).fill(1e-10);
  assertEquals(certify(trough, at).kind, "minimum, degenerate");
  const limited = certify(ofSamples(trough, 2e5), at);
  assertEquals([limited.kind, limited.index], ["undecided", 0]);
  assertMatch(limited.sentence, /stopped at the number of operations/);
  assertMatch(limited.sentence, /before Newton's method had found a zero/);
  assertEquals(certify(ofSamples(trough, 2e5), at), limited);
});

Deno.test("what was found before the stop is reported", () => {
  // its Hessians are affordable, the losses along what is flat are not
  const flat = quadratic([1, 0, 3]);
  const at = Float64Array.of(0, 4, 0);
  assertEquals(certify(flat, at).kind, "minimum, degenerate");
  const { kind, nullity, eigenvalues, sentence } = certify(
    ofSamples(flat, 2e7),
    at,
  );
  assertEquals([kind, nullity], ["undecided", 1]);
  assertEquals([...eigenvalues], [0, 1, 3]);
  assertMatch(sentence, /^The gradient vanishes to rounding\. .* stopped/);
});
