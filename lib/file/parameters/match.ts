import type { ShapedArray } from "../shaped_array.ts";
import type { Place } from "./places.ts";

/** An array of a source. */
export interface NamedArray extends ShapedArray {
  readonly name: string;
}

const roles = {
  bias: /(?:^|[^a-z])(?:bias(?:es)?|b)[\d_]*$/i,
  weight: /(?:^|[^a-z])(?:weights?|kernel|w)[\d_]*$/i,
};

/** What an array is, by its name, else by its axes; undefined for neither. */
function roleOf({ name, shape }: NamedArray): Place["role"] | undefined {
  if (roles.bias.test(name)) return "bias";
  if (roles.weight.test(name)) return "weight";
  return shape.length === 0
    ? undefined
    : shape.length === 1
    ? "bias"
    : "weight";
}

/** A name without its role: "layer1.0" of "layer1.0.weight", "1" of "W1". */
function stemOf(name: string): string {
  return name.replace(/(?:weights?|kernel|bias(?:es)?|w|b)(?=[\d_]*$)/i, "");
}

/** Names whose numbers tell their order: alike but for them. */
function areNumbered(names: readonly string[]): boolean {
  const patterns = new Set(names.map((name) => name.replace(/\d+/g, "#")));
  return patterns.size === 1 && new Set(names).size === names.length;
}

const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * Which array belongs in which place, where names were not given: weights and
 * biases each in their order, that of numbers in their names, else that in which
 * they came, else (in a file without order) by shapes that fit one layer alone.
 *
 * @returns One array per place, or in words what cannot be told.
 */
export function matchArrays(
  places: readonly Place[],
  arrays: readonly NamedArray[],
  ordered: boolean,
  kernels: boolean,
): readonly NamedArray[] | string {
  const matched = new Map<Place, NamedArray>();
  const orders = new Map<Place["role"], NamedArray[]>();
  for (const role of ["weight", "bias"] as const) {
    const wanted = places.filter((place) => place.role === role);
    const found = arrays.filter((array) => roleOf(array) === role);
    if (found.length !== wanted.length) {
      const word = role === "bias" ? "biases" : "weights";
      return `there are ${found.length} arrays of ${word} (${
        found.slice(0, 20).map(({ name }) => `"${name}"`).join(", ")
      }), expected ${wanted.length}`;
    }
    const names = found.map(({ name }) => name);
    if (areNumbered(names)) {
      found.sort((a, b) => byNumber.compare(a.name, b.name));
    } else if (!ordered) {
      const sorted = role === "bias"
        ? byStems(wanted, found, places, orders.get("weight")!)
        : byShapes(wanted, found, kernels);
      if (sorted === undefined) {
        return `the order of ${
          names.map((name) => `"${name}"`).join(", ")
        } is not known, expected \`names\` of them`;
      }
      found.splice(0, found.length, ...sorted);
    }
    orders.set(role, found);
    wanted.forEach((place, i) => matched.set(place, found[i]));
  }
  return places.map((place) => matched.get(place)!);
}

/** Weights of a shape that no other layer has. */
function byShapes(
  places: readonly Place[],
  arrays: readonly NamedArray[],
  kernels: boolean,
): NamedArray[] | undefined {
  const sorted = places.map(({ shape: [width, fanIn] }) => {
    const text = String(kernels ? [fanIn, width] : [width, fanIn]);
    const fitting = arrays.filter(({ shape }) => String(shape) === text);
    return fitting.length === 1 ? fitting[0] : undefined;
  });
  return sorted.every((array) => array !== undefined) &&
      new Set(sorted).size === sorted.length
    ? sorted
    : undefined;
}

/** Each bias beside the weights that are named like it. */
function byStems(
  wanted: readonly Place[],
  biases: readonly NamedArray[],
  places: readonly Place[],
  weights: readonly NamedArray[],
): NamedArray[] | undefined {
  const layers = places.filter(({ role }) => role === "weight");
  const sorted = wanted.map(({ layer }) => {
    const stem = stemOf(
      weights[layers.findIndex((p) => p.layer === layer)].name,
    );
    const fitting = biases.filter(({ name }) => stemOf(name) === stem);
    return fitting.length === 1 ? fitting[0] : undefined;
  });
  return sorted.every((array) => array !== undefined) ? sorted : undefined;
}
