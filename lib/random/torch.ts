import {
  checkOptions,
  finiteFrom,
  number,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import { log1p, roundedCos, roundedLog, roundedSin } from "../special/mod.ts";
import { mt19937 } from "./mt19937.ts";

/** The type of a tensor's entries, to which they are rounded. */
export type TorchType = "float32" | "float64";

/** What a uniform tensor is drawn with. */
export interface TorchUniformOptions {
  /** Its lower end; default 0. */
  readonly low?: number;
  /** Its upper end; default 1. */
  readonly high?: number;
  /** Default "float32", PyTorch's own. */
  readonly type?: TorchType;
}

/** What a normal tensor is drawn with. */
export interface TorchNormalOptions {
  /** Default 0. */
  readonly mean?: number;
  /** Its standard deviation; default 1. */
  readonly std?: number;
  /** Default "float32", PyTorch's own. */
  readonly type?: TorchType;
}

const aType = oneOf("float32", "float64");

/** What a uniform tensor takes. */
export const torchUniformOptions: OptionTable<TorchUniformOptions> = {
  low: number,
  high: number,
  type: aType,
};

/** What a normal tensor takes. */
export const torchNormalOptions: OptionTable<TorchNormalOptions> = {
  mean: number,
  std: finiteFrom(0),
  type: aType,
};

/** The stream of PyTorch's CPU generator; see {@linkcode torchRandom}. */
export interface TorchRandom {
  /** The next 32 bits, as an integer from 0. */
  bits(): number;
  /** `count` uniform numbers: `torch.empty(count).uniform_(low, high)`. */
  uniform(count: number, options?: TorchUniformOptions): Float64Array;
  /**
   * `count` normal numbers: `torch.empty(count).normal_(mean, std)`, as of a
   * contiguous tensor of so many entries, in row-major order. Fewer than 16 are
   * drawn one by one, 16 or more in blocks: they are different numbers.
   */
  normal(count: number, options?: TorchNormalOptions): Float64Array;
  /**
   * What `torch.nn.Linear(inputs, outputs)` starts from: weights (outputs ×
   * inputs, row-major), then biases, uniform within ± 1/√inputs.
   */
  linear(
    inputs: number,
    outputs: number,
  ): { readonly weights: Float64Array; readonly bias: Float64Array };
}

/** From this many entries on PyTorch fills a tensor in blocks of as many. */
const block = 16;

/**
 * PyTorch's CPU generator after `torch.manual_seed(seed)`: the Mersenne Twister
 * of {@linkcode numpyRandomState}, with other draws. One stream, with one normal
 * number in reserve for tensors of fewer than 16 entries.
 *
 * Accuracy: bits, uniform numbers and float32 normals of fewer than 16 entries
 * are PyTorch's. So are float64 normals but for two in a thousand, which are off
 * by an ulp or two: PyTorch takes logarithm, sine and cosine from the platform,
 * whose last bit is not always right and differs between processors (59 of
 * 100 000 normals did, with and without fused multiplication); here they are
 * rounded correctly. Float32 normals of 16 or more agree to 1.2·10⁻⁶, since
 * PyTorch computes those by vectorized functions of single precision. Numbers are
 * returned in double precision, rounded to their type.
 *
 * Tensors of fewer than 16 normals are those of PyTorch 2: version 1.13 takes
 * log(1 − u) where that has log1p(−u).
 *
 * @throws {RangeError} If the seed is not an integer in 0 … 2⁵³ − 1; of it,
 * PyTorch uses the lower 32 bits.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { torchRandom } from "@thalweg/thalweg";
 *
 * assertEquals(torchRandom(0).normal(1)[0], 1.5409960746765137);
 * ```
 */
export function torchRandom(seed: number): TorchRandom {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot seed PyTorch's generator: ${seed}, expected an integer in 0 … 2⁵³ − 1`,
    );
  }
  const bits = mt19937(seed % 2 ** 32);
  let reserve = NaN;

  /** Of 64 bits, of which the first word is the upper half, the lower 53. */
  function double(): number {
    const high = bits() % 2 ** 21;
    return (high * 2 ** 32 + bits()) * 2 ** -53;
  }

  /** 24 bits in single precision, 53 in double. */
  function unit(type: TorchType): number {
    return type === "float64" ? double() : (bits() % 2 ** 24) * 2 ** -24;
  }

  function uniform(
    count: number,
    options: TorchUniformOptions = {},
  ): Float64Array {
    const act = "draw a uniform tensor";
    checkCount(act, count);
    checkOptions(act, options, torchUniformOptions);
    const { low = 0, high = 1, type = "float32" } = options;
    const round = rounding(type);
    const from = round(low);
    const width = round(round(high) - from);
    return Float64Array.from(
      { length: count },
      () => round(unit(type) * width + from),
    );
  }

  /** Box and Muller in double precision; the sine waits for the next call. */
  function single(): number {
    if (!Number.isNaN(reserve)) {
      const value = reserve;
      reserve = NaN;
      return value;
    }
    const angle = 2 * Math.PI * double();
    const radius = Math.sqrt(-2 * log1p(-double()));
    reserve = radius * roundedSin(angle);
    return radius * roundedCos(angle);
  }

  function normal(
    count: number,
    options: TorchNormalOptions = {},
  ): Float64Array {
    const act = "draw a normal tensor";
    checkCount(act, count);
    checkOptions(act, options, torchNormalOptions);
    const { mean = 0, std = 1, type = "float32" } = options;
    const round = rounding(type);
    if (count < block) {
      return Float64Array.from(
        { length: count },
        () => round(single() * std + mean),
      );
    }
    const values = Float64Array.from({ length: count }, () => unit(type));
    const scale = (z: number) => round(z * std + mean);
    for (let at = 0; at + block <= count; at += block) {
      transformBlock(values, at, scale);
    }
    if (count % block > 0) {
      // the last 16 entries anew, over the end of the last block
      const at = count - block;
      for (let i = at; i < count; i++) values[i] = unit(type);
      transformBlock(values, at, scale);
    }
    return values;
  }

  function linear(inputs: number, outputs: number) {
    const act = "start a linear layer";
    checkCount(act, inputs);
    checkCount(act, outputs);
    const bound = 1 / Math.sqrt(inputs);
    const ends = { low: -bound, high: bound };
    const weights = uniform(outputs * inputs, ends);
    return { weights, bias: uniform(outputs, ends) };
  }

  return { bits, uniform, normal, linear };
}

/** Sixteen uniform numbers become normal ones: the k-th with the k + 8th. */
function transformBlock(
  x: Float64Array,
  at: number,
  scale: (z: number) => number,
): void {
  const half = block / 2;
  for (let i = at; i < at + half; i++) {
    const radius = Math.sqrt(-2 * roundedLog(1 - x[i]));
    const angle = 2 * Math.PI * x[i + half];
    x[i] = scale(radius * roundedCos(angle));
    x[i + half] = scale(radius * roundedSin(angle));
  }
}

function rounding(type: TorchType): (x: number) => number {
  return type === "float32" ? Math.fround : (x) => x;
}

function checkCount(act: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot ${act}: ${count} entries, expected an integer from 1 on`,
    );
  }
}
