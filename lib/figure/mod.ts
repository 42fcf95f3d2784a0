/**
 * Pictures from results, of Observable Plot and SVG, at the width a host has.
 * Computes no numbers.
 *
 * @module
 */
export { type AxisMemory, holdAxes } from "./held_axes.ts";
export {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
export {
  displayFigure,
  figureToSvg,
  imageOf,
  pictureAt,
  rowsToCsv,
} from "./standalone.ts";
export { readingsOf } from "./read/readings.ts";
export { formatNumber } from "./format.ts";
export { shorten } from "./short_name.ts";
export { CATEGORICAL, ROLES, type Roles } from "./palette.ts";
export { networkDiagram } from "./network_diagram.ts";
export {
  lossCurve,
  type LossCurveOptions,
  type NamedResult,
} from "./loss_curve.ts";
export { spectrumPlot, type SpectrumPlotOptions } from "./spectrum_plot.ts";
export { sliceGrid, type SliceGridOptions } from "./slice_grid.ts";
export { contours, type ContoursOptions } from "./contours.ts";
export type { NamedPath } from "./plane_path.ts";
export {
  type DecisionPoint,
  type Decisions,
  decisionSurface,
} from "./decision_surface.ts";
export { type Predictions, predictionSurface } from "./prediction_surface.ts";
export { tableOverview } from "./table_overview.ts";
export { confusionMatrix, type Confusions } from "./confusion_matrix.ts";
export {
  type OutputImage,
  outputImage,
  type Segment,
  type SignedPoint,
} from "./output_image.ts";
export { type DensityMap, densityMap } from "./density_map.ts";
export { type ImageGrid, imageGrid } from "./image_grid.ts";
export { surface, type SurfaceOptions } from "./surface/surface.ts";
export type { SurfaceLine } from "./surface/scene.ts";
export type { ReliefGrid } from "./surface/relief.ts";
export type { View } from "./surface/view.ts";
export type { ArrowField } from "./arrows.ts";
export type { FigureChoice } from "./choose.ts";
export type { AtlasMarks, CriticalLink, CriticalMark } from "./atlas_points.ts";
export { indexPlot, type IndexPlotOptions } from "./index_plot.ts";
export {
  atlasGraph,
  type AtlasGraphOptions,
  disconnectivityTree,
} from "./atlas_graph.ts";
export { densityPlot, type DensityPlotOptions } from "./density_plot.ts";
export {
  barrierPlot,
  type BarrierPlotOptions,
  type LossWay,
} from "./barrier_plot.ts";
export { neuronTracks, type NeuronTracksOptions } from "./neuron_tracks.ts";
export {
  type SpectrumHistory,
  spectrumLapse,
  type SpectrumLapseOptions,
} from "./spectrum_lapse.ts";
export { figure, type OwnFigure } from "./own/own_figure.ts";
export { plot, type PlotOptions } from "./own/plot.ts";
export { copyNode, isNamed, isNode } from "./own/node.ts";
export { drawnFigure } from "./own/drawn_figure.ts";
export { equipDocument, provideDocument } from "./own/document.ts";
export { matrixPlot, type MatrixPlotOptions } from "./matrix_plot.ts";
export { lineChart, type LineChartOptions, type Series } from "./line_chart.ts";
export { type HeatMap, heatMap } from "./heat_map.ts";
export { type NeuronArrows, neuronArrows } from "./neuron_arrows.ts";
export { type OverlapMap, overlapMap } from "./overlap_map.ts";
export {
  parameterSurfacePlot,
  type ParameterSurfacePlotOptions,
} from "./parameter_surface_plot.ts";
export {
  convergencePicture,
  type ConvergencePictureOptions,
} from "./convergence_picture.ts";
export { orbitPicture, type OrbitPictureOptions } from "./orbit_picture.ts";
export { type WeightPath, weightPath } from "./weight_path.ts";
export { type TruthTable, truthTables } from "./truth_tables.ts";
export { type Badge, verdictBadge, verdictLabel } from "./verdict_badge.ts";
export { sweepExplorer, type SweepExplorerOptions } from "./sweep/explorer.ts";
export type { ExploredRun } from "./sweep/columns.ts";
export type { FigureHandle, HandleTarget } from "./handle.ts";
export type { FigurePick } from "./pick.ts";
export {
  VERDICT_COLORS,
  verdictCounts,
  type VerdictCountsOptions,
  type VerdictGroup,
} from "./verdict_counts.ts";
