import { log, power } from "../special/mod.ts";
import { type ActivationChoice, resolveActivation } from "./activation.ts";

/** What an activation does to multiples of its argument. */
export interface ActivationSymmetry {
  /** d, where f(cx) = cᵈ f(x) for every c > 0. */
  readonly degree?: number;
  /** Where f(−x) = sign f(x) + constant. */
  readonly mirror?: { readonly sign: 1 | -1; readonly constant: number };
  /** k, where f(x) = kx. */
  readonly slope?: number;
  /** Whether f(x) = 0 on a half-line. */
  readonly silent: boolean;
}

const samples = [0.3, 0.7, 1.1, 1.9];
const accuracy = 1e-12;

/**
 * The symmetries of an activation, read off its values: so they are known of
 * any activation, a user's own included. Softmax, which is no function of one
 * number, has none.
 */
export function activationSymmetry(
  choice: ActivationChoice,
): ActivationSymmetry {
  if (choice === "softmax") return { silent: false };
  const { f } = resolveActivation(choice);
  const both = [...samples, ...samples.map((x) => -x)];
  const exponent = log(Math.abs(f(2) / f(1))) / log(2);
  const degree = Number.isFinite(exponent) ? wholeIfNear(exponent) : 0;
  const isHomogeneous = both.every((x) =>
    [0.5, 3].every((c) => agree(f(c * x), power(c, degree) * f(x)))
  );
  const mirror = ([1, -1] as const).map((sign) => ({
    sign,
    constant: f(-1) - sign * f(1),
  })).find(({ sign, constant }) =>
    both.every((x) => agree(f(-x), sign * f(x) + constant))
  );
  const isLinear = isHomogeneous && degree === 1 && mirror?.sign === -1;
  return {
    ...(isHomogeneous && { degree }),
    ...(mirror && { mirror }),
    ...(isLinear && { slope: f(1) }),
    silent: [1, -1].some((sign) => samples.every((x) => f(sign * x) === 0)),
  };
}

function wholeIfNear(x: number): number {
  return agree(x, Math.round(x)) ? Math.round(x) : x;
}

function agree(x: number, y: number): boolean {
  return Math.abs(x - y) <= accuracy * Math.max(1, Math.abs(x), Math.abs(y));
}
