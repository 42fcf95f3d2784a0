/**
 * The numerics alone, from random numbers to jobs: no notebook, no pictures,
 * no DOM, no Deno globals.
 *
 * @example Train a student on a teacher, and look at where it ends
 * ```ts
 * import {
 *   empiricalLoss,
 *   hessianSpectrum,
 *   initialize,
 *   network,
 *   parseNetwork,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg/engine";
 * import { assert } from "@std/assert";
 *
 * const net = network(parseNetwork("2 → 2 tanh → 1"));
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const { parameters, gradientNorm } = train(
 *   objective,
 *   initialize(net, { seed: 3 }),
 * );
 * assert(gradientNorm < 1e-8);
 * const { eigenvalues } = hessianSpectrum(objective, parameters);
 * assert(eigenvalues.length === net.parameterCount);
 * ```
 *
 * @module
 */

// options
export type { Option, OptionTable } from "./lib/options/mod.ts";

// special
export {
  bivariateNormalCdf,
  gaussHermite,
  normalCdf,
  owensT,
  type QuadratureRule,
} from "./lib/special/mod.ts";

// random
export {
  binomialInterval,
  type Generator,
  type GeneratorState,
  type JaxKey,
  jaxKey,
  type NumpyRandomState,
  numpyRandomState,
  randomGenerator,
  type TorchNormalOptions,
  type TorchRandom,
  torchRandom,
  type TorchType,
  type TorchUniformOptions,
} from "./lib/random/mod.ts";

// interval
export {
  EnclosureError,
  type Interval,
  type Intervals,
} from "./lib/interval/mod.ts";

// linalg
export {
  type Precision,
  type Svd,
  svd,
  type SymmetricEigen,
  symmetricEigen,
} from "./lib/linalg/mod.ts";

// network
export {
  type Activation,
  type ActivationChoice,
  type ActivationData,
  activationNames,
  type InitializationScheme,
  initialize,
  type InitializeOptions,
  type Layer,
  type LayerParameters,
  type LayerSpecification,
  type Network,
  network,
  type NetworkSpecification,
  packParameters,
  parameterName,
  parseNetwork,
  seededNet,
  type SeededNetOptions,
  unpackParameters,
} from "./lib/network/mod.ts";

// kernels
export {
  type CustomLoss,
  forward,
  type LossChoice,
} from "./lib/kernels/mod.ts";

// data
export {
  accuracy,
  accuracyOf,
  type Bin,
  type Classification,
  classify,
  type Column,
  type ColumnFacts,
  type ColumnSummary,
  type Dataset,
  dataset,
  type DatasetOptions,
  type DateColumn,
  decisionGrid,
  type DecisionGridOptions,
  gaussHermiteData,
  type GaussHermiteDataOptions,
  type LogitImages,
  logitImages,
  type LogitImagesOptions,
  type MixedSounds,
  mixedSounds,
  type MixedSoundsOptions,
  nonLinearlySeparableData,
  type NonLinearlySeparableOptions,
  type NumberColumn,
  pixelsOf,
  readTable,
  type ReadTableOptions,
  summarizeTable,
  type Table,
  tableColumn,
  type TableDatasets,
  type TableSamples,
  tableToDataset,
  type TableToDatasetOptions,
  tableToSamples,
  type TableToSamplesOptions,
  type Task,
  teacherStudent,
  type TeacherStudentDataset,
  type TeacherStudentOptions,
  type TextColumn,
  type ToySet,
  toySet,
  toySetNames,
  type ToySetOptions,
  type Usable,
  usableInputs,
} from "./lib/data/mod.ts";

// objective
export {
  customObjective,
  type CustomObjectiveOptions,
  type EmpiricalLoss,
  empiricalLoss,
  type EmpiricalLossOptions,
  type EmpiricalSpecification,
  type Enclosure,
  type GaussianInputs,
  gradientNorms,
  type Integration,
  type IntegrationReport,
  KinkError,
  type Objective,
  type ObjectiveSpecification,
  onlineSgd,
  type OnlineSgdOptions,
  type OverlapFlow,
  overlapFlow,
  type OverlapFlowOptions,
  type Overlaps,
  overlaps,
  type OverlapStart,
  type Penalty,
  type PopulationLoss,
  populationLoss,
  type PopulationLossOptions,
  type PopulationSpecification,
  type Teacher,
} from "./lib/objective/mod.ts";

// flow
export {
  gradientFlow,
  type GradientFlowOptions,
  type GradientFlowResult,
  integrate,
  type IntegrateOptions,
  type OdeCounts,
  type OdeEvent,
  type OdeProblem,
  type OdeResult,
  type Solver,
  type Tolerances,
} from "./lib/flow/mod.ts";

// optimize
export {
  type AdamHyperparameters,
  type AdamWHyperparameters,
  type DescentResult,
  type DescentState,
  type DescentStep,
  type Evaluations,
  gradientDescent,
  type GradientDescentOptions,
  gradientDescentSteps,
  type HistoryOptions,
  type HistoryRecorder,
  historyRecorder,
  type LineSearchName,
  type Logged,
  type MinibatchState,
  minimize,
  type MinimizeMethod,
  type MinimizeOptions,
  type MinimizeResult,
  type MomentumHyperparameters,
  nearestEntry,
  optimize,
  type OptimizeOptions,
  type OptimizerChoice,
  type OptimizeResult,
  type OptimizerName,
  type OptimizerState,
  type OptimizeStep,
  optimizeSteps,
  type RecorderState,
  type RmsPropHyperparameters,
  type Schedule,
  type Slots,
  type TrainingHistory,
} from "./lib/optimize/mod.ts";

// curvature
export {
  type CurvatureMatrix,
  explainNullDirections,
  type GaussNewton,
  gaussNewton,
  type HessianSpectrum,
  hessianSpectrum,
  type HessianTrace,
  hessianTrace,
  type HessianTraceOptions,
  type MatrixChoice,
  type NullDirections,
  type NullExplanation,
  type Sharpness,
  sharpness,
  type SharpnessOptions,
  type SpectralDensity,
  spectralDensity,
  type SpectralDensityOptions,
  type SymmetryKind,
  type TopEigenpairs,
  topEigenpairs,
  type TopEigenpairsOptions,
  type Way,
} from "./lib/curvature/mod.ts";

// status
export { type Status, statusSentence } from "./lib/status.ts";

// verdict
export {
  certify,
  type CertifyOptions,
  countVerdicts,
  type GaugeSymmetry,
  type Proof,
  prove,
  type ProveOptions,
  type Trajectory,
  type Verdict,
  type VerdictCount,
  type VerdictKind,
} from "./lib/verdict/mod.ts";

// train
export {
  type DiscretePhaseOptions,
  type FlowPhaseOptions,
  type PhaseName,
  type PhaseReport,
  type PhaseState,
  type RefinePhaseOptions,
  type ResumeState,
  train,
  trainingAt,
  type TrainingResult,
  type TrainingState,
  type TrainOptions,
  type TrainStep,
  trainSteps,
  type WarmStart,
} from "./lib/train/mod.ts";

// landscape
export {
  type CriticalRegion,
  criticalRegion,
  type CriticalRegionOptions,
  direction,
  type DirectionChoice,
  type GradientField,
  gradientField,
  growNet,
  type GrowNetOptions,
  mergeNeurons,
  type NetworkAt,
  type ParameterCurve,
  parameterCurve,
  type ParameterSlices,
  parameterSlices,
  type ParameterSlicesOptions,
  type ParameterSurface,
  parameterSurface,
  pathOnPlane,
  perturbAlong,
  type Plane,
  plane,
  type PlaneOptions,
  type PlanePath,
  pointOnPlane,
  principalDirections,
  type Profile,
  profile,
  type ProfileOptions,
  shrinkNet,
  type Slice,
  slice,
  splitNeuron,
  type TrajectoryDistance,
  trajectoryDistance,
} from "./lib/landscape/mod.ts";

// theory
export {
  type ChainDescent,
  chainDescent,
  type ChainDescentOptions,
  type ChainKernel,
  conservedQuantities,
  type ConvergenceMap,
  convergenceMap,
  type ConvergenceMapOptions,
  convergenceMapSteps,
  edgeOfStability,
  type Hyperbola,
  type OrbitDiagram,
  orbitDiagram,
  type OrbitDiagramOptions,
  type ScalarChain,
  scalarChain,
  type ScalarChainOptions,
  type ScalarChainSpecification,
  solutionHyperbola,
} from "./lib/theory/mod.ts";

// density
export {
  amariIndex,
  type BaseChoice,
  type BaseData,
  type BaseName,
  baseNames,
  type DensityData,
  type DensityEpoch,
  type DensityEvaluation,
  type DensityFit,
  type DensityFitState,
  type DensityFitStep,
  densityGradient,
  type DensityGradientKind,
  type DensityGradientOptions,
  type DensityLog,
  type DensityLoss,
  densityLoss,
  type DensityParts,
  type DensitySpecification,
  evaluateDensity,
  type EvaluateDensityOptions,
  fitDensity,
  type FitDensityOptions,
  fitDensitySteps,
  type GradientTransform,
  type GradientTransformData,
  inverse,
  type InvertibleLayer,
  type InvertibleLayerOptions,
  type InvertibleNetwork,
  invertibleNetwork,
  type InvertibleNetworkOptions,
  type Latents,
  latents,
  type LogDensityGrid,
  logDensityGrid,
  type LogDensityGridOptions,
  type Logger,
  type LoggerName,
  logLikelihood,
  logLikelihoods,
  type LogLikelihoodTerms,
  logLikelihoodTerms,
  type MeanWithError,
  type Named,
  sample,
  type SampleMatrix,
  type SampleOptions,
  type ScoreMatching,
  scoreMatching,
} from "./lib/density/mod.ts";

// file
export {
  decodeJson,
  decodeNpz,
  encodeJson,
  encodeNpz,
  loadResult,
  saveResult,
} from "./lib/file/mod.ts";

// job
export {
  type AtTime,
  type CertifyJob,
  type CertifyMethod,
  closeWorkers,
  configureMemo,
  configureWorkers,
  engineVersion,
  type FitDensityJob,
  type FitDensityMethod,
  type GradientDescentJob,
  type GradientJob,
  type GradientMethod,
  type HessianSpectrumJob,
  type HessianSpectrumMethod,
  jobKey,
  type JobKind,
  type JobMethods,
  type JobProgress,
  type JobResult,
  type JobShape,
  type JobSpecification,
  type JobStep,
  type JobStorage,
  type LossAndGradient,
  type MemoOptions,
  type NetworkTrainOptions,
  objectiveFromSpecification,
  type ObjectiveSource,
  type ParameterSlicesJob,
  type ParameterSlicesMethod,
  type ParameterSurfaceJob,
  type PlaneJob,
  type PlaneMethod,
  type PlaneWithPath,
  type ProfileJob,
  type ProfileMethod,
  type ProveJob,
  type ProveMethod,
  type ReadyJob,
  type ResultSource,
  runJob,
  type RunJobOptions,
  type SharpnessJob,
  type SharpnessMethod,
  type SpectralDensityJob,
  type SpectralDensityMethod,
  standardLog,
  type Steps,
  type Submit,
  type TrainJob,
  trainMany,
  type TrainManyOptions,
  type TrainMethod,
  warmWorkers,
  type WorkerOptions,
} from "./lib/job/mod.ts";
