import {
  checkArguments,
  checkOptions,
  numbers,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import { hypot, log } from "../../special/mod.ts";
import { aChain, requireFinite } from "./a_chain.ts";
import type { ScalarChain } from "./scalar_chain.ts";

/** What {@linkcode orbitDiagram} looks at. */
export interface OrbitDiagramOptions {
  /** η, one after another. */
  readonly learningRates: ArrayLike<number>;
  /** Updates before anything is kept; 1000 by default. */
  readonly transient?: number;
  /** Updates that are kept; 128 by default. */
  readonly kept?: number;
}

/** What {@linkcode orbitDiagram} takes beside chain and start. */
export const orbitDiagramOptions: OptionTable<OrbitDiagramOptions> = {
  learningRates: required(numbers),
  transient: sizeFrom(0),
  kept: sizeFrom(2),
};

/** Where gradient descent ends up, by learning rate. */
export interface OrbitDiagram {
  /** η. */
  readonly learningRates: Float64Array;
  /** Updates kept of each. */
  readonly kept: number;
  /** f at x = 1 after each of them (learning rates × kept); ∞: it ran away. */
  readonly outputs: Float64Array;
  /**
   * After how many updates the outputs repeat to 10⁻⁶: 1 at rest, 2 …; 0 where
   * they do not within half of what is kept, −1 where the descent ran away.
   */
  readonly periods: Int32Array;
  /**
   * Lyapunov exponents, per update, over the kept ones: how fast two descents
   * that are close go apart (positive: chaos) or together. ∞ where it ran away.
   */
  readonly exponents: Float64Array;
}

/** A repetition to this is one. */
const same = 1e-6;
/** How far apart the two descents of an exponent begin. */
const apart = 1e-8;
/** More updates in all would take minutes. */
const mostUpdates = 1e8;

/**
 * Gradient descent with a constant learning rate, run so long that what is left
 * is where it ends up: a minimum below the edge of stability, beyond it a cycle
 * of two updates, of four … and, past those, no cycle at all.
 *
 * @param start θ that all of them begin from (K).
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 * @throws {RangeError} If the start does not fit the chain, or an option has no
 * meaning.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { orbitDiagram, scalarChain } from "@thalweg/thalweg";
 *
 * const { periods } = orbitDiagram(scalarChain(), [0.6, 0.8], {
 *   learningRates: [0.4, 0.55, 2],
 * });
 * assertEquals([...periods], [1, 2, -1]);
 * ```
 */
export function orbitDiagram(
  chain: ScalarChain,
  start: ArrayLike<number>,
  options: OrbitDiagramOptions,
): OrbitDiagram {
  const act = "follow the descents";
  checkArguments(act, { chain, start }, { chain: aChain, start: numbers });
  checkOptions(act, options, orbitDiagramOptions);
  const { factors, kernel } = chain;
  const { transient = 1000, kept = 128 } = options;
  const learningRates = Float64Array.from(options.learningRates);
  const wrong = learningRates.find((η) => !(η >= 0 && η < Infinity));
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot ${act}: learning rate ${wrong}, expected a number from 0 on`,
    );
  }
  if (start.length !== factors) {
    throw new RangeError(
      `Cannot ${act}: start has length ${start.length}, expected ${factors}`,
    );
  }
  requireFinite(act, "start", start);
  if (!((transient + kept) * learningRates.length <= mostUpdates)) {
    throw new RangeError(
      `Cannot ${act}: ${transient} + ${kept} updates at ${learningRates.length} learning rates, expected ${mostUpdates} in all at most`,
    );
  }
  const outputs = new Float64Array(learningRates.length * kept);
  const periods = new Int32Array(learningRates.length);
  const exponents = new Float64Array(learningRates.length);
  // the descent and one beside it
  const Θ = new Float64Array(2 * factors);
  const gradients = new Float64Array(2 * factors);
  const losses = new Float64Array(2);

  /** One update of both; how far apart they are after it. */
  function update(η: number): number {
    kernel.lossesAndGradients(Θ, 2, losses, gradients);
    let distance = 0;
    for (let k = 0; k < factors; k++) {
      Θ[k] -= η * gradients[k];
      Θ[factors + k] -= η * gradients[factors + k];
      distance = hypot(distance, Θ[factors + k] - Θ[k]);
    }
    return distance;
  }

  /** Puts the second one back to where they are `apart`, in the same direction. */
  function pull(distance: number): void {
    for (let k = 0; k < factors; k++) {
      const way = distance > 0
        ? (Θ[factors + k] - Θ[k]) / distance
        : +(k === 0);
      Θ[factors + k] = Θ[k] + apart * way;
    }
  }

  learningRates.forEach((η, r) => {
    for (let k = 0; k < factors; k++) Θ[k] = Θ[factors + k] = start[k];
    pull(0);
    for (let t = 0; t < transient; t++) pull(update(η));
    let sum = 0;
    for (let t = 0; t < kept; t++) {
      const distance = update(η);
      // two that meet to the last bit go together as fast as can be told
      sum += log(Math.max(distance, apart * 2 ** -26) / apart);
      pull(distance);
      outputs[r * kept + t] = outputAt(chain, Θ);
    }
    const own = outputs.subarray(r * kept, (r + 1) * kept);
    const ranAway = !own.every(Number.isFinite);
    if (ranAway) own.fill(Infinity);
    exponents[r] = ranAway ? Infinity : sum / kept;
    periods[r] = ranAway ? -1 : periodOf(own);
  });
  return { learningRates, kept, outputs, periods, exponents };
}

function outputAt({ factors, kernel }: ScalarChain, Θ: Float64Array): number {
  return kernel.outputs(Θ.subarray(0, factors), [1])[0];
}

function periodOf(outputs: Float64Array): number {
  for (let period = 1; period <= outputs.length / 2; period++) {
    let repeats = true;
    for (let t = period; t < outputs.length && repeats; t++) {
      repeats = Math.abs(outputs[t] - outputs[t - period]) <= same;
    }
    if (repeats) return period;
  }
  return 0;
}
