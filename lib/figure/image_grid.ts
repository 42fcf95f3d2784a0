import type { SVGSVGElement } from "../dom.ts";
import {
  checkOptions,
  numbers,
  type OptionTable,
  required,
  sizeFrom,
  text,
} from "../options/mod.ts";
import {} from "./shapes.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { pointReadings, type ReadPoint } from "./read/point_readings.ts";
import { letRead } from "./read/readings.ts";
import { pngUrl } from "./png.ts";
import { canvas, element } from "./svg.ts";

/** What {@linkcode imageGrid} shows. */
export interface ImageGrid {
  /** Shown above the picture. */
  readonly title: string;
  /** Gray levels 0 … 255, image after image, each row by row from the top. */
  readonly pixels: ArrayLike<number>;
  /** Pixels across one image. */
  readonly columns: number;
  /** Pixels down one image. */
  readonly rows: number;
  /** Images in a row; 10. */
  readonly perRow?: number;
}

/** What {@linkcode imageGrid} takes. */
export const imageGridOptions: OptionTable<ImageGrid> = {
  title: required(text),
  pixels: required(numbers),
  columns: required(sizeFrom(1)),
  rows: required(sizeFrom(1)),
  perRow: sizeFrom(1),
};

/** Pixels between images. */
const padding = 2;
/** The most CSS pixels for one of an image. */
const mostScale = 3;

const grays = Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));

/**
 * Images side by side, row by row.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { imageGrid } from "@thalweg/thalweg";
 *
 * const figure = imageGrid({
 *   title: "Two images of 2 × 2",
 *   pixels: [0, 255, 255, 0, 255, 0, 0, 255],
 *   columns: 2,
 *   rows: 2,
 * });
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function imageGrid(grid: ImageGrid): Figure {
  checkOptions("draw the images", grid, imageGridOptions);
  return makeFigure({
    title: grid.title,
    span: "half",
    height: (width) => sizeAt(grid, width).height,
    rows: () =>
      Array.from(grid.pixels, (gray, i) => ({
        image: Math.floor(i / (grid.columns * grid.rows)),
        row: Math.floor(i / grid.columns) % grid.rows,
        column: i % grid.columns,
        gray,
      })),
    draw: (context) => drawGrid(grid, context),
  });
}

function countOf({ pixels, columns, rows }: ImageGrid): number {
  return Math.floor(pixels.length / (columns * rows));
}

function sizeAt(grid: ImageGrid, width: number) {
  const { columns, rows, perRow = 10 } = grid;
  const across = perRow * (columns + padding) + padding;
  const lines = Math.ceil(countOf(grid) / perRow);
  const down = Math.max(1, lines) * (rows + padding) + padding;
  const scale = Math.min(mostScale, width / across);
  return { across, down, scale, height: Math.ceil(down * scale) };
}

function drawGrid(
  grid: ImageGrid,
  { document, width }: FigureContext,
): SVGSVGElement {
  const { pixels, columns, rows, perRow = 10 } = grid;
  const { across, down, scale, height } = sizeAt(grid, width);
  const sheet = new Uint8Array(across * down).fill(64);
  for (let i = 0; i < countOf(grid); i++) {
    const left = i % perRow * (columns + padding) + padding;
    const top = Math.floor(i / perRow) * (rows + padding) + padding;
    for (let k = 0; k < columns * rows; k++) {
      const at = (top + Math.floor(k / columns)) * across + left + k % columns;
      sheet[at] = pixels[i * columns * rows + k];
    }
  }
  const svg = canvas(document, width, height);
  svg.append(element(document, "image", {
    href: pngUrl(across, down, sheet, grays),
    width: across * scale,
    height: down * scale,
    "aria-label": `${countOf(grid)} images`,
  }));
  const box = { left: 0, top: 0, width: across * scale, height: down * scale };
  letRead(svg, () =>
    pointReadings(
      Array.from(pixels, (gray, k): ReadPoint => {
        const image = Math.floor(k / (columns * rows));
        const [row, column] = [Math.floor(k / columns) % rows, k % columns];
        const pitch = [columns + padding, rows + padding];
        return {
          x: scale * (image % perRow * pitch[0] + padding + column + 0.5),
          y: scale *
            (Math.floor(image / perRow) * pitch[1] + padding + row + 0.5),
          series: Math.floor(image / perRow) * rows + row,
          words: [
            `image ${image}, row ${row}, column ${column}: gray ${gray}`,
          ],
        };
      }),
      box,
      "the pixels",
    ));
  return svg;
}
