import {
  anyOf,
  checkArguments,
  holding,
  listOnlyOf,
  numbers,
  type Option,
  points,
} from "../options/mod.ts";
import type { InvertibleNetwork } from "./invertible_network.ts";

/** Samples: rows, or all rows one after another. */
export type SampleMatrix = Float64Array | readonly ArrayLike<number>[];

const sampleMatrix = anyOf(numbers, points);

/** What functions of a density take first. */
export const aFlow: Option = holding("an invertible network", {
  layers: listOnlyOf(
    holding("a layer", { weights: numbers, bias: numbers }),
    "",
  ),
});

/**
 * The samples (N × features), row-major, checked.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If rows have another length, or there are none.
 */
export function readSamples(
  act: string,
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): Float64Array {
  checkArguments(act, { flow, inputs }, { flow: aFlow, inputs: sampleMatrix });
  const { features } = flow;
  if (typeof inputs[0] !== "number") {
    const wrong = (inputs as readonly ArrayLike<number>[]).findIndex((row) =>
      row.length !== features
    );
    if (wrong >= 0) {
      throw new RangeError(
        `Cannot ${act}: sample ${wrong} has ${
          (inputs[wrong] as ArrayLike<number>).length
        } numbers, expected ${features}`,
      );
    }
  }
  const X = inputs instanceof Float64Array ? inputs : Float64Array.from(
    Array.from(inputs as readonly ArrayLike<number>[]).flatMap((row) =>
      typeof row === "number" ? row : Array.from(row)
    ),
  );
  if (X.length === 0 || X.length % features !== 0) {
    throw new RangeError(
      `Cannot ${act}: ${X.length} numbers, expected a multiple of the ` +
        `${features} features`,
    );
  }
  return X;
}
