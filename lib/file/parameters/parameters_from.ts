import type { Network } from "../../network/mod.ts";
import {
  aNetwork,
  checkArguments,
  checkOptions,
  listOf,
  oneOf,
  type OptionTable,
  record,
  text,
} from "../../options/mod.ts";
import { shapeText, sizeOf } from "../shaped_array.ts";
import { matchArrays, type NamedArray } from "./match.ts";
import { type Place, placesOf } from "./places.ts";
import { findArrays, type ParameterSource } from "./source.ts";

/** What {@linkcode parametersFrom} is told where it would guess. */
export interface ParametersFromOptions {
  /**
   * The arrays' names in the order weights, bias, weights, bias …, without
   * those that the network lacks; or the name of one array of all parameters.
   */
  readonly names?: readonly string[];
  /** Only arrays whose names begin so are looked at: "model." of a checkpoint. */
  readonly prefix?: string;
  /**
   * What weights are: "torch" width × inputs, "keras" inputs × width. Default:
   * keras where an array's name holds "kernel", and for lists of pairs.
   */
  readonly convention?: "torch" | "keras";
}

/** What {@linkcode parametersFrom} takes beside the source. */
export const parametersFromOptions: OptionTable<ParametersFromOptions> = {
  names: listOf(text),
  prefix: text,
  convention: oneOf("torch", "keras"),
};

const act = "take the parameters";

/**
 * θ of a network from other tools: the bytes of a .npz, .npy, .safetensors, .pt
 * or .pth file, Keras' list of [kernel, bias], weights and biases per layer, or
 * arrays by name.
 *
 * Without `names`, arrays of two axes are weights and those of one are biases
 * (or what their names say: weight, w, kernel, bias, b), each in the order of
 * the numbers in their names, else in that of the file; a .safetensors file has
 * none, and asks for `names` where shapes do not tell. One array of p entries,
 * or one named "parameters", is θ itself. A file of torch.save is read as
 * `weights_only` reads it: what would run code is refused, with its name.
 *
 * float16, bfloat16 and float32 become the doubles that they are.
 *
 * @throws {SyntaxError} If the file is damaged, hostile or of another kind.
 * @throws {RangeError} If shapes do not fit, naming the layer, what was found
 * and what was expected, or a name is not in the file.
 * @throws {TypeError} If an argument or option is of another type or unknown.
 *
 * @example A file's bytes, and a list as Keras has it
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { network, parametersFrom, parametersTo } from "@thalweg/thalweg";
 *
 * const net = network({ inputs: 2, layers: [{ width: 1 }] });
 * const θ = parametersFrom(net, [[[[1], [2]], [3]]]); // kernel 2 × 1, bias
 * assertEquals(θ, new Float64Array([1, 2, 3]));
 * const bytes = parametersTo(net, θ, "pt"); // torch.load reads it, and we do
 * assertEquals(parametersFrom(net, bytes), θ);
 * ```
 */
export function parametersFrom(
  net: Network,
  source: ParameterSource,
  options: ParametersFromOptions = {},
): Float64Array {
  checkArguments(act, { network: net, source }, {
    network: aNetwork,
    source: { ...record, expected: "a file's bytes, or arrays" },
  });
  checkOptions(act, options, parametersFromOptions);
  const { names, prefix = "" } = options;
  const { arrays, ordered, kernels: asPairs } = findArrays(source);
  const available = [...arrays.keys()].filter((name) =>
    name.startsWith(prefix)
  );
  const read = (name: string): NamedArray => {
    const array = arrays.get(prefix + name) ?? fail(
      `there is no array "${prefix + name}"`,
      `one of ${available.slice(0, 20).map((n) => `"${n}"`).join(", ")}`,
    );
    return { name: prefix + name, ...array() };
  };
  const p = net.parameterCount;
  const places = placesOf(net);
  if (names?.length === 1 && places.length > 1) {
    return whole(read(names[0]), p);
  }
  const all = (names ?? available.map((name) => name.slice(prefix.length)))
    .map(read);
  if (names === undefined) {
    const one = all.length === 1
      ? all[0]
      : all.find(({ name }) => name === `${prefix}parameters`);
    if (one && one.shape.length === 1) return whole(one, p);
  }
  const kernels = options.convention === undefined
    ? asPairs || all.some(({ name }) => name.toLowerCase().includes("kernel"))
    : options.convention === "keras";
  const matched = names === undefined
    ? matchArrays(places, all, ordered, kernels)
    : all.length === places.length
    ? all
    : `there are ${names.length} names, expected ${places.length}: weights and biases in turn, as the network has them`;
  if (typeof matched === "string") {
    throw new RangeError(`Cannot ${act}: ${matched}`);
  }
  const θ = new Float64Array(p);
  places.forEach((place, i) => put(θ, place, matched[i], kernels));
  return θ;
}

function whole({ name, shape, values }: NamedArray, p: number): Float64Array {
  if (values.length === p) return Float64Array.from(values);
  return fail(
    `"${name}" has shape ${shapeText(shape)}`,
    `the ${p} parameters of the network`,
  );
}

/** Copies an array to its place; axes of size 1 mean nothing. */
function put(
  θ: Float64Array,
  { layer, role, shape, offset, stride }: Place,
  array: NamedArray,
  kernels: boolean,
): void {
  const [width, fanIn = 1] = shape;
  const wanted = role === "weight" && kernels ? [fanIn, width] : shape;
  const long = (sizes: readonly number[]) =>
    String(sizes.filter((size) => size !== 1));
  if (
    sizeOf(array.shape) !== sizeOf(wanted) || long(array.shape) !== long(wanted)
  ) {
    const other = role === "weight" &&
      String(array.shape) === String(wanted.toReversed());
    fail(
      `layer ${layer + 1}'s ${
        role === "weight" ? "weights" : "bias"
      } "${array.name}" have shape ${shapeText(array.shape)}`.replace(
        /(bias ".*") have/,
        "$1 has",
      ),
      `${shapeText(wanted)}${
        other
          ? ` (or convention: "${kernels ? "torch" : "keras"}", ${
            kernels ? "width × inputs" : "inputs × width"
          })`
          : ""
      }`,
    );
  }
  const columns = role === "weight" ? fanIn : 1;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < columns; column++) {
      const from = kernels && role === "weight"
        ? column * width + row
        : row * columns + column;
      θ[offset + row * stride + column] = array.values[from];
    }
  }
}

function fail(got: string, expected: string): never {
  throw new RangeError(`Cannot ${act}: ${got}, expected ${expected}`);
}
