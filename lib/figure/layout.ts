/** Space around the frame of a figure, in CSS pixels; shared, so that stacked figures align. */
export interface Margins {
  /** Room for a line of key and axis name. */
  readonly top: number;
  /** Kept free so that the last tick label is not cut. */
  readonly right: number;
  /** Room for tick labels and axis name. */
  readonly bottom: number;
  /** Room for tick labels. */
  readonly left: number;
}

/** See {@linkcode Margins}. */
export const MARGINS: Margins = { top: 30, right: 16, bottom: 42, left: 56 };

/** Size of all text in a figure but the smallest, in CSS pixels. */
export const FONT_SIZE = 11;

/** The system's own font: figures look like the page around them. */
export const FONT_FAMILY =
  "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** The largest side of a plane, in CSS pixels. */
const MAX_SIDE = 480;
/** Least room beside a plane in which a caption still reads well. */
const MIN_ASIDE = 160;
/** Of text below or beside a frame, in CSS pixels. */
export const LINE_HEIGHT = 16;

/** Height of a curve at a width: 3 : 5, within bounds. */
export function curveHeight(width: number): number {
  return Math.round(Math.min(340, Math.max(220, width * 0.6)));
}

/** Where the parts of a figure with a square frame go. */
export interface SquareLayout {
  /** Left, top and side of the frame. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Where the caption stands: below the frame, or beside it where wide. */
  readonly caption: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
  };
  readonly height: number;
}

/** The layout of a square frame at a width, with room for a caption. */
export function squareLayout(
  width: number,
  captionLines: number,
): SquareLayout {
  const { left, right, bottom } = MARGINS;
  const top = 36;
  const side = Math.max(80, Math.min(MAX_SIDE, width - left - right));
  const beside = width - left - side - 2 * right >= MIN_ASIDE;
  const below = captionLines === 0 ? 0 : captionLines * LINE_HEIGHT + 4;
  return {
    left,
    top,
    side,
    caption: beside
      ? {
        x: left + side + 1.5 * right,
        y: top + FONT_SIZE,
        width: width - left - side - 2 * right,
      }
      : { x: left, y: top + side + bottom + 8, width: side + right },
    height: top + side + bottom + (beside ? 0 : below),
  };
}
