import type { ActivationChoice, ActivationData } from "../../network/mod.ts";
import { exp, expm1 } from "../../special/mod.ts";

/** σ, σ′, … , σ⁗ at x, to `out`. */
export type HigherDerivatives = (x: number, out: Float64Array) => void;

/** σ(x) = αx + (1 − α) log(1 + eˣ), without its value, which is not needed. */
function smoothLeakyRelu(α: number): HigherDerivatives {
  return (x, out) => {
    const s = 1 / (1 + exp(-x));
    const d = s * (1 - s);
    out[1] = α + (1 - α) * s;
    out[2] = (1 - α) * d;
    out[3] = (1 - α) * d * (1 - 2 * s);
    out[4] = (1 - α) * d * (1 - 6 * d);
  };
}

function sigmoid(x: number, out: Float64Array): void {
  const s = 1 / (1 + exp(-x));
  const d = s * (1 - s);
  out[1] = d;
  out[2] = d * (1 - 2 * s);
  out[3] = d * (1 - 6 * d);
  out[4] = d * (1 - 2 * s) * (1 - 12 * d);
}

function tanh(x: number, out: Float64Array): void {
  const e = expm1(2 * x);
  const t = e === Infinity ? 1 : e / (e + 2);
  const d = 1 - t * t;
  out[1] = d;
  out[2] = -2 * t * d;
  out[3] = d * (4 - 6 * d);
  out[4] = t * d * (24 * d - 8);
}

function identity(_x: number, out: Float64Array): void {
  out.fill(0);
  out[1] = 1;
}

/** The activations with four continuous derivatives that are known here. */
const known: Readonly<Record<string, (α: number) => HigherDerivatives>> = {
  smoothLeakyRelu,
  softplus: () => smoothLeakyRelu(0),
  sigmoid: () => sigmoid,
  tanh: () => tanh,
  identity: () => identity,
};

/**
 * The derivatives of an activation.
 *
 * @throws {RangeError} If they are not known or not continuous.
 */
export function higherDerivatives(
  activation: ActivationChoice,
): HigherDerivatives {
  const { name = "a function", alpha = NaN }: Partial<ActivationData> =
    typeof activation === "string"
      ? { name: activation }
      : "f" in activation
      ? {}
      : activation;
  if (Object.hasOwn(known, name)) return known[name](alpha);
  throw new RangeError(
    `Cannot match the score: activation ${name}, expected one with four ` +
      `continuous derivatives: ${Object.keys(known).join(", ")}`,
  );
}
