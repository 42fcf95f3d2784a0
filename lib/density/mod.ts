/**
 * Invertible networks as densities: likelihood in three terms, ordinary and
 * relative gradients, sampling, and their training.
 *
 * @module
 */
export {
  type BaseChoice,
  type BaseData,
  type BaseName,
  baseNames,
} from "./base.ts";
export {
  type InvertibleLayer,
  type InvertibleLayerOptions,
  type InvertibleNetwork,
  invertibleNetwork,
  type InvertibleNetworkOptions,
  invertibleNetworkOptions,
} from "./invertible_network.ts";
export type { SampleMatrix } from "./samples.ts";
export {
  type Latents,
  latents,
  logLikelihood,
  logLikelihoods,
  type LogLikelihoodTerms,
  logLikelihoodTerms,
} from "./likelihood.ts";
export {
  densityGradient,
  type DensityGradientKind,
  type DensityGradientOptions,
  densityGradientOptions,
} from "./gradient.ts";
export {
  inverse,
  sample,
  type SampleOptions,
  sampleOptions,
} from "./inverse.ts";
export {
  type LogDensityGrid,
  logDensityGrid,
  type LogDensityGridOptions,
  logDensityGridOptions,
} from "./log_density_grid.ts";
export {
  type DensityEvaluation,
  evaluateDensity,
  type EvaluateDensityOptions,
  evaluateDensityOptions,
  type MeanWithError,
} from "./evaluate.ts";
export {
  type ScoreMatching,
  scoreMatching,
} from "./score_matching/score_matching.ts";
export {
  type DensityData,
  densityData,
  type DensityParts,
  densityPartsOptions,
} from "./fit/data.ts";
export {
  type DensityEpoch,
  type DensityLog,
  type DensityLogger,
  type DensityLoggerName,
  type LoggedNumbers,
  loggerNames,
} from "./fit/loggers.ts";
export {
  type GradientTransform,
  type GradientTransformData,
  transformOptions,
} from "./fit/transforms.ts";
export {
  type DensityFitState,
  type FitDensityOptions,
  fitDensityOptions,
} from "./fit/options.ts";
export {
  type DensityFit,
  type DensityFitStep,
  fitDensity,
  fitDensitySteps,
} from "./fit/fit_density.ts";
export { amariIndex } from "./amari_index.ts";
export {
  density,
  type DensityLoss,
  densityLoss,
  type DensitySpecification,
} from "./density_loss.ts";
