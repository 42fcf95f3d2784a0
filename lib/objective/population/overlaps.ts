import { dot } from "../../linalg/mod.ts";
import type { PopulationLoss } from "./population_loss.ts";
import { whitening } from "./gaussian_inputs.ts";
import { fullCount, placesIn } from "./shallow_network.ts";
import type { Network } from "../../network/mod.ts";
import {
  aNetwork,
  checkArguments,
  checkPoint,
  holding,
  record,
} from "../../options/mod.ts";

/** Covariances of what the hidden neurons of student and teacher see. */
export interface Overlaps {
  /** wᵢᵀΣwⱼ of the student's k neurons (k × k). */
  readonly Q: Float64Array;
  /** wᵢᵀΣwⱼ* of student and teacher (k × K). */
  readonly R: Float64Array;
  /** wᵢ*ᵀΣwⱼ* of the teacher's K neurons (K × K). */
  readonly T: Float64Array;
}

const aPopulationLoss = holding("a population loss", {
  network: aNetwork,
  target: record,
});

/**
 * The overlaps of student and teacher at θ: all that a bias-free population loss
 * depends on beside the output weights, the order parameters of its theory.
 *
 * @throws {RangeError} If θ does not have the student's length.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { initialize, mlp, overlaps, populationLoss } from "@thalweg/thalweg";
 *
 * const student = mlp`2 → 2 relu no bias → 1 no bias`;
 * const θ = initialize(student, { seed: 1 });
 * const loss = populationLoss(student, { teacher: student, parameters: θ });
 * const { Q, R } = overlaps(loss, θ);
 * assertAlmostEquals(Q[0], R[0], 1e-12); // at the teacher's own parameters
 * ```
 */
export function overlaps(
  objective: PopulationLoss,
  θ: ArrayLike<number>,
): Overlaps {
  const act = "measure the overlaps";
  const point = checkPoint(act, objective, θ);
  checkArguments(act, { objective }, { objective: aPopulationLoss });
  const { network: student, target, inputs } = objective;
  const d = student.inputs;
  const change = whitening(inputs, d);
  const rows = (net: Network, parameters: Float64Array) => {
    const full = new Float64Array(fullCount(net));
    placesIn(net, "network").forEach((place, i) => full[place] = parameters[i]);
    const { width } = net.layers[0];
    change?.forward(full, width);
    return Array.from(
      { length: width },
      (_, i) => full.subarray(i * (d + 1), i * (d + 1) + d),
    );
  };
  const own = rows(student, point);
  const others = rows(target.teacher, target.parameters);
  return {
    Q: products(own, own),
    R: products(own, others),
    T: products(others, others),
  };
}

/** All products of rows, row-major. */
export function products(
  one: readonly Float64Array[],
  two: readonly Float64Array[],
): Float64Array {
  return Float64Array.from(one.flatMap((w) => two.map((v) => dot(w, v))));
}
