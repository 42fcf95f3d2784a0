import {
  customObjective,
  type Objective,
  type ObjectiveKind,
} from "../objective/mod.ts";
import { flatten, flowParameterCount, layersOf } from "./flat.ts";
import { densityGradient } from "./gradient.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";
import { logLikelihood } from "./likelihood.ts";
import { readSamples, type SampleMatrix } from "./samples.ts";

/** The plain data of a density's loss. */
export interface DensitySpecification {
  /** Names the kind. */
  readonly kind: "density";
  /** The flow; its weights are where θ is not. */
  readonly flow: InvertibleNetwork;
  /** Samples × features, row-major. */
  readonly samples: Float64Array;
}

/** A density's loss, and where the flow stands in it. */
export interface DensityLoss extends Objective {
  /** All weights and biases of the flow: layer by layer W, row-major, then b. */
  readonly parameters: Float64Array;
}

/**
 * −mean log q of the samples as a function of all weights and biases, with its
 * ordinary gradient: for spectra, planes and minimizers. Second derivatives are
 * differences of gradients.
 *
 * @throws {RangeError} If the samples do not fit.
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { densityLoss, invertibleNetwork, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const loss = densityLoss(flow, points); // an Objective: train, spectrum, …
 * assertEquals(loss.gradient(loss.parameters).length, loss.parameterCount);
 * ```
 */
export function densityLoss(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): DensityLoss {
  const X = readSamples("build the loss of the density", flow, inputs);
  const at = (θ: Float64Array) => ({
    ...flow,
    layers: layersOf(θ, flow.features),
  });
  const specification: DensitySpecification = {
    kind: "density",
    flow,
    samples: X,
  };
  return {
    ...customObjective({
      parameterCount: flowParameterCount(flow),
      loss: (θ) => -logLikelihood(at(θ), X),
      gradient: (θ) => flatten(densityGradient(at(θ), X, { kind: "ordinary" })),
    }),
    parameters: flatten(flow.layers),
    ...travels(flow) && { specification },
  };
}

/** Whether the flow is plain data. */
function travels({ activation }: InvertibleNetwork): boolean {
  return typeof activation === "string" || !("f" in activation);
}

/** See {@linkcode densityLoss}. */
export const density: ObjectiveKind<DensitySpecification> = {
  name: "density",
  fromSpecification: ({ flow, samples }) => densityLoss(flow, samples),
  family: ({ flow: { features, layers, activation, base } }) => [
    features,
    layers.length,
    activation,
    base,
  ],
  features: ({ samples }) => ({ samples }),
};
