/**
 * Expectations of two neurons σ₁(z₁), σ₂(z₂) under x ~ N(0, I), from which a
 * population loss with its derivatives is put together.
 *
 * e₁ is the direction of w₁, e₂ the direction orthogonal to it in which w₂
 * points as well; ξ = e₁·x and η = e₂·x are independent and standard normal:
 * z₁ = r₁ξ + b₁, z₂ = r₂(uξ + u′η) + b₂. What is orthogonal to both directions
 * averages by itself. Unlike derivatives in r and u, these expectations stay
 * finite where neurons become parallel (u′ = 0) or vanish (r = 0).
 *
 * Layout: E σ₁σ₂; then {@linkcode FIRST1} E σ₁′σ₂ (1, ξ, η), {@linkcode FIRST2}
 * E σ₁σ₂′ (1, ξ, η); then E σ₁″σ₂, E σ₁′σ₂′ and E σ₁σ₂″, each with
 * (1, ξ, η, ξ², ξη, η²), at {@linkcode SECOND11}, {@linkcode SECOND12},
 * {@linkcode SECOND22}.
 *
 * @module
 */
export const FIRST1 = 1;
export const FIRST2 = 4;
export const SECOND11 = 7;
export const SECOND12 = 13;
export const SECOND22 = 19;
export const MOMENTS = 25;

/** Two neurons in the plane of their weights. */
export interface Plane {
  /** ‖w₁‖, ‖w₂‖. */
  r1: number;
  r2: number;
  b1: number;
  b2: number;
  /** Cosine and sine of the angle between them. */
  u: number;
  v: number;
}

/** The highest derivative wanted of the loss. */
export type Order = 0 | 1 | 2;

/**
 * E σ₁⁽ᵖ⁾σ₂⁽ᑫ⁾ for p + q ≤ 4, times r₁ where p = 3, r₁² where p = 4, and so for
 * q: third and fourth derivatives come with those factors alone. Index by
 * {@linkcode tableIndex}.
 */
export type Table = Float64Array;

export const TABLE = 25;

/** Where E σ₁⁽ᵖ⁾σ₂⁽ᑫ⁾ is in a table. */
export function tableIndex(p: number, q: number): number {
  return 5 * p + q;
}

/**
 * Moments from a table, by Stein's lemma: E ξA = r₁E ∂₁A + r₂u E ∂₂A,
 * E ηA = r₂u′ E ∂₂A.
 */
export function momentsOfTable(
  table: Table,
  { r1, r2, u, v }: Plane,
  order: Order,
  out: Float64Array,
): void {
  out[0] = table[0];
  if (order === 0) return;
  first(1, 0, FIRST1);
  first(0, 1, FIRST2);
  if (order === 1) return;
  second(2, 0, SECOND11);
  second(1, 1, SECOND12);
  second(0, 2, SECOND22);

  /** r₁ⁱr₂ʲ E σ₁⁽ᵖ⁺ⁱ⁾σ₂⁽ᑫ⁺ʲ⁾. */
  function scaled(p: number, i: number, q: number, j: number): number {
    let value = table[tableIndex(p + i, q + j)];
    for (let k = Math.max(0, p + i - 2); k < i; k++) value *= r1;
    for (let k = Math.max(0, q + j - 2); k < j; k++) value *= r2;
    return value;
  }

  function first(p: number, q: number, at: number): void {
    const d2 = scaled(p, 0, q, 1);
    out[at] = table[tableIndex(p, q)];
    out[at + 1] = scaled(p, 1, q, 0) + u * d2;
    out[at + 2] = v * d2;
  }

  function second(p: number, q: number, at: number): void {
    first(p, q, at);
    const d12 = scaled(p, 1, q, 1);
    const d22 = scaled(p, 0, q, 2);
    const mean = out[at];
    out[at + 3] = mean + scaled(p, 2, q, 0) + 2 * u * d12 + u * u * d22;
    out[at + 4] = v * (d12 + u * d22);
    out[at + 5] = mean + v * v * d22;
  }
}

/**
 * Moments of (σ₁, σ₂) from those of (σ₂, σ₁): in their plane the directions are
 * f₁ = ue₁ + u′e₂ and f₂ = u′e₁ − ue₂, and the other way round.
 */
export function turnMoments(
  from: Float64Array,
  u: number,
  v: number,
  out: Float64Array,
): void {
  out[0] = from[0];
  turnFirst(FIRST2, FIRST1);
  turnFirst(FIRST1, FIRST2);
  turnSecond(SECOND22, SECOND11);
  turnSecond(SECOND12, SECOND12);
  turnSecond(SECOND11, SECOND22);

  function turnFirst(at: number, to: number): void {
    out[to] = from[at];
    out[to + 1] = u * from[at + 1] + v * from[at + 2];
    out[to + 2] = v * from[at + 1] - u * from[at + 2];
  }

  function turnSecond(at: number, to: number): void {
    turnFirst(at, to);
    const ξξ = from[at + 3];
    const ξη = from[at + 4];
    const ηη = from[at + 5];
    out[to + 3] = u * u * ξξ + 2 * u * v * ξη + v * v * ηη;
    out[to + 4] = u * v * (ξξ - ηη) + (v * v - u * u) * ξη;
    out[to + 5] = v * v * ξξ - 2 * u * v * ξη + u * u * ηη;
  }
}
