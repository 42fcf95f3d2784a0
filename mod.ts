/**
 * Thalweg: loss landscapes and training dynamics of small neural networks, in
 * a library and in notebooks that rerun what depends on what you change.
 *
 * @example A notebook of four cells
 * ```ts
 * import { cell, lossCurve, mlp, range, teacherStudent } from "@thalweg/thalweg";
 *
 * const width = range`Hidden neurons ${{ min: 1, max: 24, value: 5 }}`;
 * const student = mlp`2 → ${width} sigmoid → 1`;
 * const teacher = mlp`2 → 4 sigmoid → 1`;
 * const data = teacherStudent({ teacher, samples: 1000, seed: 1 });
 * const fit = cell`fit = Train ${student} ${(student, run) =>
 *   run.train(student, data, { seed: 2 })}`;
 * cell`Loss ${fit.live} ${(fit) => lossCurve(fit)}`;
 * ```
 *
 * What each function takes as options, and what they are, is listed in
 * [docs/options.md](./docs/options.md).
 *
 * @module
 */
import { provideDocument } from "./lib/figure/mod.ts";
import { attachJupyter, inJupyter, tellUnopened } from "./lib/host/mod.ts";

// random … job
export * from "./engine.ts";

// cell
export {
  Cell,
  type CellDefinition,
  type CellState,
  type CellStatus,
  type Change,
  type Dataflow,
  Graph,
  type GraphOptions,
  type Progress,
  type Run,
  type Settlement,
  type ValueSource,
} from "./lib/cell/mod.ts";

// figure
export {
  type ArrowField,
  atlasGraph,
  type AtlasGraphOptions,
  type AtlasMarks,
  type Badge,
  barrierPlot,
  type BarrierPlotOptions,
  CATEGORICAL,
  confusionMatrix,
  type Confusions,
  contours,
  type ContoursOptions,
  convergencePicture,
  type ConvergencePictureOptions,
  type CriticalLink,
  type CriticalMark,
  type DecisionPoint,
  type Decisions,
  decisionSurface,
  type DensityMap,
  densityMap,
  densityPlot,
  type DensityPlotOptions,
  disconnectivityTree,
  type ExploredRun,
  type Figure,
  figure,
  type FigureChoice,
  type FigureContext,
  type FigureHandle,
  type FigurePick,
  figureToSvg,
  formatNumber,
  type HandleTarget,
  type HeatMap,
  heatMap,
  type ImageGrid,
  imageGrid,
  indexPlot,
  type IndexPlotOptions,
  lineChart,
  type LineChartOptions,
  lossCurve,
  type LossCurveOptions,
  type LossWay,
  matrixPlot,
  type MatrixPlotOptions,
  type NamedPath,
  type NamedResult,
  networkDiagram,
  type NeuronArrows,
  neuronArrows,
  neuronTracks,
  type NeuronTracksOptions,
  orbitPicture,
  type OrbitPictureOptions,
  type OutputImage,
  outputImage,
  type OverlapMap,
  overlapMap,
  type OwnFigure,
  parameterSurfacePlot,
  type ParameterSurfacePlotOptions,
  plot,
  type PlotMark,
  type PlotOptions,
  type Predictions,
  predictionSurface,
  type ReliefGrid,
  ROLES,
  type Roles,
  rowsToCsv,
  type Segment,
  type Series,
  type SignedPoint,
  sliceGrid,
  type SliceGridOptions,
  type SpectrumHistory,
  spectrumLapse,
  type SpectrumLapseOptions,
  spectrumPlot,
  type SpectrumPlotOptions,
  surface,
  type SurfaceLine,
  type SurfaceOptions,
  sweepExplorer,
  type SweepExplorerOptions,
  tableOverview,
  type TruthTable,
  truthTables,
  VERDICT_COLORS,
  verdictBadge,
  verdictCounts,
  type VerdictCountsOptions,
  type VerdictGroup,
  type View,
  type WeightPath,
  weightPath,
} from "./lib/figure/mod.ts";
export type {
  Document,
  DocumentPart,
  Dom,
  Element,
  ElementPart,
  HtmlPart,
  InputPart,
  NodePart,
  ParentPart,
  SVGSVGElement,
} from "./lib/dom.ts";

// notebook
export {
  answer,
  button,
  cell,
  choice,
  choices,
  type ChoiceSettings,
  column,
  file,
  type FileSettings,
  type FileValue,
  grid,
  type HistoryScrubber,
  historyScrubber,
  type HistoryScrubberOptions,
  html,
  type Layout,
  type Lift,
  type Lifted,
  type LossSurface,
  lossSurface,
  type LossSurfaceOptions,
  md,
  type MenuOptions,
  mlp,
  type MlpHistory,
  mlpHistory,
  type MlpHistoryOptions,
  type NetworkHole,
  type NotebookRun,
  number,
  onDemand,
  type Part,
  point,
  type Prose,
  provenBadge,
  range,
  type RangeSettings,
  row,
  scrubber,
  type ScrubberSettings,
  seed,
  type Settled,
  soundPlayer,
  type SoundPlayerOptions,
  table,
  type TableRow,
  type TableRows,
  tex,
  text,
  toggle,
  track,
  trackAll,
  type Value,
  type Values,
} from "./lib/notebook/mod.ts";

// host: in Deno's Jupyter kernel cells show themselves as they are defined
export { completeOutputs } from "./lib/host/mod.ts";
if (inJupyter()) {
  await provideDocument();
  attachJupyter();
} else tellUnopened();
