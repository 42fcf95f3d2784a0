import { teacherStudent } from "../../lib/data/mod.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../../lib/network/mod.ts";
import { type EmpiricalLoss, empiricalLoss } from "../../lib/objective/mod.ts";

/** A student of three neurons, to be trained on a teacher of its size. */
export const net: Network = network(parseNetwork("2 → 3 sigmoid → 1"));

/** Its loss on a number of samples. */
export function studentOf(samples: number): EmpiricalLoss {
  return empiricalLoss(net, teacherStudent({ teacher: net, samples, seed: 1 }));
}

/** Its start. */
export const θ: Float64Array = initialize(net, { seed: 1 });
