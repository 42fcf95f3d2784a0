import { assertEquals } from "@std/assert";
import { network } from "../../lib/network/mod.ts";
import { gradientNorms } from "../../lib/objective/mod.ts";

Deno.test("gradientNorms leaves the biases out", () => {
  const net = network({
    inputs: 1,
    layers: [{ width: 2 }, { width: 1, bias: false }],
  });
  const gradient = Float64Array.of(3, 100, 4, 100, 5, 12);
  assertEquals([...gradientNorms(net, gradient)], [5, 13]);
});
