import type { Dataset } from "../data/mod.ts";
import type { Intervals } from "../interval/mod.ts";
import { enclosureOf, type LossChoice } from "../kernels/mod.ts";
import { hasCustomActivation, type Network } from "../network/mod.ts";
import { checkLength, checkMatrixSize } from "./check_length.ts";
import type { Enclosure } from "./enclosure.ts";
import type { Objective } from "./objective.ts";
import type { PenaltyTerm } from "./penalties/term.ts";

/**
 * `enclosure` of an empirical loss; nothing where the loss or an activation is a
 * user's own. Residuals are enclosed where `leastSquares` says that there are.
 */
export function empiricalEnclosure(
  net: Network,
  data: Dataset,
  loss: LossChoice,
  terms: readonly PenaltyTerm[],
  leastSquares: boolean,
): Pick<Objective, "enclosure"> {
  if (typeof loss !== "string" || hasCustomActivation(net)) return {};
  const p = net.parameterCount;
  let made: ReturnType<typeof enclosureOf>;
  return {
    enclosure(box: Intervals): Enclosure {
      checkLength("box of parameters", box.lo, p);
      checkLength("box of parameters", box.hi, p);
      made ??= enclosureOf(net, data, loss)!;
      const { gradient, hessian, residuals, jacobian } = made(box);
      return {
        gradient() {
          const out = gradient();
          for (const term of terms) term.addGradientRanges(box, out);
          return out;
        },
        hessian() {
          checkMatrixSize("Hessian", p, p);
          const out = hessian();
          for (const term of terms) term.addHessianRanges(box, out);
          return out;
        },
        ...(leastSquares && { residuals, jacobian }),
      };
    },
  };
}
