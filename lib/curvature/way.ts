/** Points along a way, oldest first: a training's trajectory is one. */
export interface Way {
  /** When each was passed. */
  readonly times: Float64Array;
  /** θ then (p each). */
  readonly parameters: readonly Float64Array[];
}

/** Numbers of so many points at most of a way, first and last among them. */
export function someOf({ times }: Way, most: number): number[] {
  const count = Math.min(most, times.length);
  const stride = (times.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, k) => Math.round(k * stride));
}
