import { exactly, multiply, scale, square } from "../../../interval/mod.ts";
import { logisticRanges } from "../../../network/mod.ts";
import type { OutputLossEnclosure } from "./enclosure.ts";

/** log(1 + e^{−ta}): −tσ(−ta), and t²σ′(ta). */
export const logisticLoss: OutputLossEnclosure = (output, target) => {
  const { rest, derivative } = logisticRanges(scale(output, target));
  return {
    first: scale(rest, -target),
    second: multiply(square(exactly(target)), derivative),
  };
};
