import { assert, assertEquals, assertThrows } from "@std/assert";
import { gaussHermiteData } from "../../lib/data/mod.ts";
import { network } from "../../lib/network/mod.ts";

const net = network({ inputs: 2, layers: [{ width: 2 }] });

Deno.test("gaussHermiteData: a weighted mean is the expectation, E cos(x + y) = 1/e", () => {
  const data = gaussHermiteData(
    net,
    ([x, y]) => [Math.cos(x + y), x * x * y * y],
    { nodes: 40 },
  );
  const { samples, outputCount, targets, weights } = data;
  assertEquals(outputCount, 2);
  assert(samples < 1600, "negligible weights are left out");
  const mean = (output: number) =>
    weights!.reduce((sum, ω, n) => sum + ω * targets![2 * n + output], 0) /
    samples;
  assert(Math.abs(mean(0) - Math.exp(-1)) <= 1e-14);
  assert(Math.abs(mean(1) - 1) <= 1e-13);
});

Deno.test("gaussHermiteData refuses too many samples and wrong targets", () => {
  const wide = network({ inputs: 5, layers: [{ width: 1 }] });
  assertThrows(
    () => gaussHermiteData(wide, () => 0, { nodes: 40 }),
    RangeError,
    "102400000 samples",
  );
  assertThrows(
    () => gaussHermiteData(net, () => 0, { nodes: 4 }),
    RangeError,
    "1 targets, expected 2",
  );
});
