import { hessianSpectrum } from "../curvature/mod.ts";
import { norm } from "../linalg/mod.ts";
import type { Network } from "../network/mod.ts";
import type { Objective } from "../objective/objective.ts";
import {
  checkVariant,
  list,
  number,
  oneOf,
  type OptionTable,
  required,
  text,
  variants,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { checkVector } from "./check.ts";

/** A direction in parameter space, as plain data. */
export type DirectionChoice =
  /** One parameter. */
  | { readonly kind: "coordinate"; readonly index: number }
  /**
   * Normal entries, scaled: "filter" (the default where there is a network)
   * gives each neuron's row, bias included, the length of that row of θ;
   * "unit" makes the length of the whole one.
   */
  | {
    readonly kind: "random";
    readonly seed: number;
    readonly normalize?: "filter" | "unit";
  }
  /** A unit eigenvector of the Hessian; index 0 has the lowest eigenvalue. */
  | { readonly kind: "eigenvector"; readonly index: number }
  /** From θ to a point, which lies at offset 1. */
  | { readonly kind: "through"; readonly point: Float64Array };

/** What each kind of {@linkcode direction} takes. */
export const directionOptions: {
  readonly [Kind in DirectionChoice["kind"]]: OptionTable<
    Extract<DirectionChoice, { readonly kind: Kind }>
  >;
} = {
  coordinate: { kind: text, index: required(number) },
  random: {
    kind: text,
    seed: required(number),
    normalize: oneOf("filter", "unit"),
  },
  eigenvector: { kind: text, index: required(number) },
  through: { kind: text, point: required(list) },
};

/**
 * A direction at θ.
 *
 * Filter normalization follows Li, Xu, Taylor, Studer and Goldstein,
 * Visualizing the loss landscape of neural nets, 2018, section 4, where biases
 * are left alone; here they belong to the neuron's row.
 *
 * @throws {RangeError} If an index or a length does not fit.
 * @throws {TypeError} If filter normalization is asked for without a network, or
 * a name is unknown or missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   direction,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "random", seed: 1 });
 * assertEquals(u.length, θ.length); // for slice and plane
 * ```
 */
export function direction(
  objective: Objective,
  θ: ArrayLike<number>,
  choice: DirectionChoice,
): Float64Array {
  const center = checkVector("choose a direction", objective, "θ", θ);
  checkVariant("choose a direction", choice, variants(directionOptions));
  const p = objective.parameterCount;
  switch (choice.kind) {
    case "coordinate": {
      checkIndex(choice.index, p);
      const unit = new Float64Array(p);
      unit[choice.index] = 1;
      return unit;
    }
    case "eigenvector":
      checkIndex(choice.index, p);
      return hessianSpectrum(objective, center).eigenvectors[choice.index];
    case "through":
      return checkVector(
        "choose a direction",
        objective,
        "point",
        choice.point,
      ).map((x, i) => x - center[i]);
    case "random":
      return randomDirection(objective, center, choice);
    default:
      throw new RangeError(
        `Cannot choose a direction: kind "${
          (choice as { kind: unknown }).kind
        }", expected coordinate, eigenvector, through or random`,
      );
  }
}

function randomDirection(
  { network }: Objective,
  θ: Float64Array,
  { seed, normalize = network === undefined ? "unit" : "filter" }: {
    readonly seed: number;
    readonly normalize?: "filter" | "unit";
  },
): Float64Array {
  const random = randomGenerator(seed);
  const d = θ.map(() => random.normal());
  if (normalize === "unit") {
    scaleTo(d, 1);
    return d;
  }
  if (network === undefined) {
    throw new TypeError(
      "Cannot normalize per neuron: got an objective without a network, expected one with a network, or normalize “unit”",
    );
  }
  for (const [begin, end] of rows(network)) {
    scaleTo(d.subarray(begin, end), norm(θ.subarray(begin, end)));
  }
  return d;
}

/** Where each neuron's row begins and ends in θ. */
function* rows({ layers }: Network): Generator<[number, number]> {
  for (const { offset, width, fanIn, bias } of layers) {
    const length = fanIn + (bias ? 1 : 0);
    for (let i = 0; i < width; i++) {
      yield [offset + i * length, offset + (i + 1) * length];
    }
  }
}

function scaleTo(vector: Float64Array, length: number): void {
  const scale = length / norm(vector);
  for (let i = 0; i < vector.length; i++) vector[i] *= scale;
}

function checkIndex(index: number, p: number): void {
  if (Number.isInteger(index) && index >= 0 && index < p) return;
  throw new RangeError(
    `Cannot choose direction ${index}, expected an integer in 0 … ${p - 1}`,
  );
}
