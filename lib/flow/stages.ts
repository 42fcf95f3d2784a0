/** out = y + h Σ wᵢ kᵢ over the first `count` stages. */
export function combineStages(
  y: Float64Array,
  h: number,
  weights: ArrayLike<number>,
  k: readonly Float64Array[],
  count: number,
  out: Float64Array,
): Float64Array {
  for (let m = 0; m < out.length; m++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += weights[i] * k[i][m];
    out[m] = y[m] + h * sum;
  }
  return out;
}

/** out = h Σ wᵢ kᵢ over the stages that have a weight. */
export function weighStages(
  h: number,
  weights: ArrayLike<number>,
  k: readonly Float64Array[],
  out: Float64Array,
): Float64Array {
  for (let m = 0; m < out.length; m++) {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i] * k[i][m];
    out[m] = h * sum;
  }
  return out;
}

/**
 * The weights of the stages at the fraction s of a step; row i of `dense` holds
 * the coefficients of s, s², … of the weight of stage i.
 */
export function denseWeights(
  dense: readonly (readonly number[])[],
  s: number,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < dense.length; i++) {
    let weight = 0;
    for (let j = dense[i].length - 1; j >= 0; j--) {
      weight = (weight + dense[i][j]) * s;
    }
    out[i] = weight;
  }
  return out;
}
