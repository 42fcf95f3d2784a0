import type { Runs } from "./columns.ts";
import type { Range } from "./selection.ts";

/** An image in which runs are dots. */
export interface DotImage {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Opacity, blue, green, red, a number for each pixel, from the top. */
  readonly pixels: Int32Array;
  /** Room around the frame, in which dots on its edge are whole. */
  readonly margin: number;
}

/** What is drawn: which runs, where, and in which color. */
export interface DotScene {
  readonly runs: Runs;
  readonly xName: string;
  readonly yName: string;
  /** What lies between the ends of the axes. */
  readonly x: Range;
  readonly y: Range;
  /** Which are selected, and whether all are. */
  readonly mask: Uint8Array;
  readonly isAll: boolean;
  /** "#rrggbb" of each verdict. */
  readonly colors: readonly string[];
}

/** Of runs that are not selected: gray on light and on dark ground. */
const [OTHER, OTHER_OPACITY] = [0x808080, 0.22];

/** An empty image for a frame of a size in pixels. */
export function dotImage(
  width: number,
  height: number,
  radius: number,
): DotImage {
  const margin = Math.ceil(radius) + 1;
  const [across, down] = [width, height].map((side) =>
    Math.max(1, Math.round(side)) + 2 * margin
  );
  return {
    width: across,
    height: down,
    pixels: new Int32Array(across * down),
    margin,
  };
}

/** Radius of a dot in CSS pixels: many are small. */
export function radiusOf(count: number): number {
  return Math.min(4, Math.max(1.1, 4 * Math.sqrt(400 / Math.max(1, count))));
}

/**
 * Paints runs as dots: those that are not selected faintly, over them the
 * others. It is the same on a canvas and in a file, and allocates nothing but
 * the stamp of a dot.
 */
export function paintDots(
  image: DotImage,
  scene: DotScene,
  radius: number,
): void {
  const { width, height, pixels, margin } = image;
  const { runs, mask } = scene;
  pixels.fill(0);
  const xs = runs.column(scene.xName).places;
  const ys = runs.column(scene.yName).places;
  const [left, right] = scene.x;
  const [bottom, top] = scene.y;
  const across = (width - 2 * margin - 1) / (right - left);
  const upward = (height - 2 * margin - 1) / (top - bottom);
  const colors = Int32Array.from(scene.colors, bytesOf);
  const { offsets, cover } = stampOf(radius, width);
  const faint = cover.map((part) => part * OTHER_OPACITY);
  const { order, kinds } = runs;
  for (let pass = scene.isAll ? 1 : 0; pass < 2; pass++) {
    for (let n = 0; n < order.length; n++) {
      const i = order[n];
      if (mask[i] !== pass) continue;
      const x = xs[i];
      const y = ys[i];
      // also false of what has no place
      if (!(x >= left && x <= right && y >= bottom && y <= top)) continue;
      // rounded
      const column = margin + ((x - left) * across + 0.5 | 0);
      const row = height - 1 - margin - ((y - bottom) * upward + 0.5 | 0);
      const at = row * width + column;
      if (pass === 0) stampFaintly(pixels, at, offsets, faint);
      else stamp(pixels, at, offsets, cover, colors[kinds[i]]);
    }
  }
}

function stampFaintly(
  pixels: Int32Array,
  at: number,
  offsets: Int32Array,
  cover: Uint8Array,
): void {
  for (let k = 0; k < offsets.length; k++) {
    const place = at + offsets[k];
    if (pixels[place] >>> 24 < cover[k]) pixels[place] = cover[k] << 24 | OTHER;
  }
}

function stamp(
  pixels: Int32Array,
  at: number,
  offsets: Int32Array,
  cover: Uint8Array,
  color: number,
): void {
  const full = 0xff000000 | color;
  for (let k = 0; k < offsets.length; k++) {
    const place = at + offsets[k];
    const below = pixels[place];
    if (below === full) continue;
    const part = cover[k];
    if (part === 255) pixels[place] = full;
    else if (below >>> 24 < part) pixels[place] = part << 24 | color;
    else pixels[place] = mixed(below, color, part);
  }
}

/** A color over another one that is there: red with blue, and green. */
function mixed(below: number, color: number, part: number): number {
  const rest = 256 - part;
  const odd = Math.imul(below & 0xff00ff, rest) +
      Math.imul(color & 0xff00ff, part) | 0;
  const green = Math.imul(below & 0xff00, rest) +
      Math.imul(color & 0xff00, part) | 0;
  return below & 0xff000000 | odd >>> 8 & 0xff00ff | green >>> 8 & 0xff00;
}

/** Of a pixel that is covered less nothing is seen. */
const LEAST_COVER = 0.2;

/** A disk: where its pixels lie from its middle, and how much it covers them. */
function stampOf(radius: number, width: number) {
  const reach = Math.ceil(radius);
  const offsets: number[] = [];
  const cover: number[] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const part = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x, y)));
      if (part < LEAST_COVER) continue;
      offsets.push(y * width + x);
      cover.push(Math.round(255 * part));
    }
  }
  return { offsets: Int32Array.from(offsets), cover: Uint8Array.from(cover) };
}

/** "#rrggbb" as blue, green, red. */
function bytesOf(color: string): number {
  const value = Number.parseInt(color.slice(1), 16);
  return (value & 255) << 16 | value & 0xff00 | value >>> 16;
}
