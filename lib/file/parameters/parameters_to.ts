import type { Network } from "../../network/mod.ts";
import {
  checkArguments,
  checkOptions,
  checkParameters,
  listOf,
  oneOf,
  type OptionTable,
  text,
} from "../../options/mod.ts";
import { formats } from "../formats.ts";
import type { ShapedArray } from "../shaped_array.ts";
import { type Place, placesOf } from "./places.ts";

/** A format of parameters: a file's extension without its dot. */
export type ParameterFormat = "npz" | "npy" | "safetensors" | "pt";

/** How {@linkcode parametersTo} writes. */
export interface ParametersToOptions {
  /**
   * The arrays' names in the order weights, bias, weights, bias …, without
   * those that the network lacks. Default: PyTorch's, "0.weight", "0.bias",
   * "2.weight" …, as a Sequential of the same layers has them.
   */
  readonly names?: readonly string[];
  /** The numbers' type; default float64, which loses nothing. */
  readonly type?: "float64" | "float32";
}

/** What {@linkcode parametersTo} takes beside the format. */
export const parametersToOptions: OptionTable<ParametersToOptions> = {
  names: listOf(text),
  type: oneOf("float64", "float32"),
};

const act = "write the parameters";

const withArrays = formats.filter(({ arrays }) => arrays);

const aFormat = oneOf(
  ...withArrays.map(({ extensions }) => extensions[0].slice(1)),
);

/**
 * θ as the bytes of a file of other tools: "npz" (numpy.load), "safetensors",
 * "pt" (`torch.load(path, weights_only=True)`: a state_dict) with weights
 * (width × inputs) and bias of each layer, or "npy" with θ as it is.
 *
 * {@linkcode parametersFrom} reads them all back.
 *
 * @throws {RangeError} If θ does not have p entries, the format is another one,
 * or there is not one name for each array.
 * @throws {TypeError} If an argument or option is of another type or unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mlp, parametersFrom, parametersTo } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 1`;
 * const bytes = parametersTo(net, [1, 2, 3], "safetensors");
 * assertEquals([...parametersFrom(net, bytes)], [1, 2, 3]);
 * ```
 */
export function parametersTo(
  net: Network,
  θ: ArrayLike<number>,
  format: ParameterFormat,
  options: ParametersToOptions = {},
): Uint8Array<ArrayBuffer> {
  const vector = checkParameters(act, net, θ);
  checkOptions(act, options, parametersToOptions);
  checkArguments(act, { format }, { format: aFormat });
  const { write } = withArrays.find(({ extensions }) =>
    extensions[0] === `.${format}`
  )!.arrays!;
  const { names, type = "float64" } = options;
  const make = type === "float64" ? Float64Array : Float32Array;
  const places = placesOf(net);
  if (names !== undefined && names.length !== places.length) {
    throw new RangeError(
      `Cannot ${act}: there are ${names.length} names, expected ${places.length}`,
    );
  }
  if (format === "npy") {
    const values = make.from(vector);
    return write(
      new Map([["θ", { shape: [values.length], values }]]),
    );
  }
  return write(
    new Map(places.map((place, i): [string, ShapedArray] => [
      names?.[i] ?? place.name,
      { shape: place.shape, values: make.from(numbersAt(vector, place)) },
    ])),
  );
}

/**
 * [kernel, bias] of each layer as Keras has them: kernels inputs × width, in
 * nested lists; layers without bias have [kernel] alone. In Python, of a layer:
 * `layer.set_weights([numpy.array(each) for each in pair])`.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If θ does not have p entries.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { kernelsAndBiases, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 1`;
 * assertEquals(kernelsAndBiases(net, [1, 2, 3]), [[[[1], [2]], [3]]]);
 * ```
 */
export function kernelsAndBiases(
  net: Network,
  θ: ArrayLike<number>,
): (number[][] | number[])[][] {
  const vector = checkParameters("list kernels and biases", net, θ);
  const layers: (number[][] | number[])[][] = net.layers.map(() => []);
  for (const place of placesOf(net)) {
    const { layer, role, shape: [width, fanIn] } = place;
    const numbers = numbersAt(vector, place);
    layers[layer].push(
      role === "bias" ? [...numbers] : Array.from(
        { length: fanIn },
        (_, i) =>
          Array.from({ length: width }, (_, k) => numbers[k * fanIn + i]),
      ),
    );
  }
  return layers;
}

/** The numbers of a place, row-major. */
export function numbersAt(
  θ: Float64Array,
  { shape: [width, columns = 1], offset, stride }: Place,
): Float64Array {
  const numbers = new Float64Array(width * columns);
  for (let row = 0; row < width; row++) {
    const at = offset + row * stride;
    numbers.set(θ.subarray(at, at + columns), row * columns);
  }
  return numbers;
}
