import type { PlanePath } from "../../landscape/mod.ts";
import {
  checkArguments,
  checkOptions,
  holding,
  listOf,
  nested,
  number,
  numbers,
  oneOf,
  type Option,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import { aPlanePath, pairs } from "../shapes.ts";
import {
  anArrowCount,
  type ArrowField,
  arrowsOf,
  someArrows,
} from "../arrows.ts";
import { type Figure, makeFigure } from "../figure.ts";
import { gridPoint } from "../grid_contours.ts";
import { aHandle, type FigureHandle } from "../handle.ts";
import { MARGINS } from "../layout.ts";
import { bandLegend } from "../loss_bands.ts";
import { ROLES } from "../palette.ts";
import { colorOf, type NamedPath, thinned } from "../plane_path.ts";
import { canvas } from "../svg.ts";
import { type Relief, type ReliefGrid, reliefOf } from "./relief.ts";
import { drawScene, type Scene, type SurfaceLine } from "./scene.ts";
import { enter, stageOf } from "./stage.ts";
import type { SVGSVGElement as LiveSvg } from "./live_types.ts";
import { FIRST_VIEW, turned, type View } from "./view.ts";

/** What {@linkcode surface} can show besides the losses. */
export interface SurfaceOptions {
  /** The path of a training, at its projection on the plane. */
  readonly path?: PlanePath;
  /** Paths of several trainings, in place of one. */
  readonly paths?: readonly NamedPath[];
  /** Lines of the reader's own, in coordinates of the plane. */
  readonly lines?: readonly SurfaceLine[];
  /** The gradient flow on the plane, as `gradientField` computes it. */
  readonly arrows?: ArrowField;
  /** Arrows along each axis at most, of as many as the field has; default 21. */
  readonly arrowsAlong?: number;
  /** A point to move over the surface, in coordinates of the plane. */
  readonly handle?: FigureHandle;
  /** Names of the two directions. */
  readonly directionNames?: readonly [string, string];
  /** What the height is; "loss" by default. */
  readonly valueName?: string;
  /** Heights and colors; "logarithmic" by default where no loss is negative. */
  readonly heights?: "logarithmic" | "linear";
  /** Shown above the picture. */
  readonly title?: string;
  /** Where it is looked at from at first, in degrees; elevation 10 … 90. */
  readonly view?: View;
}

const anAngle: Option = {
  ...number,
  expected: "a finite number",
  isInRange: Number.isFinite,
};

/** What {@linkcode surface} takes. */
export const surfaceOptions: OptionTable<SurfaceOptions> = {
  path: aPlanePath,
  paths: listOf(holding("a named path", { name: text, path: aPlanePath })),
  lines: listOf(holding("a line", { points: pairs, color: text, title: text })),
  arrows: someArrows,
  arrowsAlong: anArrowCount,
  handle: aHandle,
  directionNames: listOf(text),
  valueName: text,
  heights: oneOf("logarithmic", "linear"),
  title: text,
  view: nested({ azimuth: required(anAngle), elevation: required(anAngle) }),
};

const aGrid = holding("a plane of losses", {
  xs: numbers,
  ys: numbers,
  losses: numbers,
});

/** A picture is no wider, in CSS pixels. */
const MOST_WIDTH = 560;
/** Room above it for the legend. */
const TOP = 30;

/**
 * Losses on a plane as a surface, logarithmic like the colors of a plane. In a
 * page it turns, by mouse, finger and arrow keys, says the loss under the
 * pointer, and keeps its view while its data change; elsewhere it is a picture
 * from where it was looked at last. Lines are pale where the surface hides them.
 * Of a large plane the picture shows every few points.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { surface } from "@thalweg/thalweg";
 *
 * const xs = [-1, 0, 1];
 * const figure = surface({ xs, ys: xs, losses: [2, 1, 2, 1, 0.1, 1, 2, 1, 2] });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function surface(
  plane: ReliefGrid,
  options: SurfaceOptions = {},
): Figure {
  checkArguments("draw the surface", { plane }, { plane: aGrid });
  checkOptions("draw the surface", options, surfaceOptions);
  const { handle, directionNames = ["direction 1", "direction 2"] } = options;
  const { valueName: value = "loss", heights } = options;
  const relief = knownRelief(plane, heights === "linear");
  const lines = linesOf(plane, options);
  const last = { view: turned(options.view ?? FIRST_VIEW, 0, 0) };
  const widthOf = (width: number) => Math.min(MOST_WIDTH, width);
  const heightOf = (width: number) => Math.round(TOP + 0.86 * widthOf(width));
  const sceneAt = (width: number): Scene => ({
    relief,
    lines,
    names: directionNames,
    value,
    handle,
    size: { width, top: TOP, height: heightOf(width) - TOP },
    last,
  });
  return makeFigure({
    title: options.title ?? "Loss surface",
    span: "half",
    height: heightOf,
    rows: () =>
      Array.from(
        plane.losses,
        (loss, n) => ({ ...gridPoint(plane, n), [value]: loss }),
      ),
    draw({ document, width, container }) {
      const stage = stageOf(container);
      if (stage) last.view = stage.view;
      const svg = canvas(document, width, heightOf(width));
      const left = MARGINS.left;
      svg.append(
        ...drawScene(document, sceneAt(width), stage?.paints ?? false),
        bandLegend(document, relief.bands, {
          left,
          side: widthOf(width) - left - MARGINS.right,
        }, value),
      );
      return svg;
    },
    ...(handle ? { handles: [handle] } : {}),
    enliven: (svg) =>
      enter(
        svg as LiveSvg,
        sceneAt(Number(svg.getAttribute("width"))),
      ),
  });
}

/** Of planes that are drawn again and again, while a point moves over them. */
const [logarithmic, linear] = [
  new WeakMap<object, Relief>(),
  new WeakMap<object, Relief>(),
];

function knownRelief(plane: ReliefGrid, isLinear: boolean): Relief {
  const reliefs = isLinear ? linear : logarithmic;
  const known = reliefs.get(plane.losses as object);
  const { grid } = known ?? {};
  if (known && grid?.xs === plane.xs && grid.ys === plane.ys) return known;
  const relief = reliefOf(plane, isLinear);
  reliefs.set(plane.losses as object, relief);
  return relief;
}

/** Paths and arrows as lines on the surface. */
function linesOf(
  { xs }: ReliefGrid,
  { path, paths = [], lines = [], arrows, arrowsAlong }: SurfaceOptions,
): SurfaceLine[] {
  const across = [xs[0], xs[xs.length - 1]] as const;
  const named: readonly NamedPath[] = path
    ? [{ name: "training path", path, color: ROLES.path }]
    : paths;
  return [
    ...lines.map((line) => ({ ...line, points: dense(line.points, across) })),
    ...(arrows ? arrowsOf(arrows, arrowsAlong) : []).map((
      { from, to, wings, opacity, title },
    ): SurfaceLine => ({
      points: [from, to, wings[0], to, wings[1]],
      color: "white",
      width: 1.1,
      opacity: 0.9 * opacity,
      title,
    })),
    ...named.map(({ name, path: one, color }, i): SurfaceLine => ({
      points: dense(thinned(one, across), across),
      color: colorOf(i, color),
      width: 2,
      opacity: 1,
      title: name,
      ends: true,
    })),
  ];
}

/** Points between those that are far apart, so that a line keeps to the surface. */
function dense(
  points: readonly (readonly [number, number])[],
  [low, high]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const step = (high - low) / 60;
  return points.flatMap(([x, y], i) => {
    const [toX, toY] = points[i + 1] ?? [x, y];
    const count = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / step));
    return Array.from({ length: count }, (_, k) =>
      [
        x + k / count * (toX - x),
        y + k / count * (toY - y),
      ] as const);
  });
}
