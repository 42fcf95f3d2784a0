/** Where a flow of overlaps starts; row-major. */
export interface OverlapStart {
  /** wᵢᵀΣwⱼ of the student's k neurons (k × k). */
  readonly Q: ArrayLike<number>;
  /** wᵢᵀΣwⱼ* of student and teacher (k × K). */
  readonly R: ArrayLike<number>;
  /** wᵢ*ᵀΣwⱼ* of the teacher's K neurons (K × K). */
  readonly T: ArrayLike<number>;
  /** Output weights of the student (k). */
  readonly a: ArrayLike<number>;
  /** Output weights of the teacher (K). */
  readonly teacherWeights: ArrayLike<number>;
}

/** The initial-value problem of overlaps: ẏ = f(y), y = (Q, R, a). */
export interface OverlapFlow {
  /** Length of y. */
  readonly dimension: number;
  /** y at the start. */
  readonly start: Float64Array;
  /** Writes f(y) into `out`. */
  derivative(t: number, y: Float64Array, out: Float64Array): void;
  /** What y holds. */
  read(y: Float64Array): {
    readonly Q: Float64Array;
    readonly R: Float64Array;
    readonly a: Float64Array;
  };
}

/**
 * y of k student and K teacher neurons.
 *
 * @throws {RangeError} If the overlaps do not fit each other.
 */
export function orderParameters(
  act: string,
  { Q, R, T, a, teacherWeights }: OverlapStart,
): Omit<OverlapFlow, "derivative"> {
  const k = a.length;
  const K = teacherWeights.length;
  const n = k + K;
  if (Q.length !== k * k || R.length !== k * K || T.length !== K * K) {
    throw new RangeError(
      `Cannot ${act}: Q, R and T of ${Q.length}, ${R.length} and ${T.length} ` +
        `numbers, expected ${k * k}, ${k * K} and ${K * K} for ${k} and ${K} ` +
        `neurons`,
    );
  }
  return {
    dimension: k * n + k,
    start: Float64Array.from([Q, R, a].flatMap((x) => Array.from(x))),
    read: (y) => ({
      Q: y.slice(0, k * k),
      R: y.slice(k * k, k * n),
      a: y.slice(k * n),
    }),
  };
}
