import type { MinibatchState } from "./minibatches.ts";
import type { Slots } from "./optimizer.ts";
import type { OptimizerChoice, OptimizerName } from "./optimizers.ts";
import type { Schedule } from "./schedule.ts";

/** All that a run needs to go on, as plain data. */
export interface OptimizerState {
  /** The optimizer with all its hyperparameters. */
  readonly method: Exclude<OptimizerChoice, string>;
  /** One for all parameters or one per layer. */
  readonly learningRate: number | readonly number[];
  /** How the learning rate changes. */
  readonly schedule: Schedule;
  /** Factors of the learning rates. */
  readonly timeScale: number | ArrayLike<number>;
  /** Steps taken. */
  readonly step: number;
  /** θ after them. */
  readonly parameters: Float64Array;
  /** What the optimizer carries. */
  readonly slots: Slots;
  /** Where the minibatches stand, if there are some. */
  readonly minibatches?: MinibatchState;
  /** The best point among those that are judged in any case. */
  readonly best: { readonly parameters: Float64Array; readonly loss: number };
}

/** A copy of what an optimizer carries. */
export function copySlots(slots: Slots): Slots {
  return Object.fromEntries(
    Object.entries(slots).map(([name, slot]) => [name, slot.slice()]),
  );
}

/**
 * Refuses to go on with another method, or other minibatches.
 *
 * @throws {RangeError} If they differ.
 */
export function checkResumed(
  method: OptimizerName,
  batchSize: number | undefined,
  state: OptimizerState | undefined,
): void {
  if (state === undefined) return;
  if (state.method.name !== method) {
    throw new RangeError(
      `Cannot resume a run of ${state.method.name} with ${method}, expected the ` +
        `same method`,
    );
  }
  if (state.minibatches?.batchSize !== batchSize) {
    throw new RangeError(
      `Cannot resume a run with batchSize ${state.minibatches?.batchSize} with ` +
        `${batchSize}, expected the same`,
    );
  }
}
