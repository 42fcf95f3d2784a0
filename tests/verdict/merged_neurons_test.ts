import { assert, assertEquals, assertLess } from "@std/assert";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { forward } from "../../lib/kernels/mod.ts";
import { mergedNeurons } from "../../lib/verdict/merged_neurons.ts";

const net = network(parseNetwork("1 → 3 tanh → 2 no bias"));
const inputs = Float64Array.from({ length: 9 }, (_, n) => n / 4 - 1);

/** Neurons 0 and 2 differ by δ, the other is another one. */
function beside(δ: number): Float64Array {
  return Float64Array.of(1, 0.5, 0.2, -1, 1 + δ, 0.5 - 2 * δ, 2, 1, 4, 1, 3, 2);
}

Deno.test("merging nearly equal neurons changes outputs by second order", () => {
  // outgoing weights (2, 1) and (4, 2): both outputs agree on where
  for (const δ of [1e-4, 1e-5, 1e-6]) {
    const θ = beside(δ);
    const merged = mergedNeurons(net, θ, [...θ.keys()])!;
    assertEquals(merged.subarray(0, 2), merged.subarray(4, 6));
    assertEquals(merged.subarray(2, 4), θ.subarray(2, 4));
    assertLess(Math.abs(merged[0] - (1 + 2 * δ / 3)), 1e-15);
    const [before, after] = [θ, merged].map((at) => forward(net, at, inputs));
    before.forEach((y, k) => assertLess(Math.abs(y - after[k]), 20 * δ * δ));
    // while one in place of both would change them by first order
    const other = θ.slice();
    other.copyWithin(4, 0, 2);
    const moved = forward(net, other, inputs);
    assert(before.some((y, k) => Math.abs(y - moved[k]) > δ));
  }
});

Deno.test("neurons that differ, cancel or are held are not merged", () => {
  const all = [...beside(0).keys()];
  assertEquals(mergedNeurons(net, beside(0.1), all), undefined);
  assertEquals(mergedNeurons(net, beside(1e-5), all.slice(1)), undefined);
  const cancelling = beside(1e-5);
  cancelling.set([2, 1, -2, 1, 3, -1], 6);
  assertEquals(mergedNeurons(net, cancelling, all), undefined);
});
