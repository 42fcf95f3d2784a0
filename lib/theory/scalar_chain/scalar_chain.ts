import { dataset } from "../../data/mod.ts";
import {
  type ActivationChoice,
  activationChoice,
  type ActivationData,
  hasCustomActivation,
  network,
} from "../../network/mod.ts";
import {
  type EmpiricalLoss,
  empiricalLoss,
  type ObjectiveSpecification,
} from "../../objective/mod.ts";
import {
  anyOf,
  checkArguments,
  checkOptions,
  listOf,
  numbers,
  type OptionTable,
  sizeFrom,
} from "../../options/mod.ts";
import { requireFinite } from "./a_chain.ts";
import { type ChainKernel, chainKernel } from "./chain_kernel.ts";

/** What a {@linkcode scalarChain} is made of. */
export interface ScalarChainOptions {
  /** K, how many factors there are; 2 by default. */
  readonly factors?: number;
  /** The numbers x that are to come out as they went in; [1] by default. */
  readonly inputs?: ArrayLike<number>;
  /**
   * σ between the factors: one for all places or K − 1 of them; identity by
   * default.
   */
  readonly activations?: ActivationChoice | readonly ActivationChoice[];
}

/** What {@linkcode scalarChain} takes. */
export const scalarChainOptions: OptionTable<ScalarChainOptions> = {
  factors: sizeFrom(1),
  inputs: numbers,
  activations: anyOf(activationChoice, listOf(activationChoice)),
};

/** The plain data of a chain. */
export interface ScalarChainSpecification extends ObjectiveSpecification {
  /** Names the kind. */
  readonly kind: "scalarChain";
  /** K. */
  readonly factors: number;
  /** The numbers x. */
  readonly inputs: Float64Array;
  /** σ after the first factor, the second … (K − 1). */
  readonly activations: readonly (string | ActivationData)[];
}

/** A chain of scalar factors as an objective; see {@linkcode scalarChain}. */
export interface ScalarChain extends Omit<EmpiricalLoss, "specification"> {
  /** K, the number of parameters. */
  readonly factors: number;
  /** The numbers x. */
  readonly inputs: Float64Array;
  /**
   * f(θ; x) for many θ, laid one after another (n × K), and many x, by default
   * the chain's own: n × x's numbers, row-major.
   */
  outputs(Θ: ArrayLike<number>, X?: ArrayLike<number>): Float64Array;
  /** Losses and gradients of many θ, for loops. */
  readonly kernel: ChainKernel;
  /** Absent where an activation is the user's own functions. */
  readonly specification?: ScalarChainSpecification;
}

/** A deeper chain is no picture any more. */
const mostFactors = 64;

/**
 * The simplest autoencoder: a number x goes through K factors, with activations
 * between them, and is to come out as it was.
 *
 * f(θ; x) = θ_{K−1} σ(… σ(θ₁ σ(θ₀ x))), L(θ) = mean over x of (x − f)²; without
 * activations f = x ∏θ. An empirical loss of a network of width 1 without
 * biases, so that all that is known of those holds here: derivatives, residuals,
 * intervals, proofs. Of K = 2 and x = 1 the solutions are the hyperbola
 * θ₀ θ₁ = 1, and the origin is a saddle of loss 1 between its branches.
 *
 * @throws {RangeError} If factors is not an integer in 1 … 64, an input is not
 * finite, there are none, or there is not one activation for each place.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { scalarChain } from "@thalweg/thalweg";
 *
 * const chain = scalarChain();
 * const θ = Float64Array.of(2, 1);
 * assertEquals(chain.loss(θ), 1); // (1 − 2)²
 * assertEquals([...chain.gradient(θ)], [2, 4]); // −2(1 − 2) (θ₁, θ₀)
 * assertEquals([...chain.outputs([2, 1, 3, 1], [1, 5])], [2, 10, 3, 15]);
 * ```
 */
export function scalarChain(options: ScalarChainOptions = {}): ScalarChain {
  const act = "build the chain";
  checkOptions(act, options, scalarChainOptions);
  const { factors = 2, inputs = [1], activations = "identity" } = options;
  if (factors > mostFactors) {
    throw new RangeError(
      `Cannot ${act}: factors is ${factors}, expected an integer in 1 … ${mostFactors}`,
    );
  }
  const between = isList(activations)
    ? activations
    : Array<ActivationChoice>(factors - 1).fill(activations);
  if (between.length !== factors - 1) {
    throw new RangeError(
      `Cannot ${act}: ${between.length} activations, expected ${
        factors - 1
      }, one between any two factors`,
    );
  }
  if (inputs.length === 0) {
    throw new RangeError(`Cannot ${act}: no inputs, expected at least one`);
  }
  const net = network({
    inputs: 1,
    layers: Array.from({ length: factors }, (_, k) => ({
      width: 1,
      bias: false,
      activation: between[k] ?? "identity",
    })),
  });
  const xs = Float64Array.from(inputs);
  requireFinite(act, "inputs", xs);
  const data = dataset({
    inputs: Array.from(xs, (x) => [x]),
    targets: [...xs],
  });
  const { specification: _, ...loss } = empiricalLoss(net, data, {
    loss: "meanSquaredError",
  });
  const kernel = chainKernel(net, xs);
  return {
    ...loss,
    factors,
    inputs: xs,
    kernel,
    outputs(Θ, X = xs) {
      checkArguments("evaluate the chain", { Θ, X }, {
        Θ: numbers,
        X: numbers,
      });
      if (Θ.length % factors !== 0) {
        throw new RangeError(
          `Cannot evaluate the chain: Θ has length ${Θ.length}, expected a multiple of its ${factors} factors`,
        );
      }
      requireFinite("evaluate the chain", "Θ", Θ);
      requireFinite("evaluate the chain", "X", X);
      return kernel.outputs(Θ, X);
    },
    ...(hasCustomActivation(net) ? {} : {
      specification: {
        kind: "scalarChain",
        factors,
        inputs: xs,
        activations: net.layers.slice(0, -1)
          .map(({ activation }) => activation as string | ActivationData),
      },
    }),
  };
}

function isList(
  activations: ActivationChoice | readonly ActivationChoice[],
): activations is readonly ActivationChoice[] {
  return Array.isArray(activations);
}
