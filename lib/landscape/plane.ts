/** Losses on a grid center + x u + y v. */
export interface Plane {
  /** Coordinates along u, ascending. */
  readonly xs: Float64Array;
  /** Coordinates along v, ascending. */
  readonly ys: Float64Array;
  /** ys.length × xs.length, row-major: losses[j · xs.length + i]. */
  readonly losses: Float64Array;
  /** u and v (p each). */
  readonly directions: readonly [Float64Array, Float64Array];
  readonly center: Float64Array;
}

/** A path drawn on a plane, with how far it is from lying in it. */
export interface PlanePath {
  /** In-plane coordinates of each point (the least-squares projection). */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** The true loss of each point. */
  readonly losses: Float64Array;
  /** The loss of the plane at each projection. */
  readonly planeLosses: Float64Array;
  /** Distance of each point from the plane. */
  readonly distances: Float64Array;
  /** Share of the path's squared displacement from the center in the plane. */
  readonly varianceExplained: number;
}
