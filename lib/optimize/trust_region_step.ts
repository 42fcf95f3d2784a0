/** A quadratic model gᵀs + sᵀHs/2 in the basis of the eigenvectors of H. */
export interface EigenModel {
  /** Eigenvalues of H, ascending. */
  readonly eigenvalues: Float64Array;
  /** Components of g. */
  readonly gradient: Float64Array;
}

/**
 * Minimizes the model over ‖s‖ ≤ radius, exactly, also where H is indefinite.
 *
 * s = −(H + λ)⁻¹ g with the λ ≥ max(0, −λ₁) for which ‖s‖ = radius, or λ = 0 if
 * that lies inside. In the hard case, where g has (nearly) no component along
 * the lowest eigenvector, ‖s‖ stays below the radius for every λ > −λ₁, and the
 * rest of the length goes along that eigenvector. Moré and Sorensen, Computing
 * a trust region step, 1983; the eigenbasis makes each trial of λ O(p).
 *
 * @param out Receives s in the eigenbasis.
 * @returns The reduction of the model, which is not negative.
 */
export function trustRegionStep(
  { eigenvalues, gradient }: EigenModel,
  radius: number,
  out: Float64Array,
): number {
  const p = eigenvalues.length;
  const lowest = eigenvalues[0];
  const size = Math.max(Math.abs(lowest), Math.abs(eigenvalues[p - 1]));
  // An eigenvalue is known to about ε ‖H‖: no step divides by less.
  const resolution = Math.max(8 * Number.EPSILON * size, Number.MIN_VALUE);

  function stepLength(λ: number): number {
    let square = 0;
    for (let i = 0; i < p; i++) {
      out[i] = -gradient[i] / Math.max(eigenvalues[i] + λ, resolution);
      square += out[i] * out[i];
    }
    return Math.sqrt(square);
  }

  if (lowest >= -resolution && stepLength(0) <= radius) {
    return reduction(eigenvalues, gradient, out);
  }
  const least = Math.max(0, resolution - lowest);
  if (stepLength(least) <= radius) {
    let rest = 0;
    for (let i = 1; i < p; i++) rest += out[i] * out[i];
    const along = Math.sqrt(Math.max(0, radius * radius - rest));
    out[0] = gradient[0] > 0 ? -along : along;
    return reduction(eigenvalues, gradient, out);
  }
  boundaryStep(eigenvalues, gradient, radius, least, stepLength, out);
  return reduction(eigenvalues, gradient, out);
}

/** Newton's method on 1/‖s(λ)‖ − 1/radius, kept inside a shrinking bracket. */
function boundaryStep(
  eigenvalues: Float64Array,
  gradient: Float64Array,
  radius: number,
  least: number,
  stepLength: (λ: number) => number,
  s: Float64Array,
): void {
  const p = eigenvalues.length;
  let square = 0;
  for (let i = 0; i < p; i++) square += gradient[i] * gradient[i];
  let low = least;
  let high = Math.max(least, Math.sqrt(square) / radius - eigenvalues[0]);
  let λ = low;
  for (let iteration = 0; iteration < 100; iteration++) {
    const length = stepLength(λ);
    if (Math.abs(length - radius) <= 1e-3 * radius) return; // need not be exact
    if (length > radius) low = λ;
    else high = λ;
    // d‖s‖/dλ = −Σ sᵢ²/(λᵢ + λ) / ‖s‖
    let slope = 0;
    for (let i = 0; i < p; i++) {
      slope += s[i] * s[i] / Math.max(eigenvalues[i] + λ, Number.MIN_VALUE);
    }
    const newton = λ + (length - radius) / radius * (length * length / slope);
    // geometric, as λ may range over many powers of ten
    const middle = low > 0 ? Math.sqrt(low * high) : high / 100;
    λ = newton > low && newton < high ? newton : middle;
    if (λ === low || λ === high) return;
  }
}

/** −gᵀs − sᵀHs/2. */
function reduction(
  eigenvalues: Float64Array,
  gradient: Float64Array,
  s: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < s.length; i++) {
    sum -= s[i] * (gradient[i] + eigenvalues[i] * s[i] / 2);
  }
  return sum;
}
