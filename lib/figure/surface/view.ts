/** Where a surface is looked at from, in degrees. */
export interface View {
  /** Around the vertical; 0 looks along the second axis. */
  readonly azimuth: number;
  /** Above the ground, 10 … 90: from straight above it is a plane. */
  readonly elevation: number;
}

/** From the front left, above the ground. */
export const FIRST_VIEW: View = { azimuth: -35, elevation: 35 };

/** Kept so far above the ground that the surface is never seen from below. */
const [LOWEST, HIGHEST] = [10, 90];

/** A view turned by some degrees. */
export function turned(
  { azimuth, elevation }: View,
  around: number,
  upward: number,
): View {
  return {
    azimuth: ((azimuth + around + 540) % 360) - 180,
    elevation: Math.min(HIGHEST, Math.max(LOWEST, elevation + upward)),
  };
}

/**
 * A point in the box of a surface: across and upward in the plane −½ … ½,
 * height 0 … 1.
 */
export type BoxPoint = readonly [u: number, v: number, height: number];

/** How high the box is, in units of its sides. */
export const BOX_HEIGHT = 0.6;

/** The parallel projection of the box on a picture. */
export interface Projection {
  /** Pixels to the right and downward, and nearness to the eye, in sides. */
  readonly place: (point: BoxPoint) => readonly [number, number, number];
  /** The point of the plane that is seen at a pixel at some height. */
  readonly under: (
    x: number,
    y: number,
    height: number,
  ) => readonly [number, number];
  /** Pixels of a side of the box. */
  readonly scale: number;
  /** Of the whole picture, in CSS pixels. */
  readonly width: number;
}

/** Room for labels beside the box, and above and below it, in CSS pixels. */
const [ASIDE, OVER] = [34, 27];

/** The projection to a picture of a size, which the box fills as it turns. */
export function projectionOf(
  { azimuth, elevation }: View,
  { width, top, height }: {
    readonly width: number;
    readonly top: number;
    readonly height: number;
  },
): Projection {
  const [a, e] = [azimuth, elevation].map((degrees) => degrees * Math.PI / 180);
  const [cosA, sinA, cosE, sinE] = [
    Math.cos(a),
    Math.sin(a),
    Math.cos(e),
    Math.sin(e),
  ];
  // as wide as it gets on its way around
  const across = (width - 2 * ASIDE) / Math.SQRT2;
  const upward = (height - 2 * OVER) /
    (Math.SQRT2 * sinE + BOX_HEIGHT * cosE);
  const scale = Math.min(across, upward);
  const [middleX, middleY] = [width / 2, top + height / 2];
  return {
    scale,
    width,
    place([u, v, h]) {
      const right = u * cosA - v * sinA;
      const away = u * sinA + v * cosA;
      const up = (h - 0.5) * BOX_HEIGHT;
      return [
        middleX + scale * right,
        middleY - scale * (away * sinE + up * cosE),
        up * sinE - away * cosE,
      ];
    },
    under(x, y, h) {
      const right = (x - middleX) / scale;
      const up = (h - 0.5) * BOX_HEIGHT;
      const away = ((middleY - y) / scale - up * cosE) / sinE;
      return [right * cosA + away * sinA, away * cosA - right * sinA];
    },
  };
}
