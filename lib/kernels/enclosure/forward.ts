import { checkpoint } from "../../checkpoint.ts";
import {
  addProduct,
  at as entry,
  EnclosureError,
  type Intervals,
  put,
  zeros,
} from "../../interval/mod.ts";
import type { ActivationEnclosure } from "../../network/mod.ts";
import type { Plan } from "../reference/plan.ts";
import { newTape } from "../reference/plan.ts";

/** The plan of the reference kernel, with the interval extension of each unit. */
export interface EnclosurePlan extends Plan {
  /** Per layer and neuron. */
  readonly extensions: readonly (readonly ActivationEnclosure[])[];
}

/** What a forward pass leaves of each unit: a, f′, f″. */
export interface Ranges {
  readonly a: Intervals;
  readonly first: Intervals;
  readonly second: Intervals;
}

/** Tapes of intervals, with the ones of biases in place. */
export function newRanges(plan: Plan): Ranges {
  const { tapeLength } = plan;
  return {
    a: { lo: newTape(plan), hi: newTape(plan) },
    first: zeros(tapeLength),
    second: zeros(tapeLength),
  };
}

/**
 * a, f′ and f″ of every unit on sample n, for all θ in the box.
 *
 * @throws {EnclosureError} If a neuron reaches its kink.
 */
export function forwardRanges(
  { inputs: d, steps, extensions }: EnclosurePlan,
  θ: Intervals,
  inputs: Float64Array,
  n: number,
  { a, first, second }: Ranges,
): void {
  checkpoint();
  for (let k = 0; k < d; k++) a.lo[k] = a.hi[k] = inputs[n * d + k];
  for (let l = 0; l < steps.length; l++) {
    const { width, columns, offset, from, at } = steps[l];
    for (let m = 0; m < width; m++) {
      const row = offset + m * columns;
      const unit = at + m;
      a.lo[unit] = a.hi[unit] = 0;
      for (let k = 0; k < columns; k++) {
        addProduct(a, unit, θ, row + k, a, from + k);
      }
      const ranges = extensions[l][m](entry(a, unit));
      if (!ranges) {
        throw new EnclosureError(
          `neuron ${m} of layer ${l + 1} is at its kink on sample ${n}`,
        );
      }
      put(a, unit, ranges.f);
      put(first, unit, ranges.first);
      put(second, unit, ranges.second);
    }
  }
}
