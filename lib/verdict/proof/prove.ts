import { EnclosureError } from "../../interval/mod.ts";
import { KinkError, type Objective } from "../../objective/mod.ts";
import {
  checkOptions,
  checkPoint,
  listOf,
  number,
  type OptionTable,
} from "../../options/mod.ts";
import { criticalPoint, type Finding } from "./critical_point.ts";
import { exactInterpolation } from "./interpolation.ts";
import type { Proof } from "./proof.ts";
import { proofSentence } from "./sentences.ts";

/** What {@linkcode prove} takes. */
export interface ProveOptions {
  /** Indices of parameters that stay as they are, output weights say. */
  readonly hold?: readonly number[];
}

/** The kinds of the options. */
export const proveOptions: OptionTable<ProveOptions> = { hold: listOf(number) };

/**
 * Proves that there is a critical point near θ, and what it is: by interval
 * arithmetic, so that no rounding is in doubt. Data and parameters are the exact
 * numbers they are, activations the real functions they stand for.
 *
 * Krawczyk's test shows that a box around θ holds exactly one zero of ∇L and
 * that the Hessian is regular all over it; the index is counted at one matrix,
 * with verified eigenvalues. The box is then grown until the test fails. Where
 * symmetries (rescaling of homogeneous neurons, redundant linear layers, the
 * shift that softmax does not see) or parameters without influence leave
 * directions free, one parameter each is held, and the point is proved up to
 * them. Where the loss is a sum of fewer squares than there are parameters, and
 * nearly 0, the proof is of an exact interpolation.
 *
 * There is none for own activations and losses (a custom objective may bring an
 * `enclosure`), for population losses that are not in closed form or of inputs
 * other than N(0, I), at kinks, where the Hessian is singular for another reason, or
 * where it varies too much over the distance to the point: then nothing is known.
 *
 * Cost: a few enclosures of the Hessian, p²N/2 products each, and of p³.
 *
 * @throws {RangeError} If θ does not have p entries, one is not finite, or `hold`
 * is not a list of some, and not all, of the indices.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @see Krawczyk 1969; Rump, Verification methods, Acta Numerica 2010.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   dataset,
 *   empiricalLoss,
 *   network,
 *   parseNetwork,
 *   prove,
 * } from "@thalweg/thalweg";
 *
 * const net = network(parseNetwork("1 → 1"));
 * const data = dataset({ inputs: [[0], [1], [2]], targets: [[0], [1], [1]] });
 * const proof = prove(empiricalLoss(net, data), Float64Array.of(0.5, 1 / 6));
 * assertEquals([proof.status, proof.index], ["proved", 0]);
 * ```
 */
export function prove(
  objective: Objective,
  θ: ArrayLike<number>,
  options: ProveOptions = {},
): Proof {
  checkOptions("prove", options, proveOptions);
  const { hold = [] } = options;
  const point = checkPoint("prove", objective, θ);
  check(point, hold);
  const finding = attempt(objective, point, [...new Set(hold)]);
  return { ...finding, sentence: proofSentence(finding) };
}

function attempt(
  objective: Objective,
  θ: Float64Array,
  hold: readonly number[],
): Finding {
  const fail = (reason: string): Finding => ({
    status: "not proved",
    kind: "critical point",
    reason,
    held: hold,
    symmetries: [],
  });
  if (!objective.enclosure) {
    return fail(
      objective.backend === "population"
        ? "this population loss is enclosed where inputs are standard normal and all expectations are in closed form"
        : "nothing is known of the derivatives between points",
    );
  }
  try {
    return exactInterpolation(objective, θ, hold) ??
      criticalPoint(objective, θ, hold);
  } catch (error) {
    if (error instanceof EnclosureError || error instanceof KinkError) {
      return fail(error.reason);
    }
    throw error;
  }
}

function check(θ: Float64Array, hold: readonly number[]): void {
  const p = θ.length;
  const index = θ.findIndex((x) => !Number.isFinite(x));
  if (index >= 0) {
    throw new RangeError(
      `Cannot prove: parameter ${index} is ${
        θ[index]
      }, expected a finite number`,
    );
  }
  const wrong = hold.find((i) => !(Number.isInteger(i) && i >= 0 && i < p));
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot prove: parameter ${wrong} held, expected some of 0 … ${p - 1}`,
    );
  }
  if (new Set(hold).size === p) {
    throw new RangeError(
      p === 1
        ? "Cannot prove: the only parameter held, expected one that is free"
        : `Cannot prove: all ${p} parameters held, expected one that is free`,
    );
  }
}
