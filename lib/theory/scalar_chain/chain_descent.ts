import {
  chooseOptimizer,
  type OptimizerChoice,
  optimizerChoice,
  type Schedule,
  scheduleChoice,
  scheduleFactor,
} from "../../optimize/mod.ts";
import {
  checkArguments,
  checkOptions,
  finiteFrom,
  number,
  numbers,
  type OptionTable,
  sizeFrom,
} from "../../options/mod.ts";
import { randomGenerator } from "../../random/mod.ts";
import { aChain, requireFinite } from "./a_chain.ts";
import type { ScalarChain } from "./scalar_chain.ts";

/** How {@linkcode chainDescent} runs. */
export interface ChainDescentOptions {
  /** "gradientDescent" by default. */
  readonly method?: OptimizerChoice;
  /** Each method has its default: 0.1 of gradient descent. */
  readonly learningRate?: number;
  /** Constant by default. */
  readonly schedule?: Schedule;
  /** Updates; 100 by default. */
  readonly steps?: number;
  /**
   * Standard deviation of normal noise that each component of each gradient
   * gets; none by default.
   */
  readonly noise?: number;
  /** Of the noise; 0 by default. */
  readonly seed?: number;
}

/** What {@linkcode chainDescent} takes beside chain and starts. */
export const chainDescentOptions: OptionTable<ChainDescentOptions> = {
  method: optimizerChoice,
  learningRate: finiteFrom(0),
  schedule: scheduleChoice,
  steps: sizeFrom(0),
  noise: finiteFrom(0),
  seed: number,
};

/** Descents from many starts at once. */
export interface ChainDescent {
  /** K, numbers per point. */
  readonly factors: number;
  /** How many starts. */
  readonly starts: number;
  /** Updates made. */
  readonly steps: number;
  /** θ before the first update, after it … ((steps + 1) × starts × K). */
  readonly parameters: Float64Array;
  /** L there ((steps + 1) × starts); ∞ where a start ran away. */
  readonly losses: Float64Array;
}

/** More points than this would not fit in memory. */
const mostNumbers = 2 ** 26;

/**
 * Descents of a chain from many starts at once, every point of them kept. The
 * starts know nothing of each other; one that runs away, so that its loss is not
 * finite any more, stays at its last point with the loss ∞. Optimizers are those
 * of {@linkcode optimize}.
 *
 * @param starts One θ after another (starts × K).
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @throws {RangeError} If the starts do not fit the chain, an option has no
 * meaning, or there would be more than 2²⁶ numbers to keep.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { chainDescent, scalarChain } from "@thalweg/thalweg";
 *
 * const { losses, steps } = chainDescent(scalarChain(), [0.6, 0.8, 1, 0]);
 * assert(losses[2 * steps] < 1e-20 && losses[2 * steps + 1] < 1e-20);
 * ```
 */
export function chainDescent(
  chain: ScalarChain,
  starts: ArrayLike<number>,
  options: ChainDescentOptions = {},
): ChainDescent {
  const act = "descend the chain";
  checkArguments(act, { chain, starts }, { chain: aChain, starts: numbers });
  checkOptions(act, options, chainDescentOptions);
  const { factors, kernel } = chain;
  const { steps = 100, noise = 0, seed = 0 } = options;
  const count = starts.length / factors;
  const size = starts.length;
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot ${act}: starts has length ${size}, expected a positive multiple of its ${factors} factors`,
    );
  }
  requireFinite(act, "starts", starts);
  if (!((steps + 1) * size <= mostNumbers)) {
    throw new RangeError(
      `Cannot ${act}: ${steps} steps from ${count} starts, expected ${mostNumbers} numbers in all at most`,
    );
  }
  const optimizer = chooseOptimizer(options.method ?? "gradientDescent");
  const { learningRate = optimizer.learningRate, schedule } = options;
  if (!(learningRate < Infinity) || !(noise < Infinity)) {
    throw new RangeError(
      `Cannot ${act}: learningRate is ${learningRate} and noise ${noise}, expected finite numbers`,
    );
  }
  const factor = scheduleFactor(schedule ?? { kind: "constant" });
  const random = randomGenerator(seed);

  const parameters = new Float64Array((steps + 1) * size);
  const losses = new Float64Array((steps + 1) * count);
  const θ = Float64Array.from(starts);
  const gradient = new Float64Array(size);
  const slots = optimizer.init(size);
  const rates = new Float64Array(size);
  for (let step = 0;; step++) {
    const here = losses.subarray(step * count, (step + 1) * count);
    kernel.lossesAndGradients(θ, count, here, gradient);
    for (let i = 0; i < count; i++) {
      if (here[i] < Infinity) continue;
      here[i] = Infinity;
      const from = i * factors;
      const last = (Math.max(1, step) - 1) * size + from;
      θ.set(parameters.subarray(last, last + factors), from);
    }
    parameters.set(θ, step * size);
    if (step === steps) break;
    if (noise > 0) {
      for (let i = 0; i < size; i++) gradient[i] += noise * random.normal();
    }
    rates.fill(learningRate * factor(step));
    optimizer.update({ parameters: θ, gradient, rates, step: step + 1 }, slots);
  }
  return { factors, starts: count, steps, parameters, losses };
}
