import { assert, assertEquals, assertLess } from "@std/assert";
import { dataset } from "../../lib/data/mod.ts";
import { initialize } from "../../lib/network/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { defaultGradientNorm } from "../../lib/train/default_stop.ts";
import { train } from "../../lib/train/mod.ts";

const net = network(parseNetwork("1 → 3 sigmoid → 1"));
const us = Array.from({ length: 60 }, (_, n) => -1 + 2 * n / 59);

/** A wave of that height. */
function wave(height: number) {
  return empiricalLoss(
    net,
    dataset({
      inputs: us.map((u) => [u]),
      targets: us.map((u) => height * Math.sin(3 * u + 0.3)),
    }),
    { strict: true },
  );
}

Deno.test("small targets are not fitted because their gradients are small", () => {
  // L/s² is 2e-3 where ‖∇L‖∞ is 1e-12, and 6e-6 where steps end
  const small = 1e-7;
  const objective = wave(small);
  const start = initialize(net, { seed: 2 });
  const absolute = train(objective, start, { stop: { gradientNorm: 1e-12 } });
  const fit = train(objective, start);
  assertEquals(absolute.status, "converged");
  assert(absolute.loss > 1e-3 * small ** 2);
  assertLess(fit.loss, absolute.loss / 100);
  assert(fit.status !== "converged" || fit.gradientNorm <= 1e-9 * small ** 2);
});

Deno.test("everyday targets stop where they did, and losses without squares", () => {
  assertEquals(defaultGradientNorm(wave(1)), 1e-12);
  assertEquals(defaultGradientNorm(wave(0)), 1e-12);
  assertEquals(defaultGradientNorm(wave(1e6)), 1e-12);
  const own = customObjective({
    parameterCount: 1,
    loss: ([x]) => x * x,
    gradient: ([x]) => [2 * x],
  });
  assertEquals(defaultGradientNorm(own), 1e-12);
  // 1e-9 of the loss beside outputs of 0
  const objective = wave(1e-5);
  const nothing = objective.loss(new Float64Array(net.parameterCount));
  const ratio = defaultGradientNorm(objective) / nothing;
  assertLess(Math.abs(ratio / 1e-9 - 1), 1e-12);
});
