import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { gradientFlow } from "../../lib/flow/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { minimize } from "../../lib/optimize/mod.ts";

function student(hidden: number, seed: number) {
  const net = (neurons: number) =>
    network(parseNetwork(`2 → ${neurons} sigmoid → 1`));
  const data = teacherStudent({ teacher: net(4), samples: 1000, seed });
  const objective = empiricalLoss(net(hidden), data);
  const θ = initialize(net(hidden), { seed: seed + 100 });
  return {
    objective,
    start: gradientFlow(objective, θ, { maxSteps: 100 }).parameters,
  };
}

Deno.test("trustRegionNewton finds the teacher to machine precision", () => {
  const { objective, start } = student(4, 2);
  const result = minimize(objective, start, { gradientNorm: 1e-15 });
  assertEquals(result.status, "converged");
  assertLess(result.gradientNorm, 1e-15);
  assertLess(result.loss, 1e-27);
});

Deno.test("trustRegionNewton ends at rounding where the loss is not zero", () => {
  const { objective, start } = student(3, 1);
  const result = minimize(objective, start, { gradientNorm: 0 });
  assertEquals(result.status, "stalled");
  assertLess(result.gradientNorm, 1e-14);
  assertGreater(result.loss, 1e-9);
});
