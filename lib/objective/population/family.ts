import {
  type Activation,
  type ActivationChoice,
  isCustomActivation,
  normalizeActivation,
  resolveActivation,
} from "../../network/mod.ts";

/** What an activation is where expectations under a normal input are taken. */
export type Family =
  /** z for z > 0, else αz: identity, relu, leakyRelu. */
  | { readonly kind: "piecewiseLinear"; readonly α: number }
  /** scale Φ(z) + shift: normalCdf, sigmoid2. */
  | {
    readonly kind: "normalCdf";
    readonly scale: number;
    readonly shift: number;
  }
  /** Σ c_k zᵏ: square (z²/2), cube, polynomial, a constant. */
  | { readonly kind: "polynomial"; readonly coefficients: readonly number[] }
  /** eᶻ. */
  | { readonly kind: "exp" }
  /** Analytic on a strip of this half-width around the real axis. */
  | { readonly kind: "analytic"; readonly halfWidth: number }
  /** Analytic on either side of 0. */
  | { readonly kind: "kinked" };

/** A hidden neuron's activation, with its family. */
export interface PopulationActivation {
  /** As a network's text has it. */
  readonly name: string;
  /** What it is. */
  readonly family: Family;
  /** f, f′ and f″. */
  readonly functions: Activation;
}

/**
 * Half-widths of strips: poles of tanh at iπ/2, of the logistic function at iπ,
 * in g of σ(4z). Functions of Φ are entire, but grow as e^{y²/2} along iy: what
 * counts is where Gaussians of width 1 are resolved.
 */
const halfWidths: Readonly<Record<string, number>> = {
  tanh: Math.PI / 2,
  sigmoid: Math.PI,
  softplus: Math.PI,
  smoothLeakyRelu: Math.PI,
  silu: Math.PI,
  g: Math.PI / 4,
  gelu: 2.5,
  normalCdf: 2.5,
  sigmoid2: 2.5,
};

const kinked = new Set(["relu", "leakyRelu", "elu", "selu"]);

/** What is assumed of a user's own functions. */
const unknownHalfWidth = 1;

/** The constant 1, whose coefficient is an output's bias. */
export const constantActivation: PopulationActivation = {
  name: "1",
  family: { kind: "polynomial", coefficients: [1] },
  functions: resolveActivation({ name: "polynomial", coefficients: [1] }),
};

/**
 * The activation of a hidden neuron, its family taken as analytic or kinked if
 * everything is to be integrated by quadrature.
 *
 * @throws {RangeError} For sign, whose derivatives say nothing about its loss.
 */
export function populationActivation(
  choice: ActivationChoice,
  byQuadrature: boolean,
): PopulationActivation {
  const functions = resolveActivation(choice);
  if (isCustomActivation(choice)) {
    return {
      name: "custom",
      family: { kind: "analytic", halfWidth: unknownHalfWidth },
      functions,
    };
  }
  const normal = normalizeActivation(choice);
  const { name, alpha = 0, coefficients = [] } = typeof normal === "string"
    ? { name: normal }
    : normal as Exclude<typeof normal, string | Activation>;
  if (name === "sign") {
    throw new RangeError(
      "Cannot build the population loss: activation sign, expected one whose " +
        "derivative is not 0 almost everywhere",
    );
  }
  const closed = closedFamily(name, alpha, coefficients);
  if (closed && !byQuadrature) return { name, family: closed, functions };
  return {
    name,
    family: kinked.has(name)
      ? { kind: "kinked" }
      : { kind: "analytic", halfWidth: halfWidths[name] ?? 2.5 },
    functions,
  };
}

function closedFamily(
  name: string,
  α: number,
  coefficients: readonly number[],
): Family | undefined {
  switch (name) {
    case "identity":
      return { kind: "piecewiseLinear", α: 1 };
    case "relu":
      return { kind: "piecewiseLinear", α: 0 };
    case "leakyRelu":
      return { kind: "piecewiseLinear", α };
    case "normalCdf":
      return { kind: "normalCdf", scale: 1, shift: 0 };
    case "sigmoid2":
      return { kind: "normalCdf", scale: 2, shift: -1 };
    case "square":
      return { kind: "polynomial", coefficients: [0, 0, 0.5] };
    case "cube":
      return { kind: "polynomial", coefficients: [0, 0, 0, 1] };
    case "polynomial":
      return { kind: "polynomial", coefficients };
    case "exp":
      return { kind: "exp" };
  }
}

/** Whether the activation has a kink at 0. */
export function isKinked(family: Family): boolean {
  return family.kind === "kinked" ||
    (family.kind === "piecewiseLinear" && family.α !== 1);
}

/** σ′(0+) − σ′(0−), the mass that σ″ has at 0. */
export function jumpOf({ f, derivative }: Activation): number {
  const slopeAt = (z: number) => derivative(z, f(z));
  return slopeAt(Number.MIN_VALUE) - slopeAt(-Number.MIN_VALUE);
}
