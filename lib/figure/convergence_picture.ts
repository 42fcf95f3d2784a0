import type { SVGSVGElement } from "../dom.ts";
// @ts-types="npm:@types/d3@^7.4.3"
import { interpolateLab, rgb } from "d3";
import {
  checkArguments,
  checkOptions,
  holding,
  list,
  numbers,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { someMarks } from "./shapes.ts";
import type { ConvergenceMap } from "../theory/mod.ts";
import { extentOf, linearAxis } from "./axis.ts";
import {
  type Figure,
  type FigureContext,
  makeFigure,
  type PlotMark,
} from "./figure.ts";
import { drawFrame, planeFrame } from "./frame.ts";
import { gridPoint } from "./grid_contours.ts";
import { aHandle, type FigureHandle } from "./handle.ts";
import { squareLayout } from "./layout.ts";
import { ROLES } from "./palette.ts";
import { pixelImage } from "./pixel_image.ts";
import type { Box } from "./svg.ts";

/** What {@linkcode convergencePicture} can show besides the map. */
export interface ConvergencePictureOptions {
  /** Shown above the picture. */
  readonly title?: string;
  /** Marks of Observable Plot on top, in units of the two factors. */
  readonly marks?: readonly PlotMark[];
  /** A start that can be moved, in units of the two factors. */
  readonly handle?: FigureHandle;
}

/** What {@linkcode convergencePicture} takes beside the map. */
export const convergencePictureOptions: OptionTable<ConvergencePictureOptions> =
  { title: text, marks: someMarks, handle: aHandle };

const aMap = holding("a map of convergence", {
  xs: numbers,
  ys: numbers,
  fates: numbers,
  updates: numbers,
  fateNames: list,
});

/** Shades of each branch, from few updates to many. */
const SHADES = 100;
/** Of the fates that are no branch: not computed yet, ran away, neither. */
const OTHERS = ["#9498a0", "#1b1e23", "#9498a0"];
const FIRST_BRANCH = OTHERS.length;
const BRANCHES = [ROLES.positive, ROLES.negative];

const palette = Uint8Array.from(
  [
    ...OTHERS,
    ...BRANCHES.flatMap((color) =>
      Array.from(
        { length: SHADES },
        (_, k) =>
          interpolateLab("white", color)(0.25 + 0.75 * k / (SHADES - 1)),
      )
    ),
  ].flatMap((color) => {
    const { r, g, b } = rgb(color);
    return [r, g, b];
  }),
);
/** What is not there yet is not seen. */
const alphas = Uint8Array.from(
  { length: palette.length / 3 },
  (_, k) => k === 0 ? 0 : 255,
);

/**
 * Where descents go from every start: blue and orange for the two branches of
 * solutions, the darker the more updates it took (logarithmic), black where they
 * ran away, gray where neither.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { convergenceMap, convergencePicture } from "@thalweg/thalweg";
 *
 * const map = convergenceMap({ learningRate: 0.4, resolution: 20, steps: 50 });
 * const figure = convergencePicture(map);
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function convergencePicture(
  map: ConvergenceMap,
  options: ConvergencePictureOptions = {},
): Figure {
  const act = "draw the map";
  checkArguments(act, { map }, { map: aMap });
  checkOptions(act, options, convergencePictureOptions);
  const { handle } = options;
  return makeFigure({
    title: options.title ?? "Where descents go",
    span: "half",
    height: (width) => squareLayout(width, 0).height,
    rows: () =>
      Array.from(map.fates, (fate, n) => ({
        ...gridPoint(map, n),
        fate: map.fateNames[fate],
        updates: map.updates[n],
      })),
    draw: (context) => drawMap(map, options, context),
    ...(handle ? { handles: [handle] } : {}),
  });
}

function drawMap(
  map: ConvergenceMap,
  { marks, handle }: ConvergencePictureOptions,
  context: FigureContext,
): SVGSVGElement {
  const x = linearAxis("θ₀ at the start", extentOf(map.xs));
  const y = linearAxis("θ₁ at the start", extentOf(map.ys));
  const frame = planeFrame(squareLayout(context.width, 0), x, y);
  return drawFrame(context, {
    ...frame,
    clipped: [shades(map, frame.box)],
    grid: {
      xs: map.xs,
      ys: map.ys,
      what: "where a descent goes",
      say: (n) => `${map.fateNames[map.fates[n]]}, updates ${map.updates[n]}`,
    },
    added: marks,
    handles: handle && [handle],
    key: [
      { mark: "■", color: BRANCHES[0], text: "θ₀ > 0" },
      { mark: "■", color: BRANCHES[1], text: "θ₀ < 0" },
      { mark: "■", color: OTHERS[2], text: "neither" },
      { mark: "■", color: OTHERS[1], text: "ran away" },
    ],
  });
}

function shades(
  { xs, ys, fates, updates, steps }: ConvergenceMap,
  box: Box,
) {
  const scale = (SHADES - 1) / Math.log(1 + steps);
  const pixels = fates.map((fate, n) =>
    fate < FIRST_BRANCH ? fate : FIRST_BRANCH + SHADES * (fate - FIRST_BRANCH) +
      Math.round(scale * Math.log(1 + updates[n]))
  );
  const [columns, rows] = [xs.length, ys.length];
  const label = "map of convergence";
  return pixelImage({ columns, rows, pixels, palette, alphas, label }, box);
}
