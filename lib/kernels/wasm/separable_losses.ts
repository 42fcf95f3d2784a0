import type { Lanes } from "../../emit/mod.ts";
import { huberDelta } from "../losses/huber.ts";
import type { LossChoice } from "../kernels.ts";
import { softplus } from "./logistic.ts";
import { constant, type Writer } from "./writer.ts";

/** ℓ(a, t), and when asked for ∂ℓ/∂a and ∂²ℓ/∂a². */
export interface LossCurve {
  readonly value: Lanes;
  readonly derivative: () => Lanes;
  readonly secondDerivative: () => Lanes;
}

/** Writes a loss that is a sum over outputs; a and t are kept values. */
export function writeSeparableLoss(
  w: Writer,
  choice: LossChoice,
  a: Lanes,
  t: Lanes,
): LossCurve {
  if (choice === "meanSquaredError") return squaredError(w, a, t);
  if (choice === "logistic") return logisticLoss(w, a, t);
  return huber(w, a, t, huberDelta(choice as string));
}

function squaredError(w: Writer, a: Lanes, t: Lanes): LossCurve {
  const residual = w.code.keep(a.minus(t));
  return {
    value: residual.times(residual),
    derivative: () => residual.plus(residual),
    secondDerivative: () => constant(w, 2),
  };
}

/** log(1 + e^{−ta}). */
function logisticLoss(w: Writer, a: Lanes, t: Lanes): LossCurve {
  const { value, logistic, slope } = softplus(
    w,
    w.code.keep(a.times(t).negated()),
  );
  return {
    value,
    derivative: () => t.negated().times(logistic()),
    secondDerivative: () => t.times(t).times(slope()),
  };
}

/** r²/2 where |r| ≤ δ, else δ(|r| − δ/2). */
function huber(w: Writer, a: Lanes, t: Lanes, δ: number): LossCurve {
  const { code } = w;
  const residual = code.keep(a.minus(t));
  const limit = constant(w, δ);
  const clamped = code.keep(
    residual.atMost(limit).atLeast(constant(w, -δ)),
  );
  // c (r − c/2) with c the residual clamped to ±δ, in both cases
  return {
    value: clamped.times(clamped.timesFrom(constant(w, 0.5), residual)),
    derivative: () => clamped,
    secondDerivative: () =>
      constant(w, 1).andNot(residual.abs().greaterThan(limit)),
  };
}
