import type { SVGSVGElement } from "../dom.ts";
import * as Plot from "@observablehq/plot";
import {
  checkOptions,
  listOf,
  number,
  type OptionTable,
  points,
  required,
  text,
} from "../options/mod.ts";
import { aPath, someMarks } from "./shapes.ts";
import { linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { aHandle, type FigureHandle } from "./handle.ts";
import { squareLayout } from "./layout.ts";
import { CATEGORICAL, HALO, ROLES, SURFACE } from "./palette.ts";
import { inputName } from "./short_name.ts";

/** What {@linkcode neuronArrows} shows. */
export interface NeuronArrows {
  /** Incoming weights of each neuron, from two inputs. */
  readonly students: readonly ArrayLike<number>[];
  /** Those of the teacher's. */
  readonly teachers?: readonly ArrayLike<number>[];
  /** What pulls at each student, as an arrow from its tip. */
  readonly forces?: readonly ArrayLike<number>[];
  /** Where each goes, from its tip. */
  readonly ways?: readonly {
    readonly xs: ArrayLike<number>;
    readonly ys: ArrayLike<number>;
  }[];
  /** Both axes go from −extent to extent. Default 1.5. */
  readonly extent?: number;
  /** Shown above the picture. */
  readonly title?: string;
  /** Points to move, one for the tip of each student. */
  readonly handles?: readonly FigureHandle[];
  /** Marks of Observable Plot on top, in weights. */
  readonly marks?: readonly PlotMark[];
}

/** What {@linkcode neuronArrows} takes. */
export const neuronArrowsOptions: OptionTable<NeuronArrows> = {
  students: required(points),
  teachers: points,
  forces: points,
  ways: listOf(aPath),
  extent: number,
  title: text,
  handles: listOf(aHandle),
  marks: someMarks,
};

const FORCE = CATEGORICAL[6];

/**
 * Neurons of two inputs as arrows, their weights: those of student and teacher,
 * what pulls at the student's, and where they go.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { neuronArrows } from "@thalweg/thalweg";
 *
 * const figure = neuronArrows({
 *   students: [[0.9, 0.3], [-0.4, 0.8]],
 *   teachers: [[1, 0], [0, 1]],
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function neuronArrows(arrows: NeuronArrows): Figure {
  checkOptions("draw the neurons", arrows, neuronArrowsOptions);
  const { students, teachers = [], title = "Neurons", handles } = arrows;
  const rowsOf = (network: string, neurons: readonly ArrayLike<number>[]) =>
    neurons.map((w, neuron) => ({ network, neuron, x: w[0], y: w[1] }));
  return makeFigure({
    title,
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () => [
      ...rowsOf("student", students),
      ...rowsOf("teacher", teachers),
    ],
    draw: (context) => drawArrows(arrows, context),
    ...(handles ? { handles } : {}),
  });
}

function drawArrows(
  arrows: NeuronArrows,
  context: FigureContext,
): SVGSVGElement {
  const { students, teachers = [], forces = [], ways = [] } = arrows;
  const { extent = 1.5, handles, marks } = arrows;
  const ends = [-extent, extent] as const;
  return drawFrame(context, {
    ...planeFrame(
      squareLayout(context.width, 0),
      linearAxis(`weight of ${inputName(0)}`, ends),
      linearAxis(`weight of ${inputName(1)}`, ends),
    ),
    clipped: [
      Plot.dot([[0, 0]], { r: 2, fill: "currentColor", fillOpacity: 0.5 }),
      arrowsFrom(() => [0, 0], teachers, ROLES.teacher, 2.5),
      ...ways.map(({ xs, ys }) => wayOf(xs, ys)),
      arrowsFrom(() => [0, 0], students, ROLES.plain, 2.5),
      arrowsFrom(
        (i) => students[i],
        forces.map((force, i) => sum(students[i], force)),
        FORCE,
        2,
      ),
      named(teachers, "w*"),
      named(students, "w"),
    ],
    added: marks,
    handles,
    key: [
      { mark: "→", color: ROLES.plain, text: "student" },
      ...(teachers.length > 0
        ? [{ mark: "→", color: ROLES.teacher, text: "teacher" }]
        : []),
      ...(forces.length > 0
        ? [{ mark: "→", color: FORCE, text: "force" }]
        : []),
      ...(ways.length > 0
        ? [{ mark: "—", color: ROLES.path, text: "flow" }]
        : []),
    ],
  });
}

function sum(a: ArrayLike<number>, b: ArrayLike<number>): [number, number] {
  return [a[0] + b[0], a[1] + b[1]];
}

function arrowsFrom(
  origin: (i: number) => ArrayLike<number>,
  tips: readonly ArrayLike<number>[],
  stroke: string,
  strokeWidth: number,
): Plot.Markish {
  return Plot.arrow(tips, {
    x1: (_: unknown, i: number) => origin(i)[0],
    y1: (_: unknown, i: number) => origin(i)[1],
    x2: (tip: ArrayLike<number>) => tip[0],
    y2: (tip: ArrayLike<number>) => tip[1],
    stroke,
    strokeWidth,
    headLength: 7,
  });
}

/** A path with its end; where it begins there is an arrow. */
function wayOf(xs: ArrayLike<number>, ys: ArrayLike<number>): Plot.Markish {
  const stops = Array.from(xs, (x, i) => [x, ys[i]] as const);
  return [
    Plot.line(stops, { stroke: ROLES.path, strokeWidth: 1.5 }),
    Plot.dot(stops.slice(-1), {
      r: 4,
      fill: ROLES.path,
      stroke: SURFACE,
    }),
  ];
}

/** Names beyond the tips, counted from 1. */
function named(
  tips: readonly ArrayLike<number>[],
  letter: string,
): Plot.Markish {
  return tips.map((tip, i) =>
    Plot.text([tip], {
      x: (tip: ArrayLike<number>) => tip[0],
      y: (tip: ArrayLike<number>) => tip[1],
      text: [`${letter}${"₁₂₃₄₅₆₇₈₉"[i] ?? i + 1}`],
      dx: 12 * Math.sign(tip[0] || 1),
      dy: tip[1] < 0 ? 12 : -12,
      ...HALO,
    })
  );
}
