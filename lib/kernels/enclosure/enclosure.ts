import {
  at as entry,
  closeSums,
  divide,
  EnclosureError,
  exactly,
  type Intervals,
  intervalsAround,
  multiply,
  put,
  putProduct,
  sqrt,
  subtract,
  zeroBalls,
  zeros,
} from "../../interval/mod.ts";
import {
  type ActivationChoice,
  type ActivationEnclosure,
  activationEnclosure,
  type Network,
} from "../../network/mod.ts";
import type { LossChoice, Samples } from "../kernels.ts";
import { lossEnclosure } from "../losses/enclosures/list.ts";
import { planOf } from "../reference/plan.ts";
import { type EnclosurePlan, forwardRanges, newRanges } from "./forward.ts";
import { backward } from "./gradient.ts";
import { addHessianRanges } from "./hessian.ts";

/**
 * What the derivatives of a loss can be for θ in a box: the interval twin of the
 * reference kernels. Each is computed when it is asked for, and throws an
 * `EnclosureError` where the box reaches a kink.
 */
export interface KernelEnclosure {
  /** ∇L (p). */
  gradient(): Intervals;
  /** The Hessian (p × p). */
  hessian(): Intervals;
  /** r of the mean squared error, as `residualsOf`. */
  residuals(): Intervals;
  /** ∂r/∂θ, one row of p numbers per residual. */
  jacobian(): Intervals;
}

/**
 * The enclosures of the mean loss over boxes of parameters; undefined where an
 * activation or the loss is a user's own.
 *
 * Data, weights and θ are the exact numbers they are, activations the real
 * functions they stand for. Cost: about ten times that of reference kernels.
 */
export function enclosureOf(
  net: Network,
  samples: Samples,
  choice: LossChoice,
): ((θ: Intervals) => KernelEnclosure) | undefined {
  const extensions = extensionsOf(net);
  const loss = lossEnclosure(choice, samples, net.outputs);
  if (!extensions || !loss) return undefined;
  const plan: EnclosurePlan = { ...planOf(net), extensions };
  return (θ) => enclosureOver(plan, samples, loss, θ);
}

function enclosureOver(
  plan: EnclosurePlan,
  { inputs, targets, weights, samples: N }: Samples,
  loss: NonNullable<ReturnType<typeof lossEnclosure>>,
  θ: Intervals,
): KernelEnclosure {
  const { parameterCount: p, outputs: K, outputAt, tapeLength } = plan;
  const ranges = newRanges(plan);

  /** ω_n/N. */
  function shares(): Intervals {
    const out = zeros(N);
    for (let n = 0; n < N; n++) {
      put(out, n, divide(exactly(weights ? weights[n] : 1), exactly(N)));
    }
    return out;
  }

  /** A forward pass, and ∂ℓ/∂a of the outputs to e. */
  function pass(n: number, e: Intervals): void {
    forwardRanges(plan, θ, inputs, n, ranges);
    if (loss.gradient(n, ranges.a, outputAt, e)) return;
    throw new EnclosureError(`the loss is not smooth on sample ${n}`);
  }

  return {
    gradient() {
      const out = zeros(p);
      const δ = zeros(tapeLength);
      const share = shares();
      for (let n = 0; n < N; n++) {
        pass(n, δ);
        for (let m = outputAt; m < outputAt + K; m++) {
          putProduct(δ, m, δ, m, share, n);
        }
        backward(plan, θ, ranges, δ, out, 0);
      }
      return out;
    },
    hessian() {
      const sums = zeroBalls(p * p);
      const e = zeros(tapeLength);
      const add = addHessianRanges(plan, loss, θ, shares());
      for (let n = 0; n < N; n++) {
        pass(n, e);
        add(n, ranges, e, sums);
      }
      closeSums(sums, N);
      return symmetric(intervalsAround(sums), p);
    },
    residuals() {
      const out = zeros(N * K);
      for (let n = 0; n < N; n++) {
        forwardRanges(plan, θ, inputs, n, ranges);
        const root = rootOf(weights, n);
        for (let k = 0; k < K; k++) {
          const i = n * K + k;
          const r = subtract(
            entry(ranges.a, outputAt + k),
            exactly(targets![i]),
          );
          put(out, i, weights ? multiply(root, r) : r);
        }
      }
      return out;
    },
    jacobian() {
      const out = zeros(N * K * p);
      const δ = zeros(tapeLength);
      for (let n = 0; n < N; n++) {
        forwardRanges(plan, θ, inputs, n, ranges);
        const root = rootOf(weights, n);
        for (let k = 0; k < K; k++) {
          δ.lo.fill(0, outputAt, outputAt + K);
          δ.hi.fill(0, outputAt, outputAt + K);
          put(δ, outputAt + k, root);
          backward(plan, θ, ranges, δ, out, (n * K + k) * p);
        }
      }
      return out;
    },
  };
}

function rootOf(weights: Float64Array | undefined, n: number) {
  return weights ? sqrt(exactly(weights[n])) : exactly(1);
}

/** Per layer and neuron; undefined if one is missing. */
function extensionsOf(net: Network): ActivationEnclosure[][] | undefined {
  const layers = net.layers.map(({ width, activation }) =>
    (Array.isArray(activation) ? activation : Array(width).fill(activation))
      .map((choice: ActivationChoice) =>
        activationEnclosure(choice === "softmax" ? "identity" : choice)
      )
  );
  return layers.flat().includes(undefined)
    ? undefined
    : layers as ActivationEnclosure[][];
}

/** Copies the upper triangle of a p × p matrix to the lower one. */
function symmetric(out: Intervals, p: number): Intervals {
  for (const end of [out.lo, out.hi]) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < i; j++) end[i * p + j] = end[j * p + i];
    }
  }
  return out;
}
