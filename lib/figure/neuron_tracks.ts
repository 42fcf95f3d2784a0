import * as Plot from "@observablehq/plot";
import type { Network } from "../network/mod.ts";
import {
  aNetwork,
  aTrajectory,
  checkArguments,
  checkOptions,
  countFrom,
  number,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { aPair, pairs, someMarks } from "./shapes.ts";
import type { Trajectory } from "../verdict/trajectory.ts";
import { linearAxis } from "./axis.ts";
import { type Figure, makeFigure, type PlotMark } from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { squareLayout } from "./layout.ts";
import { CATEGORICAL, ROLES, SURFACE } from "./palette.ts";
import { inputName } from "./short_name.ts";

/** What {@linkcode neuronTracks} shows, and of which layer. */
export interface NeuronTracksOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Which hidden layer, counted from 1; the first by default. */
  readonly layer?: number;
  /**
   * Which incoming weights run across and upward, counted from 0; the bias comes
   * last. The first two by default.
   */
  readonly axes?: readonly [number, number];
  /** Draws the tracks up to this time; all by default. */
  readonly at?: number;
  /** Incoming weights of other neurons, as a teacher's: stars. */
  readonly teacher?: readonly (readonly [number, number])[];
  /** Marks of Observable Plot on top, in weights. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode neuronTracks} takes beside network and trajectory. */
export const neuronTracksOptions: OptionTable<NeuronTracksOptions> = {
  title: text,
  layer: countFrom(1),
  axes: aPair,
  at: number,
  teacher: pairs,
  marks: someMarks,
};

/** A neuron at a stored time. */
interface Stop {
  readonly neuron: number;
  readonly time: number;
  readonly x: number;
  readonly y: number;
  /** ‖·‖ of its outgoing weights, with the sign of the first. */
  readonly out: number;
}

const CAPTION_LINES = 2;

/**
 * Where the hidden neurons of a layer go through a training: a line for each in
 * the plane of two of its incoming weights, from a hollow dot to a filled one,
 * whose size is its outgoing weight. Neurons that come together have become one.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @throws {RangeError} If the network has no such hidden layer or weights.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   neuronTracks,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { trajectory } = train(objective, θ);
 * const figure = neuronTracks(net, trajectory);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function neuronTracks(
  net: Network,
  trajectory: Pick<Trajectory, "times" | "parameters">,
  options: NeuronTracksOptions = {},
): Figure {
  const act = "draw the tracks";
  checkArguments(act, { network: net, trajectory }, {
    network: aNetwork,
    trajectory: aTrajectory,
  });
  checkOptions(act, options, neuronTracksOptions);
  const { layer = 1, axes = [0, 1], at = Infinity, teacher = [] } = options;
  const names = incomingNames(net, layer);
  if (layer >= net.layers.length || !axes.every((k) => names[k])) {
    throw new RangeError(
      `Cannot ${act}: layer ${layer}, weights ${
        axes.join(" and ")
      }, expected ` +
        `a hidden layer of ${net.text} and two of its incoming weights`,
    );
  }
  const tracks = tracksOf(net, trajectory, layer, axes);
  const all = [
    ...tracks.flat().flatMap(({ x, y }) => [x, y]),
    ...teacher.flat(),
  ].filter(Number.isFinite).map(Math.abs);
  const reach = 1.08 * all.reduce((most, size) => Math.max(most, size), 1e-3);
  return makeFigure({
    title: options.title ?? "Neurons through training",
    span: "half",
    height: (width) => squareLayout(width, CAPTION_LINES).height,
    rows: () => tracks.flat().map((stop) => ({ ...stop })),
    draw(context) {
      const layout = squareLayout(context.width, CAPTION_LINES);
      const shown = tracks.map((track) => track.filter((s) => s.time <= at));
      const ends = shown.flatMap((track) => track.slice(-1));
      const largest = ends.reduce((most, { out }) =>
        Math.max(most, Math.abs(out)), 0) || 1;
      const color = ({ neuron }: Stop) =>
        CATEGORICAL[neuron % CATEGORICAL.length];
      const words = ({ neuron, time, x, y, out }: Stop) =>
        `neuron ${neuron}, time ${time}: ${names[axes[0]]} ${x}, ${
          names[axes[1]]
        } ${y}, outgoing ${out}`;
      return drawFrame(context, {
        ...planeFrame(
          layout,
          linearAxis(names[axes[0]], [-reach, reach]),
          linearAxis(names[axes[1]], [-reach, reach]),
        ),
        clipped: [
          Plot.ruleX([0], { strokeOpacity: 0.12 }),
          Plot.ruleY([0], { strokeOpacity: 0.12 }),
          shown.map((track) =>
            Plot.line(track, {
              x: "x",
              y: "y",
              stroke: track[0] ? color(track[0]) : "none",
              strokeOpacity: 0.85,
            })
          ),
          Plot.dot(shown.flatMap((track) => track.slice(0, 1)), {
            x: "x",
            y: "y",
            r: 3.5,
            fill: SURFACE,
            stroke: color,
            strokeWidth: 2,
            title: words,
          }),
          Plot.dot([...teacher], {
            symbol: "star",
            r: 5.4,
            fill: ROLES.teacher,
            stroke: "white",
            title: () => "teacher",
          }),
          Plot.dot(ends, {
            x: "x",
            y: "y",
            r: ({ out }: Stop) => 3 + 5 * Math.sqrt(Math.abs(out) / largest),
            fill: color,
            fillOpacity: ({ out }: Stop) => out < 0 ? 0.25 : 0.9,
            stroke: color,
            strokeWidth: 1.5,
            title: words,
          }),
        ],
        added: options.marks,
        caption: {
          ...layout.caption,
          text:
            "A dot is as large as the neuron's outgoing weight: full where that is positive, pale where negative.",
        },
      });
    },
  });
}

/** Names of what comes into a layer's neurons, as on axes. */
function incomingNames({ inputs, layers }: Network, layer: number): string[] {
  const fanIn = layers[layer - 2]?.width ?? inputs;
  return [
    ...Array.from(
      { length: fanIn },
      (_, k) => `weight of ${layer === 1 ? inputName(k) : `neuron ${k}`}`,
    ),
    ...(layers[layer - 1]?.bias ? ["bias"] : []),
  ];
}

/** By the layout of parameters: width × (fanIn + bias), row-major, block by block. */
function tracksOf(
  { inputs, layers }: Network,
  { times, parameters }: Pick<Trajectory, "times" | "parameters">,
  layer: number,
  [across, upward]: readonly [number, number],
): Stop[][] {
  const strides = layers.map(({ bias }, l) =>
    (layers[l - 1]?.width ?? inputs) + (bias ? 1 : 0)
  );
  const starts = [0];
  layers.forEach(({ width }, l) => starts.push(starts[l] + width * strides[l]));
  const next = layers[layer];
  return Array.from(
    { length: layers[layer - 1].width },
    (_, neuron) =>
      parameters.map((θ, k): Stop => {
        const row = starts[layer - 1] + neuron * strides[layer - 1];
        const outgoing = Array.from(
          { length: next.width },
          (_, j) => θ[starts[layer] + j * strides[layer] + neuron],
        );
        return {
          neuron,
          time: times[k],
          x: θ[row + across],
          y: θ[row + upward],
          out: Math.hypot(...outgoing) * (outgoing[0] < 0 ? -1 : 1),
        };
      }),
  );
}
