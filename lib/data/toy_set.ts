import {
  checkArguments,
  checkOptions,
  number,
  type OptionTable,
  shown,
  sizeFrom,
  suggestion,
  text,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { toys } from "./toys/list.ts";

/** How many points. */
export interface ToySetOptions {
  /** Default 5000. */
  readonly samples?: number;
  /** An integer from 0 on; the same seed gives the same points. Default: 0. */
  readonly seed?: number;
}

/** What {@linkcode toySet} takes beside the name. */
export const toySetOptions: OptionTable<ToySetOptions> = {
  samples: sizeFrom(1),
  seed: number,
};

/** The names of all sets of points of the plane. */
export const toySetNames: readonly string[] = toys.map(({ name }) => name);

/** Points of the plane. */
export interface ToySet {
  /** Points, one after another: samples × 2, row-major. */
  readonly inputs: Float64Array;
  /** Half the width of a square around 0 that holds nearly all. */
  readonly extent: number;
}

/**
 * Points of the plane from a density that is no normal one: sine, moons, smile,
 * twoSpirals, checkerboard, rings, trimodal, trimodal2, eightGaussians.
 *
 * @throws {RangeError} If there is no such set.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toySet } from "@thalweg/thalweg";
 *
 * const { inputs } = toySet("moons", { samples: 100, seed: 1 });
 * assertEquals(inputs.length, 200);
 * ```
 */
export function toySet(name: string, options: ToySetOptions = {}): ToySet {
  const act = "draw a toy set";
  checkOptions(act, options, toySetOptions);
  checkArguments(act, { name }, { name: text });
  const { samples = 5000, seed = 0 } = options;
  const toy = toys.find((each) => each.name === name);
  if (toy === undefined) {
    throw new RangeError(
      `Cannot ${act}: name ${shown(name)}, expected ${
        suggestion(name, toySetNames, `one of ${toySetNames.join(", ")}`)
      }`,
    );
  }
  const random = randomGenerator(seed);
  const inputs = new Float64Array(2 * samples);
  for (let n = 0; n < samples; n++) inputs.set(toy.draw(random), 2 * n);
  return { inputs, extent: toy.extent };
}
