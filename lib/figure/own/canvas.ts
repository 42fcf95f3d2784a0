// @ts-types="npm:@types/d3@^7.4.3"
import { color } from "d3";
import type { Element } from "../../dom.ts";
import { rgbaUrl } from "../png.ts";

/** Pixels, as a browser's ImageData: four bytes each. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * What of a canvas works outside a browser: rectangles of one color and pixels,
 * of which Observable Plot makes its rasters and the legends of its colors. No
 * package without native code draws more.
 */
class PixelContext {
  readonly canvas: { readonly width: number; readonly height: number };
  /** As in a browser. */
  fillStyle = "#000";
  /** As in a browser. */
  globalAlpha = 1;
  #pixels: Pixels | undefined;

  constructor(canvas: { readonly width: number; readonly height: number }) {
    this.canvas = canvas;
  }

  /** A change of a canvas' size clears it. */
  get pixels(): Pixels {
    const { width, height } = this.canvas;
    const known = this.#pixels;
    if (known?.width === width && known.height === height) return known;
    return this.#pixels = this.createImageData(width, height);
  }

  createImageData(width: number, height: number): Pixels {
    return {
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    };
  }

  getImageData(left: number, top: number, wide: number, high: number): Pixels {
    const { width, data } = this.pixels;
    const part = this.createImageData(wide, high);
    this.#each(left, top, wide, high, (x, y) => {
      const from = 4 * (y * width + x);
      part.data.set(
        data.subarray(from, from + 4),
        4 * ((y - top) * wide + x - left),
      );
    });
    return part;
  }

  putImageData(pixels: Pixels, left: number, top: number): void {
    const { width, data } = this.pixels;
    this.#each(left, top, pixels.width, pixels.height, (x, y) => {
      const from = 4 * ((y - top) * pixels.width + x - left);
      data.set(pixels.data.subarray(from, from + 4), 4 * (y * width + x));
    });
  }

  fillRect(left: number, top: number, wide: number, high: number): void {
    const { width, data } = this.pixels;
    const fill = color(this.fillStyle)?.rgb();
    if (!fill) return; // as in a browser, which keeps the last one
    const alpha = fill.opacity * this.globalAlpha;
    const { r, g, b } = fill;
    this.#each(left, top, wide, high, (x, y) => {
      const at = 4 * (y * width + x);
      const below = data[at + 3] / 255 * (1 - alpha);
      const whole = alpha + below;
      [r, g, b].forEach((part, k) =>
        data[at + k] = whole && (part * alpha + data[at + k] * below) / whole
      );
      data[at + 3] = 255 * whole;
    });
  }

  clearRect(left: number, top: number, wide: number, high: number): void {
    const { width, data } = this.pixels;
    this.#each(left, top, wide, high, (x, y) => {
      data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 4);
    });
  }

  /** The whole pixels of a rectangle that lie on the canvas. */
  #each(
    left: number,
    top: number,
    wide: number,
    high: number,
    work: (x: number, y: number) => void,
  ): void {
    const { width, height } = this.pixels;
    const [right, bottom] = [left + wide, top + high].map(Math.round);
    const [first, above] = [left, top].map(Math.round);
    for (let y = Math.max(0, above); y < Math.min(height, bottom); y++) {
      for (let x = Math.max(0, first); x < Math.min(width, right); x++) {
        work(x, y);
      }
    }
  }
}

const lines = "arc arcTo beginPath bezierCurveTo clip closePath drawImage " +
  "ellipse fill fillText lineTo moveTo quadraticCurveTo rect stroke " +
  "strokeRect strokeText roundRect";
for (const name of lines.split(" ")) {
  Object.defineProperty(PixelContext.prototype, name, {
    value() {
      throw new TypeError(
        `Cannot draw on a canvas outside a browser: ${name}, expected fillRect, putImageData, or SVG in place of the canvas`,
      );
    },
  });
}

/** Gives a canvas element of a document without them what works here. */
export function equipCanvas(element: Element): void {
  const canvas = element as Element & {
    readonly width: number;
    readonly height: number;
  };
  const context = new PixelContext(canvas);
  Object.defineProperties(canvas, {
    getContext: { value: (kind: string) => kind === "2d" ? context : null },
    toDataURL: {
      value: () => {
        const { width, height, data } = context.pixels;
        return rgbaUrl(width, height, data);
      },
    },
  });
}
