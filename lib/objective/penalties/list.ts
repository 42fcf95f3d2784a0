import type { Network } from "../../network/mod.ts";
import { shown } from "../../options/mod.ts";
import type { Penalty } from "../penalty.ts";
import { merge } from "./merge.ts";
import { normBarrier } from "./norm_barrier.ts";
import type { PenaltyTerm } from "./term.ts";
import { weightDecay } from "./weight_decay.ts";

/**
 * The term that a penalty adds to the loss of the network.
 *
 * @throws {RangeError} If a number is not finite, a layer or row not there, or
 * the kind unknown.
 */
export function penaltyTerm(penalty: Penalty, net: Network): PenaltyTerm {
  switch (penalty.kind) {
    case "normBarrier":
      requireFinite("normBarrier", "c", penalty.c);
      return normBarrier(penalty);
    case "merge": {
      requireFinite("merge", "λ", penalty.λ);
      requireIndex("layer", penalty.layer, net.layers.length);
      const layer = net.layers[penalty.layer];
      requireIndex("row", penalty.i, layer.width);
      requireIndex("row", penalty.j, layer.width);
      return merge(penalty, layer);
    }
    case "weightDecay":
      requireFinite("weightDecay", "λ", penalty.λ);
      return weightDecay(penalty);
    default: {
      const { kind } = penalty as { kind: unknown };
      throw new RangeError(
        `Cannot add the penalty: kind ${shown(kind)}, expected ` +
          `"normBarrier", "merge" or "weightDecay"`,
      );
    }
  }
}

function requireFinite(kind: string, name: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(
    `Cannot add the penalty: ${kind} with ${name} = ${value}, expected a ` +
      `finite number`,
  );
}

function requireIndex(what: string, index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new RangeError(
    `Cannot add the penalty: merge in ${what} ${index}, expected ${what} ` +
      `0 … ${count - 1}`,
  );
}
