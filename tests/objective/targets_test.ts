import { assertAlmostEquals, assertThrows } from "@std/assert";
import { dataset } from "../../lib/data/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import type { LossChoice } from "../../lib/kernels/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";

const inputs = [[0], [1], [2]];

for (const target of [0, 0.5, 2, -3]) {
  Deno.test(`logistic refuses the target ${target}, and says what 0 and 1 become`, () => {
    assertThrows(
      () =>
        empiricalLoss(
          network(parseNetwork("1 → 1")),
          dataset({ inputs, targets: [1, -1, target] }),
          { loss: "logistic" },
        ),
      RangeError,
      `logistic with target ${target}, expected targets −1 and 1 (2 t − 1 of`,
    );
  });
}

Deno.test("logistic of targets 2 t − 1 is the binary cross-entropy of t", () => {
  const t = [0, 1, 1];
  const [w, b] = [0.7, -0.4];
  const entropy = t.reduce((sum, t, n) => {
    const p = 1 / (1 + Math.exp(-(w * n + b)));
    return sum - (t * Math.log(p) + (1 - t) * Math.log(1 - p)) / 3;
  }, 0);
  const objective = empiricalLoss(
    network(parseNetwork("1 → 1")),
    dataset({ inputs, targets: t.map((t) => 2 * t - 1) }),
    { loss: "logistic" },
  );
  assertAlmostEquals(objective.loss(Float64Array.of(w, b)), entropy, 1e-15);
});

for (const targets of [[3, 4], [-0.5, 1.5], [0.2, 0.2]]) {
  Deno.test(`crossEntropy refuses ${targets.join(", ")}, which are no probabilities`, () => {
    assertThrows(
      () =>
        empiricalLoss(
          network(parseNetwork("1 → 2 softmax")),
          dataset({ inputs, targets: [[0, 1], [1, 0], targets] }),
          { loss: "crossEntropy" },
        ),
      RangeError,
      `crossEntropy with targets ${targets.join(", ")}, expected probabilities`,
    );
  });
}

Deno.test("losses by their names elsewhere are refused with ours", () => {
  const objective = (loss: string) => () =>
    empiricalLoss(
      network(parseNetwork("1 → 1")),
      dataset({ inputs: [[1]], targets: [[1]] }),
      { loss: loss as LossChoice },
    );
  const names: Readonly<Record<string, string>> = {
    mse: "meanSquaredError",
    binaryCrossEntropy: "logistic",
    BCEWithLogitsLoss: "logistic",
    NLLLoss: "crossEntropy",
    SmoothL1Loss: "huber",
  };
  for (const [theirs, ours] of Object.entries(names)) {
    assertThrows(
      objective(theirs),
      RangeError,
      `loss "${theirs}", expected one of meanSquaredError, logistic, huber, crossEntropy (did you mean "${ours}"?)`,
    );
  }
});
