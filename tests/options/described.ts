import { graphOptions } from "../../lib/cell/graph.ts";
import { sharpnessOptions } from "../../lib/curvature/sharpness.ts";
import { blockSpectraOptions } from "../../lib/curvature/block_spectra.ts";
import {
  jacobianSpectrumOptions,
} from "../../lib/curvature/jacobian_spectrum.ts";
import { kernelChangeOptions } from "../../lib/curvature/tangent_kernel.ts";
import { hessianTraceOptions } from "../../lib/curvature/hessian_trace.ts";
import { spectralDensityOptions } from "../../lib/curvature/spectral_density.ts";
import { topEigenpairsOptions } from "../../lib/curvature/top_eigenpairs.ts";
import { gaussHermiteDataOptions } from "../../lib/data/gauss_hermite_data.ts";
import { integrateOptions } from "../../lib/flow/integrate.ts";
import { onlineSgdOptions } from "../../lib/objective/population/online_sgd.ts";
import { overlapFlowOptions } from "../../lib/objective/population/overlap_flow.ts";
import { populationLossOptions } from "../../lib/objective/population/population_loss.ts";
import {
  densityGradientOptions,
  evaluateDensityOptions,
  fitDensityOptions,
  invertibleNetworkOptions,
  logDensityGridOptions,
  sampleOptions,
  transformOptions,
} from "../../lib/density/mod.ts";
import { decisionGridOptions } from "../../lib/data/classification.ts";
import { datasetOptions } from "../../lib/data/dataset.ts";
import { nonLinearlySeparableOptions } from "../../lib/data/non_linearly_separable.ts";
import { logitImagesOptions } from "../../lib/data/logit_images.ts";
import { mixedSoundsOptions } from "../../lib/data/mixed_sounds.ts";
import { tableToSamplesOptions } from "../../lib/data/table_to_samples.ts";
import { toySetOptions } from "../../lib/data/toy_set.ts";
import {
  readTableOptions,
  tableToDatasetOptions,
} from "../../lib/data/table/mod.ts";
import { teacherStudentOptions } from "../../lib/data/teacher_student.ts";
import { confusionMatrixOptions } from "../../lib/figure/confusion_matrix.ts";
import { indexPlotOptions } from "../../lib/figure/index_plot.ts";
import { atlasGraphOptions } from "../../lib/figure/atlas_graph.ts";
import { densityPlotOptions } from "../../lib/figure/density_plot.ts";
import { barrierPlotOptions } from "../../lib/figure/barrier_plot.ts";
import { neuronTracksOptions } from "../../lib/figure/neuron_tracks.ts";
import { spectrumLapseOptions } from "../../lib/figure/spectrum_lapse.ts";
import { matrixPlotOptions } from "../../lib/figure/matrix_plot.ts";
import { contoursOptions } from "../../lib/figure/contours.ts";
import { convergencePictureOptions } from "../../lib/figure/convergence_picture.ts";
import { orbitPictureOptions } from "../../lib/figure/orbit_picture.ts";
import { decisionSurfaceOptions } from "../../lib/figure/decision_surface.ts";
import { densityMapOptions } from "../../lib/figure/density_map.ts";
import { imageGridOptions } from "../../lib/figure/image_grid.ts";
import { soundPlayerOptions } from "../../lib/notebook/prose/sound_player.ts";
import { heatMapOptions } from "../../lib/figure/heat_map.ts";
import { neuronArrowsOptions } from "../../lib/figure/neuron_arrows.ts";
import { overlapMapOptions } from "../../lib/figure/overlap_map.ts";
import { lineChartOptions } from "../../lib/figure/line_chart.ts";
import { figureOptions } from "../../lib/figure/own/own_figure.ts";
import { plotOptions } from "../../lib/figure/own/plot.ts";
import { lossCurveOptions } from "../../lib/figure/loss_curve.ts";
import { networkDiagramOptions } from "../../lib/figure/network_diagram.ts";
import { outputImageOptions } from "../../lib/figure/output_image.ts";
import { surfaceOptions } from "../../lib/figure/surface/surface.ts";
import { parameterSurfacePlotOptions } from "../../lib/figure/parameter_surface_plot.ts";
import { sliceGridOptions } from "../../lib/figure/slice_grid.ts";
import { spectrumPlotOptions } from "../../lib/figure/spectrum_plot.ts";
import { figureToSvgOptions } from "../../lib/figure/standalone.ts";
import { predictionSurfaceOptions } from "../../lib/figure/prediction_surface.ts";
import { tableOverviewOptions } from "../../lib/figure/table_overview.ts";
import { truthTablesOptions } from "../../lib/figure/truth_tables.ts";
import { sweepExplorerOptions } from "../../lib/figure/sweep/explorer.ts";
import { verdictCountsOptions } from "../../lib/figure/verdict_counts.ts";
import { weightPathOptions } from "../../lib/figure/weight_path.ts";
import { gradientFlowOptions } from "../../lib/flow/gradient_flow.ts";
import { directionOptions } from "../../lib/landscape/direction.ts";
import { criticalRegionOptions } from "../../lib/landscape/gradient_field.ts";
import {
  atlasOptions,
  mergeAtlasesOptions,
} from "../../lib/landscape/atlas/atlas.ts";
import {
  findCriticalPointOptions,
} from "../../lib/landscape/critical/find_critical_point.ts";
import { exploreAtlasOptions } from "../../lib/job/explore_atlas.ts";
import { barrierOptions } from "../../lib/landscape/connect/barrier.ts";
import {
  connectingCurveOptions,
} from "../../lib/landscape/connect/connecting_curve.ts";
import {
  interpolationOptions,
} from "../../lib/landscape/connect/interpolation.ts";
import { growNetOptions } from "../../lib/landscape/resize.ts";
import { profileOptions } from "../../lib/landscape/profile.ts";
import { parameterSlicesOptions } from "../../lib/landscape/parameter_slices.ts";
import { planeOptions } from "../../lib/landscape/plane.ts";
import { symmetricEigenOptions } from "../../lib/linalg/eigen/symmetric_eigen.ts";
import { initializeOptions } from "../../lib/network/initialize.ts";
import { networkOptions } from "../../lib/network/network.ts";
import { layerParameters } from "../../lib/network/parameters.ts";
import {
  datasetFromOptions,
  parametersFromOptions,
  parametersToOptions,
} from "../../lib/file/mod.ts";
import { seededNetOptions } from "../../lib/network/seeded_net.ts";
import {
  choiceSettings,
  choicesSettings,
} from "../../lib/notebook/inputs/choice.ts";
import { fileSettings } from "../../lib/notebook/inputs/file.ts";
import { rangeSettings } from "../../lib/notebook/inputs/range.ts";
import { scrubberSettings } from "../../lib/notebook/inputs/scrubber.ts";
import { historyScrubberOptions } from "../../lib/notebook/interactive/history_scrubber.ts";
import { lossSurfaceOptions } from "../../lib/notebook/interactive/loss_surface.ts";
import { mlpHistoryOptions } from "../../lib/notebook/interactive/mlp_history.ts";
import { leastSquaresOptions } from "../../lib/objective/least_squares_objective.ts";
import { customObjectiveOptions } from "../../lib/objective/custom_objective.ts";
import { empiricalLossOptions } from "../../lib/objective/empirical_loss.ts";
import { penaltyOptions } from "../../lib/objective/penalty.ts";
import {
  gradientDescentOptions,
  minimizeOptions,
  optimizeOptions,
} from "../../lib/optimize/mod.ts";
import { optimizerOptions } from "../../lib/optimize/discrete/optimizers.ts";
import { scheduleOptions } from "../../lib/optimize/discrete/schedule.ts";
import type { OptionTable } from "../../lib/options/mod.ts";
import {
  chainDescentOptions,
  convergenceMapOptions,
  linearAutoencoderOptions,
  orbitDiagramOptions,
  scalarChainOptions,
} from "../../lib/theory/mod.ts";
import { trainOptions } from "../../lib/train/mod.ts";
import { certifyOptions } from "../../lib/verdict/mod.ts";
import { proveOptions } from "../../lib/verdict/proof/prove.ts";
import { jobKinds } from "../../lib/job/kinds.ts";
import { memoOptions } from "../../lib/job/memo.ts";
import { workerOptions } from "../../lib/job/pool.ts";
import { runJobOptions } from "../../lib/job/run_job.ts";
import { trainManyOptions } from "../../lib/job/train_many.ts";
import { sweepDescription, sweepOptions } from "../../lib/sweep/mod.ts";
import {
  atlasMethodOptions,
  extendRun,
  jobMethodOptions,
  sweepMethodOptions,
  trainManyMethodOptions,
} from "../../lib/notebook/run.ts";
import {
  atlas,
  atlasGraph,
  barrier,
  barrierPlot,
  blockSpectra,
  cell,
  certify,
  chainDescent,
  choice,
  choices,
  configureMemo,
  configureWorkers,
  confusionMatrix,
  connectingCurve,
  contours,
  convergenceMap,
  convergenceMapSteps,
  convergencePicture,
  countVerdicts,
  criticalRegion,
  customObjective,
  dataset,
  datasetFrom,
  decisionGrid,
  decisionSurface,
  densityGradient,
  densityMap,
  densityPlot,
  direction,
  disconnectivityTree,
  empiricalLoss,
  evaluateDensity,
  explainNullDirections,
  exploreAtlas,
  figure,
  type FigureContext,
  figureToSvg,
  file,
  findCriticalPoint,
  fitDensity,
  fitDensitySteps,
  gaussHermiteData,
  gradientDescent,
  gradientDescentSteps,
  gradientField,
  gradientFlow,
  Graph,
  growNet,
  heatMap,
  hessianSpectrum,
  hessianTrace,
  historyScrubber,
  imageGrid,
  indexPlot,
  initialize,
  integrate,
  interpolation,
  invertibleNetwork,
  jacobianSpectrum,
  jobKey,
  kernelChange,
  leastSquaresObjective,
  linearAutoencoder,
  lineChart,
  logDensityGrid,
  logitImages,
  lossCurve,
  lossSurface,
  matrixPlot,
  mergeAtlases,
  minimize,
  mixedSounds,
  mlp,
  mlpHistory,
  network,
  networkDiagram,
  neuronArrows,
  neuronTracks,
  nonLinearlySeparableData,
  onlineSgd,
  optimize,
  optimizeSteps,
  orbitDiagram,
  orbitPicture,
  outputImage,
  overlapFlow,
  overlapMap,
  packParameters,
  parametersFrom,
  parameterSlices,
  parametersTo,
  parameterSurface,
  parameterSurfacePlot,
  plane,
  planSweep,
  plot,
  populationLoss,
  predictionSurface,
  profile,
  prove,
  range,
  readTable,
  runJob,
  sample,
  scalarChain,
  scrubber,
  seededNet,
  sharpness,
  sliceGrid,
  soundPlayer,
  spectralDensity,
  spectrumLapse,
  spectrumPlot,
  surface,
  sweep,
  sweepExplorer,
  symmetricEigen,
  tableOverview,
  tableToDataset,
  tableToSamples,
  teacherStudent,
  topEigenpairs,
  toySet,
  train,
  type TrainingHistory,
  trainMany,
  trainSteps,
  truthTables,
  verdictCounts,
  weightPath,
} from "../../mod.ts";
import { smallSweep } from "./small_sweep.ts";
import { describedTwoLayers } from "./two_layers.ts";

/** A public function, what it takes, and a call that hands it options. */
export interface Described {
  /** The public name, and which of its kinds where there are several. */
  readonly name: string;
  /** What its errors say that it cannot do. */
  readonly act: string;
  readonly table: OptionTable;
  /** Where in the function's options the table stands, if not outermost. */
  readonly within?: string;
  /** The option that says which kind of data it is, where there are several. */
  readonly by?: string;
  /** Options that it takes: those it needs. */
  readonly fitting: Readonly<Record<string, unknown>>;
  /** Hands the function options, through whatever host. */
  // deno-lint-ignore no-explicit-any
  readonly call: (options: any) => unknown;
}

const methodTables = Object.fromEntries(
  Object.values(jobKinds).map(({ name, methodsTake }) => [name, methodsTake!]),
);

/** What a cell's function is handed. */
export const run = extendRun({
  signal: new AbortController().signal,
  progress() {},
  show() {},
  source() {},
  kept: new Map(),
});

const decay = {
  dimension: 1,
  derivative: (_: number, [y]: Float64Array, out: Float64Array) => {
    out[0] = -y;
  },
};
const net = mlp`2 → 2 tanh → 1`;
const data = teacherStudent({ teacher: net, samples: 5, seed: 1 });
const objective = empiricalLoss(net, data);
const θ = initialize(net, { seed: 1 });
/** A training that has begun. */
export const fit = train(objective, θ, {
  flow: { maxSteps: 2 },
  refine: false,
});
const flat = cell`flat fit ${() => fit}`;
const history: TrainingHistory = {
  iterations: Float64Array.of(0),
  parameters: [θ],
  values: { loss: Float64Array.of(1) },
};
const table = readTable("a,b\n1,2\n2,3\n4,4\n7,9");
const xs = Float64Array.of(0, 1);
const offsets = [0];

const flow = invertibleNetwork({ features: 2, layers: 2 });

export const described: readonly Described[] = [
  ...describedTwoLayers,
  {
    name: "invertibleNetwork",
    act: "build the invertible network",
    table: invertibleNetworkOptions,
    fitting: { features: 2, layers: 1 },
    call: invertibleNetwork,
  },
  {
    name: "densityGradient",
    act: "compute the gradient of the density",
    table: densityGradientOptions,
    fitting: {},
    call: (options) => densityGradient(flow, [[1, 2]], options),
  },
  {
    name: "evaluateDensity",
    act: "evaluate the density",
    table: evaluateDensityOptions,
    fitting: {},
    call: (options) => evaluateDensity(flow, [[1, 2], [0, 1]], options),
  },
  {
    name: "fitDensity",
    act: "fit the density",
    table: fitDensityOptions,
    fitting: { epochs: 1 },
    call: (options) => fitDensity(flow, [[1, 2]], options),
  },
  ...Object.entries({
    clip: { norm: 1 },
    scale: { factor: 2 },
    decay: { λ: 1 },
    freezeBiases: {},
  }).map(([kind, numbers]): Described => ({
    name: `fitDensity (${kind})`,
    act: "fit the density",
    within: "transforms[0]",
    table: transformOptions[kind as keyof typeof transformOptions],
    by: "kind",
    fitting: { kind, ...numbers },
    call: (transform) =>
      fitDensity(flow, [[1, 2]], { epochs: 1, transforms: [transform] }),
  })),
  {
    name: "fitDensitySteps",
    act: "fit the density",
    table: fitDensityOptions,
    fitting: { epochs: 1 },
    call: (options) => fitDensitySteps(flow, [[1, 2]], options).next(),
  },
  {
    name: "logDensityGrid",
    act: "compute the density on a grid",
    table: logDensityGridOptions,
    fitting: { xs, ys: xs },
    call: (options) => logDensityGrid(flow, options),
  },
  {
    name: "sample",
    act: "draw samples",
    table: sampleOptions,
    fitting: { samples: 2 },
    call: (options) => sample(flow, options),
  },
  {
    name: "symmetricEigen",
    act: "decompose the matrix",
    table: symmetricEigenOptions,
    fitting: {},
    call: (options) => symmetricEigen(Float64Array.of(1), 1, options),
  },
  {
    name: "network",
    act: "build the network",
    table: networkOptions,
    fitting: { inputs: 2, layers: [{ width: 1 }] },
    call: network,
  },
  {
    name: "network (a layer)",
    act: "build the network",
    table: networkOptions,
    fitting: { ...net },
    call: network,
  },
  {
    name: "packParameters",
    act: "pack the parameters",
    table: layerParameters,
    fitting: { weights: [[1]] },
    call: (layer) => packParameters(mlp`1 → 1 no bias`, [layer]),
  },
  {
    name: "datasetFrom",
    act: "make a dataset of the file",
    table: datasetFromOptions,
    fitting: {},
    call: (options) =>
      datasetFrom(new TextEncoder().encode("a,b\n1,2\n3,4\n"), options),
  },
  {
    name: "parametersFrom",
    act: "take the parameters",
    table: parametersFromOptions,
    fitting: {},
    call: (options) => parametersFrom(net, θ, options),
  },
  {
    name: "parametersTo",
    act: "write the parameters",
    table: parametersToOptions,
    fitting: {},
    call: (options) => parametersTo(net, θ, "npz", options),
  },
  {
    name: "initialize",
    act: "initialize",
    table: initializeOptions,
    fitting: { seed: 1 },
    call: (options) => initialize(net, options),
  },
  {
    name: "seededNet",
    act: "initialize",
    table: seededNetOptions,
    fitting: {},
    call: (options) => seededNet(net, 1, options),
  },
  {
    name: "dataset",
    act: "make a dataset",
    table: datasetOptions,
    fitting: { inputs: [[1]], targets: [1] },
    call: dataset,
  },
  {
    name: "decisionGrid",
    act: "lay the grid",
    table: decisionGridOptions,
    fitting: { axes: [0, 1], xs, ys: xs },
    call: (options) => decisionGrid(net, θ, options),
  },
  {
    name: "nonLinearlySeparableData",
    act: "draw a dataset",
    table: nonLinearlySeparableOptions,
    fitting: {},
    call: nonLinearlySeparableData,
  },
  {
    name: "readTable",
    act: "read the table",
    table: readTableOptions,
    fitting: {},
    call: (options) => readTable("a,b\n1,2\n", options),
  },
  {
    name: "tableToDataset",
    act: "use the table",
    table: tableToDatasetOptions,
    fitting: { inputs: ["a"], target: "b" },
    call: (options) => tableToDataset(table, options),
  },
  {
    name: "tableToSamples",
    act: "take samples of the table",
    table: tableToSamplesOptions,
    fitting: {},
    call: (options) => tableToSamples(table, options),
  },
  {
    name: "densityMap",
    act: "draw the density",
    table: densityMapOptions,
    fitting: { xs, ys: xs, values: [1, 2, 3, 4], title: "" },
    call: densityMap,
  },
  {
    name: "imageGrid",
    act: "draw the images",
    table: imageGridOptions,
    fitting: { title: "", pixels: [1, 2], columns: 1, rows: 1 },
    call: imageGrid,
  },
  {
    name: "soundPlayer",
    act: "play the sound",
    table: soundPlayerOptions,
    fitting: { sampleRate: 8000, name: "a" },
    call: (options) => soundPlayer([1, 2], options),
  },
  {
    name: "toySet",
    act: "draw a toy set",
    table: toySetOptions,
    fitting: { samples: 3 },
    call: (options) => toySet("moons", options),
  },
  {
    name: "logitImages",
    act: "prepare the images",
    table: logitImagesOptions,
    fitting: { features: 2 },
    call: (options) => logitImages([1, 2], options),
  },
  {
    name: "mixedSounds",
    act: "mix sounds",
    table: mixedSoundsOptions,
    fitting: { seconds: 0.1 },
    call: mixedSounds,
  },
  {
    name: "teacherStudent",
    act: "draw a dataset",
    table: teacherStudentOptions,
    fitting: { teacher: net, samples: 2, seed: 1 },
    call: teacherStudent,
  },
  {
    name: "leastSquaresObjective",
    act: "build the objective",
    table: leastSquaresOptions,
    fitting: { parameterCount: 1, residuals: () => [1] },
    call: leastSquaresObjective,
  },
  {
    name: "customObjective",
    act: "build the objective",
    table: customObjectiveOptions,
    fitting: { parameterCount: 1, loss: () => 1 },
    call: customObjective,
  },
  {
    name: "empiricalLoss",
    act: "build the loss",
    table: empiricalLossOptions,
    fitting: {},
    call: (options) => empiricalLoss(net, data, options),
  },
  ...Object.entries({
    normBarrier: { c: 1 },
    merge: { layer: 0, i: 0, j: 1, λ: 1 },
    weightDecay: { λ: 1 },
  }).map(([kind, numbers]): Described => ({
    name: `empiricalLoss (${kind})`,
    act: "build the loss",
    within: "penalties[0]",
    table: penaltyOptions[kind as keyof typeof penaltyOptions],
    by: "kind",
    fitting: { kind, ...numbers },
    call: (penalty) => empiricalLoss(net, data, { penalties: [penalty] }),
  })),
  {
    name: "linearAutoencoder",
    act: "build the autoencoder",
    table: linearAutoencoderOptions,
    fitting: { covariance: [2, 1], hidden: 1 },
    call: linearAutoencoder,
  },
  {
    name: "scalarChain",
    act: "build the chain",
    table: scalarChainOptions,
    fitting: {},
    call: scalarChain,
  },
  {
    name: "chainDescent",
    act: "descend the chain",
    table: chainDescentOptions,
    fitting: {},
    call: (options) => chainDescent(scalarChain(), [0.6, 0.8], options),
  },
  {
    name: "convergenceMap",
    act: "map where descents go",
    table: convergenceMapOptions,
    fitting: { learningRate: 0.1, resolution: 3 },
    call: convergenceMap,
  },
  {
    name: "convergenceMapSteps",
    act: "map where descents go",
    table: convergenceMapOptions,
    fitting: { learningRate: 0.1, resolution: 3 },
    call: (options) => convergenceMapSteps(options).next(),
  },
  {
    name: "orbitDiagram",
    act: "follow the descents",
    table: orbitDiagramOptions,
    fitting: { learningRates: [0.1] },
    call: (options) => orbitDiagram(scalarChain(), [0.6, 0.8], options),
  },
  {
    name: "gradientFlow",
    act: "follow the flow",
    table: gradientFlowOptions,
    fitting: { maxSteps: 2 },
    call: (options) => gradientFlow(objective, θ, options),
  },
  {
    name: "integrate",
    act: "integrate",
    table: integrateOptions,
    fitting: { until: 1 },
    call: (options) => integrate(decay, Float64Array.of(1), options),
  },
  {
    name: "gaussHermiteData",
    act: "make a dataset",
    table: gaussHermiteDataOptions,
    fitting: { nodes: 2 },
    call: (options) => gaussHermiteData(net, () => 1, options),
  },
  {
    name: "populationLoss",
    act: "build the population loss",
    table: populationLossOptions,
    fitting: {},
    call: (options) =>
      populationLoss(net, { teacher: net, parameters: θ }, options),
  },
  {
    name: "onlineSgd",
    act: "build online SGD",
    table: onlineSgdOptions,
    fitting: {
      Q: [1],
      R: [0.5],
      T: [1],
      a: [1],
      teacherWeights: [1],
      learningRate: 1,
    },
    call: (options) => onlineSgd(options),
  },
  {
    name: "overlapFlow",
    act: "build the flow of overlaps",
    table: overlapFlowOptions,
    fitting: {
      Q: [1],
      R: [0.5],
      T: [1],
      a: [1],
      teacherWeights: [1],
      activation: "tanh",
    },
    call: (options) => overlapFlow(options),
  },
  {
    name: "explainNullDirections",
    act: "build the loss",
    table: empiricalLossOptions,
    fitting: {},
    call: (options) => explainNullDirections(net, data, θ, options),
  },
  {
    name: "sharpness",
    act: "look at the sharpness",
    table: sharpnessOptions,
    fitting: { points: 2 },
    call: (options) => sharpness(objective, fit.trajectory, options),
  },
  {
    name: "spectralDensity",
    act: "estimate the spectral density",
    table: spectralDensityOptions,
    fitting: { probes: 2 },
    call: (options) => spectralDensity(objective, θ, options),
  },
  {
    name: "blockSpectra",
    act: "compute the spectra of blocks",
    table: blockSpectraOptions,
    fitting: {},
    call: (options) => blockSpectra(objective, θ, options),
  },
  {
    name: "jacobianSpectrum",
    act: "compute singular values",
    table: jacobianSpectrumOptions,
    fitting: {},
    call: (options) => jacobianSpectrum(objective, θ, options),
  },
  {
    name: "kernelChange",
    act: "follow the tangent kernel",
    table: kernelChangeOptions,
    fitting: { points: 2 },
    call: (options) => kernelChange(objective, fit.trajectory, options),
  },
  {
    name: "hessianTrace",
    act: "estimate the trace",
    table: hessianTraceOptions,
    fitting: {},
    call: (options) => hessianTrace(objective, θ, options),
  },
  {
    name: "topEigenpairs",
    act: "find eigenpairs",
    table: topEigenpairsOptions,
    fitting: {},
    call: (options) => topEigenpairs(objective, θ, 1, options),
  },
  ...Object.entries({
    coordinate: { index: 1 },
    random: { seed: 1 },
    eigenvector: { index: 1 },
    through: { point: θ },
  }).map(([kind, choice]): Described => ({
    name: `direction (${kind})`,
    act: "choose a direction",
    table: directionOptions[kind as keyof typeof directionOptions],
    by: "kind",
    fitting: { kind, ...choice },
    call: (choice) => direction(objective, θ, choice),
  })),
  {
    name: "parameterSlices",
    act: "take slices",
    table: parameterSlicesOptions,
    fitting: { offsets },
    call: (options) => parameterSlices(objective, θ, options),
  },
  {
    name: "gradientField",
    act: "compute a gradient field",
    table: planeOptions,
    fitting: { resolution: 2 },
    call: (options) =>
      gradientField(objective, θ, [θ, θ.toReversed()], options),
  },
  {
    name: "criticalRegion",
    act: "find a critical region",
    table: criticalRegionOptions,
    fitting: {},
    call: (options) =>
      criticalRegion(
        gradientField(objective, θ, [θ, θ.toReversed()]),
        1,
        options,
      ),
  },
  {
    name: "profile",
    act: "compute a profile",
    table: profileOptions,
    fitting: { resolution: 2, maxIterations: 2 },
    call: (options) => profile(objective, [θ, θ.toReversed()], θ, options),
  },
  {
    name: "findCriticalPoint",
    act: "find a critical point",
    table: findCriticalPointOptions,
    fitting: { maxIterations: 2 },
    call: (options) => findCriticalPoint(objective, θ, options),
  },
  {
    name: "atlas",
    act: "make an atlas",
    table: atlasOptions,
    fitting: { maxIterations: 2 },
    call: (options) => atlas(objective, [θ], options),
  },
  {
    name: "mergeAtlases",
    act: "merge atlases",
    table: mergeAtlasesOptions,
    fitting: {},
    call: (options) =>
      mergeAtlases(
        objective,
        atlas(objective, []),
        atlas(objective, []),
        options,
      ),
  },
  {
    name: "exploreAtlas",
    act: "make an atlas",
    table: exploreAtlasOptions,
    fitting: { maxIterations: 2, connect: false },
    call: (options) => Array.fromAsync(exploreAtlas(objective, [θ], options)),
  },
  {
    name: "run.atlas",
    act: "make an atlas",
    table: atlasMethodOptions,
    fitting: { maxIterations: 2, connect: false },
    call: (options) => run.atlas(objective, [θ], options),
  },
  {
    name: "interpolation",
    act: "interpolate",
    table: interpolationOptions,
    fitting: {},
    call: (options) => interpolation(objective, θ, θ.toReversed(), options),
  },
  {
    name: "barrier",
    act: "find a barrier",
    table: barrierOptions,
    fitting: {},
    call: (options) => barrier(objective, θ, θ.toReversed(), options),
  },
  {
    name: "connectingCurve",
    act: "connect points",
    table: connectingCurveOptions,
    fitting: { maxIterations: 2 },
    call: (options) => connectingCurve(objective, θ, θ.toReversed(), options),
  },
  {
    name: "growNet",
    act: "grow a network",
    table: growNetOptions,
    fitting: {},
    call: (options) => growNet(net, θ, 1, options),
  },
  {
    name: "plane",
    act: "compute a plane",
    table: planeOptions,
    fitting: { resolution: 2 },
    call: (options) => plane(objective, θ, [θ, θ], options),
  },
  {
    name: "Graph",
    act: "make a graph",
    table: graphOptions,
    fitting: {},
    call: (options) => new Graph(options),
  },
  {
    name: "range",
    act: 'make the range ""',
    table: rangeSettings,
    fitting: {},
    call: (settings) => range`${settings}`,
  },
  {
    name: "choice",
    act: 'make the menu ""',
    table: choiceSettings,
    fitting: {},
    call: (settings) => choice`${[1, 2]}${settings}`,
  },
  {
    name: "choices",
    act: 'make the check boxes ""',
    table: choicesSettings,
    fitting: {},
    call: (settings) => choices`${[1, 2]}${settings}`,
  },
  {
    name: "file",
    act: 'ask for ""',
    table: fileSettings,
    fitting: {},
    call: (settings) => file`${"data.csv"}${settings}`,
  },
  {
    name: "scrubber",
    act: 'make the scrubber ""',
    table: scrubberSettings,
    fitting: { max: 3 },
    call: (settings) => scrubber`${settings}`,
  },
  {
    name: "historyScrubber",
    act: "make the history scrubber",
    table: historyScrubberOptions,
    fitting: { title: "options" },
    call: (options) => historyScrubber(flat, options),
  },
  {
    name: "lossSurface",
    act: "make the loss surface",
    table: lossSurfaceOptions,
    fitting: { title: "options", resolution: 2 },
    call: (options) => lossSurface(net, data, θ, options),
  },
  {
    name: "mlpHistory",
    act: "make the history of the network",
    table: mlpHistoryOptions,
    fitting: { title: "options" },
    call: (options) => mlpHistory(net, data, history, options),
  },
  {
    name: "minimize",
    act: "minimize",
    table: minimizeOptions,
    fitting: { maxIterations: 2 },
    call: (options) => minimize(objective, θ, options),
  },
  {
    name: "optimize",
    act: "optimize",
    table: optimizeOptions,
    fitting: { steps: 2 },
    call: (options) => optimize(objective, θ, options),
  },
  {
    name: "optimizeSteps",
    act: "optimize",
    table: optimizeOptions,
    fitting: { steps: 2 },
    call: (options) => [...optimizeSteps(objective, θ, options)],
  },
  ...Object.entries(optimizerOptions).map(([name, table]): Described => ({
    name: `optimize (${name})`,
    act: "optimize",
    within: "method",
    table,
    by: "name",
    fitting: { name },
    call: (method) => optimize(objective, θ, { steps: 2, method }),
  })),
  ...Object.entries({
    constant: {},
    inverse: { γ: 1 },
    cosine: { steps: 1 },
    cyclical: { period: 1 },
  }).map(([kind, numbers]): Described => ({
    name: `optimize (${kind})`,
    act: "optimize",
    within: "schedule",
    table: scheduleOptions[kind as keyof typeof scheduleOptions],
    by: "kind",
    fitting: { kind, ...numbers },
    call: (schedule) => optimize(objective, θ, { steps: 2, schedule }),
  })),
  {
    name: "gradientDescent",
    act: "descend",
    table: gradientDescentOptions,
    fitting: { iterations: 2 },
    call: (options) => gradientDescent(objective, θ, options),
  },
  {
    name: "gradientDescentSteps",
    act: "descend",
    table: gradientDescentOptions,
    fitting: { iterations: 2 },
    call: (options) => [...gradientDescentSteps(objective, θ, options)],
  },
  {
    name: "certify",
    act: "certify",
    table: certifyOptions,
    fitting: {},
    call: (options) => certify(objective, θ, options),
  },
  {
    name: "prove",
    act: "prove",
    table: proveOptions,
    fitting: {},
    call: (options) => prove(objective, θ, options),
  },
  {
    name: "train",
    act: "train",
    table: trainOptions,
    fitting: { flow: { maxSteps: 1 }, refine: false },
    call: (options) => train(objective, θ, options),
  },
  {
    name: "trainSteps",
    act: "train",
    table: trainOptions,
    fitting: { flow: { maxSteps: 1 }, refine: false },
    call: (options) => [...trainSteps(objective, θ, options)],
  },
  {
    name: "configureMemo",
    act: "keep results",
    table: memoOptions,
    fitting: {},
    call: configureMemo,
  },
  {
    name: "configureWorkers",
    act: "make workers",
    table: workerOptions,
    fitting: {},
    call: configureWorkers,
  },
  {
    name: "runJob (options)",
    act: "run the job",
    table: runJobOptions,
    fitting: {},
    call: (options) =>
      runJob({ kind: "gradient", objective, parameters: θ }, options),
  },
  ...Object.entries({
    train: { parameters: θ, options: { flow: { maxSteps: 1 } } },
    gradient: { parameters: θ },
    hessian: { parameters: θ },
    hessianSpectrum: { parameters: θ },
    sharpness: { trajectory: fit.trajectory },
    spectralDensity: { parameters: θ, options: { probes: 2 } },
    certify: { parameters: θ },
    prove: { parameters: θ },
    parameterSlices: { parameters: θ, options: { offsets } },
    plane: { center: θ, trajectory: fit.trajectory },
    atlas: { starts: [θ], options: { maxIterations: 2 } },
    barrier: { from: θ, to: θ.toReversed() },
    detectChannel: { where: θ },
    connectingCurve: {
      from: θ,
      to: θ.toReversed(),
      options: { maxIterations: 2 },
    },
    kernelChange: { trajectory: fit.trajectory },
    profile: {
      point: θ,
      directions: [θ, θ.toReversed()],
      options: { resolution: 2, maxIterations: 2 },
    },
    gradientDescent: { parameters: θ, options: { iterations: 2 } },
    parameterSurface: { parameters: θ, indices: [0, 1], values: xs },
  }).map(([kind, rest]): Described => ({
    name: `runJob (${kind})`,
    act: "run the job",
    table: jobKinds[kind].takes,
    by: "kind",
    fitting: { kind, objective, ...rest },
    call: (specification) => runJob(specification),
  })),
  {
    name: "jobKey",
    act: "run the job",
    table: jobKinds.gradient.takes,
    by: "kind",
    fitting: { kind: "gradient", objective, parameters: θ },
    call: jobKey,
  },
  {
    name: "trainMany",
    act: "train from many seeds",
    table: trainManyOptions,
    fitting: { flow: { maxSteps: 1 }, refine: false },
    call: (options) => Array.fromAsync(trainMany(objective, [1], options)),
  },
  {
    name: "run.train",
    act: "train",
    table: methodTables.train.train,
    fitting: { flow: { maxSteps: 1 }, refine: false },
    call: (options) => run.train(objective, θ, options),
  },
  {
    name: "run.train (network and data)",
    act: "train",
    table: methodTables.train.trainNetwork,
    fitting: { seed: 1, flow: { maxSteps: 1 }, refine: false },
    call: (options) => run.train(net, data, options),
  },
  {
    name: "sweep",
    act: "sweep",
    table: sweepOptions,
    fitting: { memo: "session" },
    call: (options) => sweep(smallSweep, options).gather(),
  },
  {
    name: "planSweep",
    act: "plan the sweep",
    table: sweepDescription,
    fitting: { ...smallSweep },
    call: (description) => planSweep(description),
  },
  {
    name: "run.sweep",
    act: "sweep",
    table: sweepMethodOptions,
    fitting: { memo: "session" },
    call: (options) => run.sweep(smallSweep, options),
  },
  {
    name: "run.trainMany",
    act: "train from many seeds",
    table: trainManyMethodOptions,
    fitting: { flow: { maxSteps: 1 }, refine: false },
    call: (options) => run.trainMany(objective, [1], options),
  },
  {
    name: "run.job",
    act: "run the job",
    table: jobMethodOptions,
    fitting: {},
    call: (options) =>
      run.job({ kind: "gradient", objective, parameters: θ }, options),
  },
  {
    name: "run.gradient",
    act: "compute the gradient",
    table: methodTables.gradient.gradient,
    fitting: {},
    call: (options) => run.gradient(fit, options),
  },
  {
    name: "run.hessianSpectrum",
    act: "compute the Hessian spectrum",
    table: methodTables.hessianSpectrum.hessianSpectrum,
    fitting: {},
    call: (options) => run.hessianSpectrum(fit, options),
  },
  {
    name: "run.sharpness",
    act: "look at the sharpness",
    table: sharpnessOptions,
    fitting: { points: 2 },
    call: (options) => run.sharpness(fit, options),
  },
  {
    name: "run.certify",
    act: "certify",
    table: methodTables.certify.certify,
    fitting: {},
    call: (options) => run.certify(fit, options),
  },
  {
    name: "run.prove",
    act: "prove",
    table: methodTables.prove.prove,
    fitting: {},
    call: (options) => run.prove(fit, options),
  },
  {
    name: "run.parameterSlices",
    act: "take slices",
    table: methodTables.parameterSlices.parameterSlices,
    fitting: { offsets },
    call: (options) => run.parameterSlices(fit, options),
  },
  {
    name: "run.plane",
    act: "compute a plane",
    table: methodTables.plane.plane,
    fitting: { resolution: 2 },
    call: (options) => run.plane(fit, options),
  },
  {
    name: "confusionMatrix",
    act: "draw the confusions",
    table: confusionMatrixOptions,
    fitting: { matrix: [[1]], classNames: ["a"] },
    call: confusionMatrix,
  },
  {
    name: "contours",
    act: "draw the contours",
    table: contoursOptions,
    fitting: {},
    call: (options) =>
      contours(plane(objective, θ, [θ, θ], { resolution: 2 }), options),
  },
  {
    name: "convergencePicture",
    act: "draw the map",
    table: convergencePictureOptions,
    fitting: {},
    call: (options) =>
      convergencePicture(
        convergenceMap({ learningRate: 0.1, resolution: 3 }),
        options,
      ),
  },
  {
    name: "orbitPicture",
    act: "draw the orbits",
    table: orbitPictureOptions,
    fitting: {},
    call: (options) =>
      orbitPicture(
        orbitDiagram(scalarChain(), [0.6, 0.8], { learningRates: [0.1] }),
        options,
      ),
  },
  {
    name: "surface",
    act: "draw the surface",
    table: surfaceOptions,
    fitting: { view: { azimuth: 30, elevation: 40 } },
    call: (options) =>
      surface(plane(objective, θ, [θ, θ], { resolution: 2 }), options),
  },
  {
    name: "indexPlot",
    act: "draw the indices",
    table: indexPlotOptions,
    fitting: {},
    call: (options) => indexPlot([], options),
  },
  {
    name: "atlasGraph",
    act: "draw the atlas",
    table: atlasGraphOptions,
    fitting: {},
    call: (options) => atlasGraph({ points: [], connections: [] }, options),
  },
  {
    name: "disconnectivityTree",
    act: "draw the tree",
    table: atlasGraphOptions,
    fitting: {},
    call: (options) =>
      disconnectivityTree({ points: [], connections: [] }, options),
  },
  {
    name: "densityPlot",
    act: "draw the density",
    table: densityPlotOptions,
    fitting: {},
    call: (options) =>
      densityPlot(
        spectralDensity(objective, θ, { probes: 2, steps: 2 }),
        options,
      ),
  },
  {
    name: "barrierPlot",
    act: "draw the barrier",
    table: barrierPlotOptions,
    fitting: {},
    call: (options) => barrierPlot([], options),
  },
  {
    name: "neuronTracks",
    act: "draw the tracks",
    table: neuronTracksOptions,
    fitting: {},
    call: (options) => neuronTracks(net, fit.trajectory, options),
  },
  {
    name: "spectrumLapse",
    act: "draw the spectra",
    table: spectrumLapseOptions,
    fitting: {},
    call: (options) =>
      spectrumLapse({ times: [0], eigenvalues: [[1]] }, options),
  },
  {
    name: "matrixPlot",
    act: "draw the matrix",
    table: matrixPlotOptions,
    fitting: { size: 1 },
    call: (options) => matrixPlot([1], options),
  },
  {
    name: "decisionSurface",
    act: "draw the decisions",
    table: decisionSurfaceOptions,
    fitting: { xs, ys: xs, classNames: ["a"], xName: "x", yName: "y" },
    call: decisionSurface,
  },
  {
    name: "predictionSurface",
    act: "draw the predictions",
    table: predictionSurfaceOptions,
    fitting: {
      xs,
      ys: xs,
      values: xs,
      xName: "x",
      yName: "y",
      valueName: "z",
    },
    call: predictionSurface,
  },
  {
    name: "tableOverview",
    act: "draw the table",
    table: tableOverviewOptions,
    fitting: {},
    call: (options) => tableOverview([], options),
  },
  {
    name: "heatMap",
    act: "draw the heat map",
    table: heatMapOptions,
    fitting: {
      title: "t",
      columns: ["a"],
      rows: ["b"],
      losses: [1],
      xName: "x",
      yName: "y",
    },
    call: heatMap,
  },
  {
    name: "neuronArrows",
    act: "draw the neurons",
    table: neuronArrowsOptions,
    fitting: { students: [[1, 0]] },
    call: (options) => neuronArrows(options),
  },
  {
    name: "overlapMap",
    act: "draw the overlaps",
    table: overlapMapOptions,
    fitting: { times: [0], overlaps: [{ Q: [1], R: [1] }] },
    call: (options) => overlapMap(options),
  },
  {
    name: "lineChart",
    act: "draw the lines",
    table: lineChartOptions,
    fitting: { title: "t", xName: "x", yName: "y" },
    call: (options) => lineChart([], options),
  },
  {
    name: "figure",
    act: "make the figure",
    table: figureOptions,
    fitting: {
      title: "t",
      draw: ({ document }: FigureContext) => document.createElement("p"),
    },
    call: (options) => figure(options),
  },
  {
    name: "plot",
    act: "plot",
    table: plotOptions,
    fitting: { title: "t", marks: [] },
    call: (options) => plot(options),
  },
  {
    name: "lossCurve",
    act: "draw the loss curve",
    table: lossCurveOptions,
    fitting: {},
    call: (options) => lossCurve(fit, options),
  },
  {
    name: "networkDiagram",
    act: "draw the network",
    table: networkDiagramOptions,
    fitting: {},
    call: (options) => networkDiagram(net, θ, options),
  },
  {
    name: "outputImage",
    act: "draw the output",
    table: outputImageOptions,
    fitting: { title: "t", xs, ys: xs, values: offsets },
    call: outputImage,
  },
  {
    name: "parameterSurfacePlot",
    act: "draw the surface",
    table: parameterSurfacePlotOptions,
    fitting: {},
    call: (options) =>
      parameterSurfacePlot(parameterSurface(objective, θ, [0, 1], xs), options),
  },
  {
    name: "sliceGrid",
    act: "draw the slices",
    table: sliceGridOptions,
    fitting: {},
    call: (options) =>
      sliceGrid(parameterSlices(objective, θ, { offsets }), options),
  },
  {
    name: "spectrumPlot",
    act: "draw the spectrum",
    table: spectrumPlotOptions,
    fitting: {},
    call: (options) => spectrumPlot(hessianSpectrum(objective, θ), options),
  },
  {
    name: "figureToSvg",
    act: "write the figure",
    table: figureToSvgOptions,
    fitting: {},
    call: (options) => figureToSvg(lossCurve(fit), options),
  },
  {
    name: "sweepExplorer",
    act: "explore the sweep",
    table: sweepExplorerOptions,
    fitting: {},
    call: (options) => sweepExplorer([{ index: 0, run: {} }], options),
  },
  {
    name: "truthTables",
    act: "draw the tables",
    table: truthTablesOptions,
    fitting: {},
    call: (options) => truthTables([], options),
  },
  {
    name: "verdictCounts",
    act: "draw the verdicts",
    table: verdictCountsOptions,
    fitting: {},
    call: (options) =>
      verdictCounts([{ name: "a", counts: countVerdicts([fit]) }], options),
  },
  {
    name: "weightPath",
    act: "draw the path",
    table: weightPathOptions,
    fitting: {
      title: "t",
      xs,
      ys: xs,
      xName: "x",
      yName: "y",
      domain: { x: [0, 1], y: [0, 1] },
    },
    call: weightPath,
  },
];
