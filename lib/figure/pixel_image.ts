import * as Plot from "@observablehq/plot";
import { pngUrl } from "./png.ts";
import type { Box } from "./svg.ts";

/** What {@linkcode pixelImage} shows. */
export interface PixelImage {
  readonly columns: number;
  readonly rows: number;
  /** A place in the palette for each grid point, the lowest row first. */
  readonly pixels: Uint8Array;
  /** Red, green, blue, red … */
  readonly palette: Uint8Array;
  /** Opacity of each color, 0 … 255; all full by default. */
  readonly alphas?: Uint8Array;
  /** Default 1. */
  readonly opacity?: number;
  readonly label: string;
}

/**
 * One pixel per grid point over a box, smoothed by whoever shows it. Not Plot's
 * raster, which needs a canvas.
 */
export function pixelImage(image: PixelImage, box: Box): Plot.Markish {
  const { columns, rows, pixels, palette, alphas, opacity = 1, label } = image;
  const fromTop = new Uint8Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    const row = pixels.subarray((rows - 1 - j) * columns, (rows - j) * columns);
    fromTop.set(row, j * columns);
  }
  return Plot.image([0], {
    frameAnchor: "middle",
    src: () => pngUrl(columns, rows, fromTop, palette, alphas),
    // a grid point is the middle of its pixel
    width: box.width * columns / Math.max(1, columns - 1),
    height: box.height * rows / Math.max(1, rows - 1),
    opacity,
    preserveAspectRatio: "none",
    ariaLabel: () => label,
  });
}
