import { checkpoint } from "../checkpoint.ts";
import type { Dataset } from "../data/dataset.ts";
import {
  type Kernels,
  type LossChoice,
  lossChoice,
  type Residuals,
  residualsOf,
} from "../kernels/mod.ts";
import {
  hasCustomActivation,
  hasSoftmax,
  type Network,
  type NetworkSpecification,
} from "../network/mod.ts";
import {
  aDataset,
  aNetwork,
  checkArguments,
  checkOptions,
  flag,
  listOf,
  type OptionTable,
  text,
  variants,
} from "../options/mod.ts";
import { backends, defaultBackend, usableBackend } from "./backends.ts";
import { checkLength, checkMatrixSize } from "./check_length.ts";
import { checkSamples } from "./check_samples.ts";
import { empiricalEnclosure } from "./empirical_enclosure.ts";
import type { Objective, ObjectiveSpecification } from "./objective.ts";
import { type Penalty, penaltyOptions } from "./penalty.ts";
import { linearMapOf } from "./linear_map.ts";
import { penaltyTerm } from "./penalties/list.ts";
import { selectSamples } from "./select_samples.ts";
import { shapeOf } from "./shape_of.ts";

/** What is minimized, and what computes it. */
export interface EmpiricalLossOptions {
  /** Default crossEntropy for labels and softmax, else meanSquaredError. */
  readonly loss?: LossChoice;
  /** Terms added to the mean loss; default none. */
  readonly penalties?: readonly Penalty[];
  /**
   * What computes: "wasm" (default), "wasm-strict", "wasm-float32" (losses in
   * single precision, for pictures) or "reference".
   */
  readonly backend?: string;
  /** The same as the backend "wasm-strict"; default false. */
  readonly strict?: boolean;
}

/** What {@linkcode empiricalLoss} takes. */
export const empiricalLossOptions: OptionTable<EmpiricalLossOptions> = {
  loss: lossChoice,
  penalties: listOf(variants(penaltyOptions)),
  backend: text,
  strict: flag,
};

/** The plain data of an empirical loss. */
export interface EmpiricalSpecification extends ObjectiveSpecification {
  /** Names the kind. */
  readonly kind: "empirical";
  /** The shape of the network. */
  readonly network: NetworkSpecification;
  /** The samples. */
  readonly data: Dataset;
  /** The name of the loss per sample. */
  readonly loss: string;
  /** Terms added to the mean loss. */
  readonly penalties: readonly Penalty[];
  /** What computes. */
  readonly backend: string;
}

/** The loss of a network on finite data. */
export interface EmpiricalLoss extends Objective {
  /** The network whose parameters θ holds. */
  readonly network: Network;
  /** The samples of the loss. */
  readonly data: Dataset;
  /**
   * What computes: the backend asked for, or "reference" where no code can be
   * generated, as for a user's own activation or loss.
   */
  readonly backend: string;
  /** Absent where the loss or an activation is the user's own function. */
  readonly specification?: EmpiricalSpecification;
  /** `count` losses for parameter vectors laid one after another in Θ. */
  lossBatch(Θ: Float64Array, count: number, out: Float64Array): Float64Array;
  /** A view on samples start … start + count − 1; no copy. */
  batch(start: number, count: number): EmpiricalLoss;
  /** The same loss on the samples of these numbers, in that order; a copy. */
  select(samples: ArrayLike<number>): EmpiricalLoss;
}

/**
 * The mean loss of a network on data as a function of θ,
 * L(θ) = (1/N) Σ ω_n ℓ(f(x_n; θ), t_n) + penalties, with exact derivatives.
 *
 * meanSquaredError sums (a − t)² over outputs, without ½; crossEntropy needs
 * labels (or targets that are probabilities) and a softmax last layer; logistic
 * needs targets ±1; huber is huber(1), any δ may be given. The
 * weights ω are not normalized. A batch is a view on the data, no copy, and has
 * the same penalties in full. Residuals r = √ω (a − t), sample by sample, with
 * L = ‖r‖²/N, are there for meanSquaredError without penalties.
 *
 * @throws {RangeError} If data, loss and network do not fit each other. The
 * methods: if a vector does not have the right length.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { empiricalLoss, network } from "@thalweg/thalweg";
 *
 * const net = network({ inputs: 1, layers: [{ width: 1 }] });
 * const objective = empiricalLoss(net, {
 *   samples: 2,
 *   inputCount: 1,
 *   outputCount: 1,
 *   inputs: Float64Array.of(1, 2),
 *   targets: Float64Array.of(3, 5),
 * });
 * assertEquals(objective.loss(Float64Array.of(2, 1)), 0); // y = 2x + 1
 * assertEquals(objective.loss(Float64Array.of(2, 0)), 1);
 * ```
 */
export function empiricalLoss(
  net: Network,
  data: Dataset,
  options: EmpiricalLossOptions = {},
): EmpiricalLoss {
  checkArguments("build the loss", { network: net, data }, {
    network: aNetwork,
    data: aDataset,
  });
  checkOptions("build the loss", options, empiricalLossOptions);
  const { loss = defaultLoss(net, data), strict = false } = options;
  checkSamples(net, data, loss);
  const backend = usableBackend(
    options.backend ?? (strict ? "wasm-strict" : defaultBackend),
    net,
    data,
    loss,
  );
  const kernels = backends[backend](net, data, loss);
  const { penalties = [] } = options;
  return lossOf(kernels, data, { loss, penalties, backend });
}

function lossOf(
  kernels: Kernels,
  data: Dataset,
  { loss, penalties, backend }: {
    readonly loss: LossChoice;
    readonly penalties: readonly Penalty[];
    readonly backend: string;
  },
): EmpiricalLoss {
  const net = kernels.network;
  const terms = penalties.map((penalty) => penaltyTerm(penalty, net));
  const p = net.parameterCount;

  function penalty(θ: Float64Array): number {
    let sum = 0;
    for (const term of terms) sum += term.value(θ);
    return sum;
  }

  function lossAndGradient(θ: Float64Array, out: Float64Array): number {
    checkLength("parameter vector", θ, p);
    checkLength("gradient", out, p);
    const L = kernels.lossAndGradient(θ, out);
    for (const term of terms) term.addGradient(θ, out);
    return L + penalty(θ);
  }

  const objective: EmpiricalLoss = {
    parameterCount: p,
    network: net,
    data,
    backend,
    loss(θ) {
      checkLength("parameter vector", θ, p);
      return kernels.loss(θ) + penalty(θ);
    },
    lossAndGradient,
    gradient(θ, out = new Float64Array(p)) {
      lossAndGradient(θ, out);
      return out;
    },
    hessian(θ, given) {
      checkLength("parameter vector", θ, p);
      checkMatrixSize("Hessian", p, p);
      const out = given ?? new Float64Array(p * p);
      checkLength("Hessian", out, p * p);
      kernels.hessian(θ, out);
      for (const term of terms) term.addHessian(θ, out);
      return out;
    },
    hessianVectorProduct(θ, v, out = new Float64Array(p)) {
      checkLength("parameter vector", θ, p);
      checkLength("direction", v, p);
      checkLength("product", out, p);
      kernels.hessianVectorProduct(θ, v, out);
      for (const term of terms) term.addHessianVector(θ, v, out);
      return out;
    },
    lossBatch(Θ, count, out) {
      checkLength("batch of parameter vectors", Θ, count * p);
      kernels.lossBatch?.(Θ, count, out);
      for (let i = 0; i < count; i++) {
        if (!kernels.lossBatch) checkpoint();
        const θ = Θ.subarray(i * p, (i + 1) * p);
        out[i] = (kernels.lossBatch ? out[i] : kernels.loss(θ)) + penalty(θ);
      }
      return out;
    },
    batch(start, count) {
      const samples = view(data, start, count);
      return lossOf(
        kernels.batch?.(start, count) ?? backends[backend](net, samples, loss),
        samples,
        { loss, penalties, backend },
      );
    },
    select(samples) {
      return empiricalLoss(net, selectSamples(data, samples), {
        loss,
        penalties,
        backend,
      });
    },
  };
  const invariant = linearMapOf(net);
  // with penalties the product alone is not the loss
  if (invariant && terms.length === 0) objective.invariant = invariant;
  const squares = leastSquares(net, data, loss, penalties);
  const hasSquares = squares.residuals !== undefined;
  Object.assign(
    objective,
    squares,
    empiricalEnclosure(net, data, loss, terms, hasSquares),
  );
  if (terms.length > 0) {
    objective.unpenalized = () =>
      lossOf(kernels, data, { loss, penalties: [], backend });
  }
  if (typeof loss !== "string" || hasCustomActivation(net)) return objective;
  const specification: EmpiricalSpecification = {
    kind: "empirical",
    network: shapeOf(net),
    data,
    loss,
    penalties,
    backend,
  };
  return { ...objective, specification };
}

/** `residuals` and `jacobian`, where the loss is ‖r‖²/N and nothing else. */
function leastSquares(
  net: Network,
  data: Dataset,
  loss: LossChoice,
  penalties: readonly Penalty[],
): Pick<Objective, "residuals" | "jacobian"> {
  const { weights } = data;
  if (
    loss !== "meanSquaredError" || penalties.length > 0 ||
    weights?.some((ω) => ω < 0)
  ) return {};
  const p = net.parameterCount;
  const count = data.samples * net.outputs;
  let made: Residuals | undefined;
  const computed = () => made ??= residualsOf(net, data);
  return {
    residuals(θ, out = new Float64Array(count)) {
      checkLength("parameter vector", θ, p);
      checkLength("vector of residuals", out, count);
      return computed().residuals(θ, out);
    },
    jacobian(θ, given) {
      checkLength("parameter vector", θ, p);
      checkMatrixSize("Jacobian", count, p);
      const out = given ?? new Float64Array(count * p);
      checkLength("Jacobian", out, count * p);
      return computed().jacobian(θ, out);
    },
  };
}

function defaultLoss(net: Network, data: Dataset): LossChoice {
  return data.labels || hasSoftmax(net) ? "crossEntropy" : "meanSquaredError";
}

/** Samples start … start + count − 1 of the data, without copying. */
function view(data: Dataset, start: number, count: number): Dataset {
  const end = start + count;
  if (
    !Number.isInteger(start) || !Number.isInteger(count) || start < 0 ||
    count < 1 || end > data.samples
  ) {
    throw new RangeError(
      `Cannot take a batch: samples ${start} … ${end - 1}, expected some of ` +
        `0 … ${data.samples - 1}`,
    );
  }
  const { inputCount, outputCount, inputs, targets, labels, weights } = data;
  return {
    samples: count,
    inputCount,
    outputCount,
    inputs: inputs.subarray(start * inputCount, end * inputCount),
    ...(targets &&
      { targets: targets.subarray(start * outputCount, end * outputCount) }),
    ...(labels && { labels: labels.subarray(start, end) }),
    ...(weights && { weights: weights.subarray(start, end) }),
  };
}
