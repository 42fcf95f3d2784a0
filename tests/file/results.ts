import { assertEquals } from "@std/assert";
import fc from "fast-check";

/** A result with everything that is hard to write down. */
export const hardResult = {
  status: "converged",
  sentence: "The gradient’s norm is below 1e−12 — θ*",
  loss: 5e-324,
  gradientNorm: NaN,
  largest: -Infinity,
  zero: -0,
  refine: null,
  stopped: false,
  steps: 12,
  empty: {},
  none: [],
  parameters: new Float64Array([
    0.1,
    -0,
    NaN,
    Infinity,
    -Infinity,
    2 ** -1074,
    Number.MAX_VALUE,
    1 / 3,
  ]),
  trajectory: {
    times: new Float64Array([0, 1, 2]),
    parameters: [
      new Float64Array([1, -0]),
      new Float64Array([NaN, 2]),
      new Float64Array([Infinity, 5]),
    ],
    losses: new Float64Array(0),
  },
  ragged: [new Float64Array([1]), new Float64Array([1, 2])],
  mixed: [new Float64Array([1]), new Int32Array([1])],
  emptyRows: [new Float64Array(0), new Float64Array(0)],
  "a.b": new Float32Array([0.1]),
  a: { b: new Int32Array([-1]) },
  "../../evil/\u0000name": new Uint32Array([2 ** 32 - 1]),
  "θ": new Int16Array([-(2 ** 15)]),
  "": new Uint16Array([2 ** 16 - 1]),
  "result.json": new Int8Array([-128]),
  "x.npy": new Uint8Array([255]),
  $float64: [1, 2],
  $$: { $number: "NaN", $array: "parameters" },
  list: [1, "two", [NaN, [-0]], { three: new Float64Array([3]) }],
  view: new Float64Array([1, 2, 3, 4]).subarray(1, 3),
};

/** Any plain data with typed arrays. */
export const anyResult: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.double(),
    fc.string({ unit: "binary" }),
    fc.boolean(),
    fc.constant(null),
    fc.float64Array(),
    fc.float32Array(),
    fc.int32Array(),
    fc.uint32Array(),
    fc.int16Array(),
    fc.uint16Array(),
    fc.int8Array(),
    fc.uint8Array(),
    fc.nat(4).chain((length) =>
      fc.array(fc.float64Array({ minLength: length, maxLength: length }))
    ),
    fc.array(tie("value")),
    fc.dictionary(
      fc.oneof(
        fc.string(),
        fc.constantFrom("$float64", "$$", "a.b", "a", "b", "__proto__"),
      ),
      tie("value"),
      { noNullPrototype: true },
    ),
  ),
})).value;

/** Equality that tells −0 from 0, which assertEquals does not. */
export function assertIdentical(actual: unknown, expected: unknown): void {
  assertEquals(signed(actual), signed(expected));
}

function signed(value: unknown): unknown {
  if (Object.is(value, -0)) return "−0";
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const array = value as Float64Array;
    return [array.constructor.name, ...Array.from(array, signed)];
  }
  if (Array.isArray(value)) return value.map(signed);
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, signed(entry)]),
  );
}
