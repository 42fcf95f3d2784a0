import { exp, expm1 } from "../../special/mod.ts";

/** One mode: a' = ηa b (σ − λab), b' = ηb a (σ − λab), from a and b at t = 0. */
export interface Mode {
  /** Its drive: a singular value of Σyx. */
  readonly σ: number;
  /** The variance of its input, from 0 on. */
  readonly λ: number;
  /** The first layer's weight at t = 0. */
  readonly a: number;
  /** The second layer's. */
  readonly b: number;
  /** Rates of the two layers, from 0 on. */
  readonly rates: readonly [ηa: number, ηb: number];
}

/** The weights of a mode at a time, and their product. */
export interface ModeState {
  readonly a: number;
  readonly b: number;
  /** z = ab. */
  readonly product: number;
}

/** Beyond this x² overflows; such a start is balanced to the last bit. */
const balancedFrom = 1e150;

/**
 * The exact weights at time t. With c = ηb a² − ηa b², which is conserved, and
 * r = 2√(ηa ηb), the product obeys z' = √(c² + r²z²) (σ − λz).
 */
export function modeAt(mode: Mode, t: number): ModeState {
  const { a, b, rates: [ηa, ηb] } = mode;
  const c = ηb * a * a - ηa * b * b;
  const z = productAt(mode, c, t);
  return weightsOf(mode, c, z);
}

function productAt(mode: Mode, c: number, t: number): number {
  const { σ, λ, a, b, rates: [ηa, ηb] } = mode;
  const r = 2 * Math.sqrt(ηa * ηb);
  const z0 = a * b;
  if (r === 0) return frozenProduct(z0, σ, λ, Math.abs(c) * t);
  const x = r * z0 / Math.abs(c);
  if (z0 === 0 && c === 0) return 0;
  return Math.abs(x) < balancedFrom
    ? generalProduct(x, Math.abs(c) / r, mode, r, t)
    : balancedProduct(z0, σ, λ, r * t);
}

/** With one layer at rest z' = |c| (σ − λz); τ = |c| t. */
function frozenProduct(z0: number, σ: number, λ: number, τ: number): number {
  return λ === 0 ? z0 + σ * τ : z0 + (σ / λ - z0) * -expm1(-λ * τ);
}

/** With c = 0 the product grows as a logistic curve, z' = r|z| (σ − λz); τ = rt. */
function balancedProduct(z0: number, σ: number, λ: number, τ: number): number {
  const growth = (z0 < 0 ? -1 : 1) * σ * τ;
  if (σ === 0) return z0 / (1 + λ * Math.abs(z0) * τ);
  if (growth <= 0) {
    return σ * z0 * exp(growth) / (λ * z0 * expm1(growth) + σ);
  }
  return σ * z0 / (σ * exp(-growth) - λ * z0 * expm1(-growth));
}

/**
 * The general case. With z = (|c|/r) sinh θ and p = tanh(θ/2) the equation is
 * p' = (A(1 − p²) − 2Bp)/2, A = rσ, B = λ|c|: p moves from p0 to the fixed
 * point g = A/(B + k), k = √(A² + B²), the other one being −1/g. Written so
 * that only numbers of one sign are added: no digit is lost for tiny c, large
 * t, or next to a fixed point.
 *
 * @param x r z0/|c| = sinh θ0.
 */
function generalProduct(
  x: number,
  scale: number,
  { σ, λ }: Mode,
  r: number,
  t: number,
): number {
  const A = r * σ;
  const B = λ * scale * r;
  const k = Math.sqrt(A * A + B * B);
  const g = k === 0 ? 0 : A / (B + k);
  const cosh = Math.sqrt(1 + x * x);
  const p0 = x / (1 + cosh);
  const [gUp, gDown] = onePlusMinus(
    g,
    k === 0 ? 1 : (B + B * B / (k + Math.abs(A))) / (B + k),
  );
  const [pUp, pDown] = onePlusMinus(p0, 2 / (1 + Math.abs(x) + cosh));
  const gone = -expm1(-k * t) * (1 + g * p0);
  const left = exp(-k * t) * (1 + g * g);
  return 2 * scale * (g * gone + p0 * left) * (gone + left) /
    ((gDown * gone + pDown * left) * (gUp * gone + pUp * left));
}

/** 1 + p and 1 − p, of which the lesser, 1 − |p|, is known to all digits. */
function onePlusMinus(p: number, lesser: number): [number, number] {
  return p > 0 ? [1 + p, lesser] : [lesser, 1 - p];
}

/** a and b from their product and c; each keeps the sign it can keep. */
function weightsOf(mode: Mode, c: number, z: number): ModeState {
  const { a, b, rates: [ηa, ηb] } = mode;
  const r = 2 * Math.sqrt(ηa * ηb);
  if (c === 0) {
    if (r === 0) return { a, b, product: z };
    if (z === 0) return { a: 0, b: 0, product: 0 };
    const size = Math.sqrt(r * Math.abs(z) / (2 * ηb));
    const now = a < 0 ? -size : size;
    return { a: now, b: z / now, product: z };
  }
  const root = Math.sqrt(c * c + r * r * z * z);
  const larger = Math.sqrt((root + Math.abs(c)) / (2 * (c > 0 ? ηb : ηa)));
  if (c > 0) {
    const now = a < 0 ? -larger : larger;
    return { a: now, b: z / now, product: z };
  }
  const now = b < 0 ? -larger : larger;
  return { a: z / now, b: now, product: z };
}
