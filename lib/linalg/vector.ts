/** Σ xᵢ yᵢ. */
export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/** ‖x‖₂, scaled where squares would over- or underflow. */
export function norm(x: Float64Array): number {
  const square = dot(x, x);
  if (square > 1e-280 && square < 1e280) return Math.sqrt(square);
  const scale = infinityNorm(x);
  if (!(scale > 0 && scale < Infinity)) return scale;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/** ‖x‖∞ = max |xᵢ|; NaN where an entry is NaN. */
export function infinityNorm(x: Float64Array): number {
  let max = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i]);
    if (!(size <= max)) max = size;
    if (size !== size) return NaN;
  }
  return max;
}

/** max |xᵢ| over the indices given; NaN where one of those entries is NaN. */
export function infinityNormAt(
  x: Float64Array,
  indices: ArrayLike<number>,
): number {
  let max = 0;
  for (let k = 0; k < indices.length; k++) {
    const size = Math.abs(x[indices[k]]);
    if (!(size <= max)) max = size;
    if (size !== size) return NaN;
  }
  return max;
}

/** out = y + a x; `out` may be x or y. */
export function addScaled(
  y: Float64Array,
  a: number,
  x: Float64Array,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < x.length; i++) out[i] = y[i] + a * x[i];
  return out;
}

/** Whether no entry is NaN or infinite. */
export function isFiniteVector(x: Float64Array): boolean {
  // a finite number times zero is zero, anything else NaN
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * 0;
  return sum === 0;
}
