import * as Plot from "@observablehq/plot";
import * as figures from "../../lib/figure/mod.ts";
import {
  convergenceMap,
  orbitDiagram,
  scalarChain,
} from "../../lib/theory/mod.ts";
import {
  makeArrows,
  makeAtlas,
  makeConfusions,
  makeDecisions,
  makeDensity,
  makeDensityGrid,
  makeImage,
  makeKernel,
  makeLapse,
  makeLossTable,
  makeNetwork,
  makeOverlaps,
  makeParameters,
  makePath,
  makePlane,
  makePredictions,
  makeResult,
  makeRuns,
  makeSignedPoints,
  makeSlices,
  makeSpectrum,
  makeSummaries,
  makeSurface,
  makeTracks,
  makeTraining,
  makeVerdict,
  makeVerdictGroups,
  makeWays,
  makeWeightPath,
} from "./examples.ts";

const DIGITS = [..."0123456789"];
const SPECIES = ["setosa", "versicolor", "virginica"];

function spectrumOf(values: readonly number[]) {
  return {
    eigenvalues: Float64Array.from(values).sort(),
    eigenvectors: [],
    residuals: Float64Array.from(values, () => 1e-15),
  };
}

/** Every figure in the forms that people meet, by the name of its snapshot. */
export function makeGallery(): Record<string, figures.Figure> {
  const small = makeNetwork(2, [[5, "tanh"], [1, "identity"]]);
  const mixed = makeNetwork(3, [
    [3, ["relu", "tanh", "square"]],
    [4, "sigmoid", false],
    [2, "softmax"],
  ]);
  const wide = makeNetwork(784, [[50, "relu"], [30, "relu"], [10, "softmax"]]);
  const deep = makeNetwork(
    1,
    Array.from({ length: 20 }, () => [2, "identity", false]),
  );
  const running = makeTraining({ flowPoints: 90, refine: false });
  return {
    "network": figures.networkDiagram(small, makeParameters(21, 3)),
    "loss": figures.lossCurve(makeTraining()),
    "spectrum": figures.spectrumPlot(makeSpectrum(21, 3)),
    "contours": figures.contours(makePlane(), {
      path: makePath(),
      teacher: [1.2, 0.35],
    }),
    "slices": figures.sliceGrid(makeSlices(21), { loss: 1e-4 }),
    "decision": figures.decisionSurface(makeDecisions(3)),
    "confusion": figures.confusionMatrix({
      matrix: makeConfusions(3),
      classNames: SPECIES,
    }),
    "network-mixed": figures.networkDiagram(mixed),
    "network-wide": figures.networkDiagram(
      wide,
      makeParameters(wide.parameterCount, 4),
    ),
    "network-deep": figures.networkDiagram(
      deep,
      makeParameters(deep.parameterCount, 5),
    ),
    "loss-running": figures.lossCurve(running),
    "loss-runs": figures.lossCurve(
      [1, 2, 3, 4].map((seed) => ({
        name: `seed ${seed}`,
        result: makeTraining({ seed }),
      })),
      { title: "Four seeds" },
    ),
    "loss-long-names": figures.lossCurve(
      ["training on all but the last", "test"].map((name, seed) => ({
        name,
        result: makeTraining({ seed }),
      })),
    ),
    "loss-many-runs": figures.lossCurve(
      Array.from({ length: 40 }, (_, seed) => ({
        name: `seed ${seed}`,
        result: makeTraining({ seed: seed * 9, refine: seed % 2 === 0 }),
      })),
    ),
    "loss-zero": figures.lossCurve(
      makeResult([0, 1, 2, 5, 30, 90, 91, 92], [
        3,
        1,
        0.2,
        0.03,
        1e-3,
        1e-4,
        1e-9,
        0,
      ], 6),
    ),
    "loss-negative": figures.lossCurve(
      makeResult([0, 1, 4, 20, 90], [2.1, 1.4, 0.3, -0.8, -1.1]),
    ),
    "spectrum-verdict": figures.spectrumPlot(makeSpectrum(21, 3), {
      verdict: makeVerdict({ bounds: Float64Array.of(2e-7, 3e-7) }),
    }),
    "spectrum-far": figures.spectrumPlot(spectrumOf(
      Array.from({ length: 35 }, (_, k) => 0.3 * 10 ** (-k / 10)),
    )),
    "spectrum-flat": figures.spectrumPlot(spectrumOf(
      Array.from({ length: 12 }, (_, k) => 1.1 + k / 100),
    )),
    "spectrum-large": figures.spectrumPlot(makeSpectrum(300, 12)),
    "slices-many": figures.sliceGrid(makeSlices(108), { loss: 1e-4 }),
    "slices-few": figures.sliceGrid(makeSlices(5), { loss: 1e-4 }),
    "contours-plain": figures.contours({
      ...makePlane(41),
      losses: makePlane(41).losses.map((loss, k) =>
        k < 300 && k % 41 < 12 ? NaN : loss - 0.4
      ),
    }),
    "contours-paths": figures.contours(makePlane(41), {
      paths: ["flow", "gradient descent", "momentum"].map((name, k) => ({
        name,
        path: makePath(1 - 0.2 * k),
      })),
    }),
    "index": figures.indexPlot(makeAtlas().points, {
      choose: { target: { value: 3 }, label: "point", value: 3 },
    }),
    "atlas": figures.atlasGraph(makeAtlas()),
    "atlas-tree": figures.disconnectivityTree(makeAtlas(), {
      choose: { target: { value: 1 }, label: "point", value: 1 },
    }),
    "density": figures.densityPlot(makeDensity()),
    "density-exact": figures.densityPlot({
      ...makeDensity(),
      densityErrors: makeDensity().density.map(() => NaN),
      probes: 1,
    }, { eigenvalues: [-0.2, -0.1, 0, 0.1, 0.12, 3.1, 5, 8.2] }),
    "barrier": figures.barrierPlot(makeWays()),
    "tracks": figures.neuronTracks(
      makeTracks().net,
      makeTracks().trajectory,
      { teacher: [[0, 2], [0.4, -2]] },
    ),
    "lapse": figures.spectrumLapse(makeLapse(), { at: 30 }),
    "matrix": figures.matrixPlot(makeKernel(24), {
      size: 24,
      title: "Neural tangent kernel",
    }),
    "matrix-large": figures.matrixPlot(makeKernel(150), { size: 150 }),
    "contours-compared": figures.contours({
      ...makePlane(41),
      losses: makePlane(41).losses.map((loss) => loss / 10),
    }, { colorsOf: makePlane(41), title: "Profile" }),
    "contours-arrows": figures.contours(makePlane(41), {
      arrows: makeArrows(),
    }),
    "surface-turning": figures.surface(makePlane(29), {
      path: makePath(),
      handle: { target: { value: [0.4, -0.6] }, label: "where to look" },
    }),
    "surface-arrows": figures.surface(makePlane(29), {
      arrows: makeArrows(),
      directionNames: ["first", "second"],
      view: { azimuth: 120, elevation: 50 },
    }),
    "contours-handle": figures.contours(makePlane(41), {
      handle: { target: { value: [0.4, -0.6] }, label: "where to look" },
    }),
    "verdict-counts": figures.verdictCounts(makeVerdictGroups()),
    "sweep": figures.sweepExplorer(makeRuns(630), {
      choose: { target: { value: 40 }, label: "run", value: 40 },
    }),
    "predictions": figures.predictionSurface(makePredictions()),
    "table": figures.tableOverview(makeSummaries()),
    "decision-two": figures.decisionSurface(makeDecisions(2)),
    "confusion-digits": figures.confusionMatrix({
      matrix: makeConfusions(10),
      classNames: DIGITS,
    }),
    "density-map": figures.densityMap({
      ...makeDensityGrid(),
      title: "Density",
      points: [0, 1, 1, 0, -1, 0.5],
      lines: [[[-2, -1], [0, 0.5], [2, 0]]],
    }),
    "image-grid": figures.imageGrid({
      title: "Images",
      pixels: Array.from({ length: 13 * 20 }, (_, i) => 13 * i % 256),
      columns: 4,
      rows: 5,
    }),
    "image": figures.outputImage(makeImage()),
    "image-points": figures.outputImage({
      ...makeImage(),
      title: "Training data",
      points: makeSignedPoints(100),
      opacity: 0.35,
    }),
    "image-folds": figures.outputImage({
      ...makeImage(),
      title: "First-layer folds",
      folds: [
        { from: [-3.2, 9], to: [2, -10] },
        { from: [-10, -1.5], to: [10, 2.5] },
      ],
      boundary: false,
      opacity: 0.15,
    }),
    "heat": figures.heatMap({
      title: "Final loss by seed and scale",
      columns: Array.from({ length: 12 }, (_, seed) => String(seed + 1)),
      rows: ["0.3", "0.5", "0.7", "1", "1.5", "2"],
      losses: makeLossTable(6, 12),
      xName: "seed",
      yName: "scale",
    }),
    "arrows": figures.neuronArrows({
      students: [[0.9, 0.3], [-0.4, 0.8]],
      teachers: [[1, 0], [0, 1]],
      forces: [[0.1, -0.3], [0.3, 0.2]],
      ways: [{ xs: [0.9, 0.97, 1], ys: [0.3, 0.1, 0] }, {
        xs: [-0.4, -0.1, 0],
        ys: [0.8, 1, 1],
      }],
      handles: [
        { target: { value: [0.9, 0.3] }, label: "neuron 1" },
        { target: { value: [-0.4, 0.8] }, label: "neuron 2" },
      ],
    }),
    "overlaps": figures.overlapMap(makeOverlaps(3, 2)),
    "surface": figures.parameterSurfacePlot(makeSurface()),
    "weights": figures.weightPath(makeWeightPath()),
    "lines": figures.lineChart(
      Object.entries({ loss: 1, "accuracy": 0.3, "layer1 norm": 0.02 })
        .map(([name, scale]) => ({
          name,
          xs: Array.from({ length: 1001 }, (_, k) => k),
          ys: Array.from(
            { length: 1001 },
            (_, k) => scale * Math.exp(-k / 300) + 1e-4 * scale,
          ),
        })),
      {
        title: "Training curve",
        xName: "iteration",
        yName: "value",
        logY: true,
        cursor: 400,
      },
    ),
    "convergence": figures.convergencePicture(
      convergenceMap({ learningRate: 0.45, resolution: 120, steps: 60 }),
      { handle: { target: { value: [0.5, 1.5] }, label: "start" } },
    ),
    "orbits": figures.orbitPicture(
      orbitDiagram(scalarChain(), [0.6, 0.7], {
        learningRates: Array.from({ length: 120 }, (_, k) => (k + 1) / 110),
      }),
      { cursor: 0.55 },
    ),
    "own plot": figures.plot({
      title: "Squares by parity",
      color: { legend: true },
      x: { label: "x" },
      y: { label: "x²", grid: true },
      marks: [
        Plot.ruleY([0]),
        Plot.dot(
          Array.from({ length: 12 }, (_, x) => ({
            x,
            "x²": x * x,
            parity: x % 2 ? "odd" : "even",
          })),
          { x: "x", y: "x²", fill: "parity" },
        ),
      ],
    }),
    "tables": figures.truthTables([
      { name: "hidden 0", answers: [-1, 1, 1, 1] },
      { name: "hidden 1", answers: [1, 0.4, -0.2, -1] },
      { name: "output", answers: [-1, 1, 1, -1] },
    ]),
  };
}
