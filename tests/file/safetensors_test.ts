import { assertEquals, assertThrows } from "@std/assert";
import {
  decodeSafetensors,
  encodeSafetensors,
  parametersFrom,
  parametersTo,
} from "../../lib/file/mod.ts";
import { isSafetensors, readSafetensors } from "../../lib/file/safetensors.ts";
import { net, θ } from "./network_of_arrays.ts";

/** A file of a header, as JSON or text, and so many bytes of data. */
function file(header: unknown, data: number, length?: number): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + encoded.length + data);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length ?? encoded.length), true);
  bytes.set(encoded, 8);
  return bytes;
}
const entry = (dtype: string, shape: unknown, data_offsets: unknown) => ({
  dtype,
  shape,
  data_offsets,
});

Deno.test("readSafetensors reads every type that it lists", () => {
  const types: Record<string, [number, number[]]> = {
    BOOL: [1, [1]],
    U8: [1, [1]],
    I8: [1, [1]],
    F16: [2, [0, 0x3c]], // IEEE 754: 1 is 0x3c00 in binary16,
    BF16: [2, [0x80, 0x3f]], // 0x3f80 as the upper half of binary32
    U16: [2, [1, 0]],
    I16: [2, [1, 0]],
    F32: [4, [0, 0, 0x80, 0x3f]],
    U32: [4, [1, 0, 0, 0]],
    I32: [4, [1, 0, 0, 0]],
    F64: [8, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]],
    I64: [8, [1, 0, 0, 0, 0, 0, 0, 0]],
    U64: [8, [1, 0, 0, 0, 0, 0, 0, 0]],
  };
  for (const [type, [size, one]] of Object.entries(types)) {
    const bytes = file({ x: entry(type, [2], [0, 2 * size]) }, 2 * size);
    bytes.set(one, bytes.length - size);
    const { values } = readSafetensors(bytes).arrays.get("x")!();
    assertEquals([...values], [0, 1], type);
  }
});

Deno.test("half precision is read at its ends", () => {
  const bits = [0x0001, 0x03ff, 0x0400, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000];
  const bytes = file({ x: entry("F16", [8], [0, 16]) }, 16);
  bits.forEach((word, i) =>
    new DataView(bytes.buffer).setUint16(bytes.length - 16 + 2 * i, word, true)
  );
  const { values } = readSafetensors(bytes).arrays.get("x")!();
  assertEquals(
    [...values],
    [2 ** -24, 1023 * 2 ** -24, 2 ** -14, 65504, Infinity, -Infinity, NaN, -0],
  );
});

const x = entry("F64", [1], [0, 8]);
const lies: Record<string, [Uint8Array, string]> = {
  "a header longer than the file": [
    file({ x }, 8, 1e6),
    "its header has 1000000 bytes",
  ],
  "a header of 2⁶⁴ bytes": [
    file({ x }, 8).fill(255, 0, 8),
    "its header has 18446744073709552000 bytes",
  ],
  "a header that is no JSON": [file("{x", 8), "its header is no JSON object"],
  "a header that is a list": [file("[1]", 0), "its header is no JSON object"],
  "metadata of numbers": [
    file({ __metadata__: { a: 1 }, x }, 8),
    "its metadata are no texts",
  ],
  "an entry that is a number": [
    file({ x: 1 }, 0),
    '"x" of the file: its entry',
  ],
  "a negative size": [
    file({ x: entry("F64", [-1], [0, 8]) }, 8),
    "not well formed",
  ],
  "sizes whose product is no number": [
    file({ x: entry("F64", [2 ** 40, 2 ** 40], [0, 8]) }, 8),
    "not well formed",
  ],
  "a fraction of an offset": [
    file({ x: entry("F64", [1], [0, 7.5]) }, 8),
    "not well formed",
  ],
  "a shape that is larger": [
    file({ x: entry("F64", [2], [0, 8]) }, 8),
    "there are 8 bytes of data, expected 16 for the shape (2)",
  ],
  "data beyond the end": [
    file({ x: entry("F64", [2], [0, 16]) }, 8),
    "its data are at 0 to 16, expected a beginning at 0, an end within 8",
  ],
  "data before the beginning": [
    file({ x: entry("F64", [1], [-8, 0]) }, 8),
    "its data are at -8 to 0",
  ],
  "a hole": [
    file({ x: entry("F64", [1], [8, 16]) }, 16),
    "its data are at 8 to 16",
  ],
  "tensors that overlap": [
    file({ x, y: x }, 8),
    '"y" of the file: its data are at 0 to 8, expected a beginning at 8',
  ],
  "bytes that belong to none": [file({ x }, 9), "1 bytes belong to no tensor"],
  "a type of its own": [
    file({ x: entry("F8_E4M3", [8], [0, 8]) }, 8),
    'the type is "F8_E4M3", expected F64',
  ],
  "an integer beyond 2⁵³": [
    file({ x: entry("I64", [1], [0, 8]) }, 8).fill(0x70, -8),
    "entry 0 is about 8102099357864587000",
  ],
};
for (const [what, [bytes, message]] of Object.entries(lies)) {
  Deno.test(`a .safetensors file is refused: ${what}`, () => {
    assertThrows(
      () => readSafetensors(bytes).arrays.forEach((read) => read()),
      SyntaxError,
      message,
    );
  });
}

Deno.test("a .safetensors file that is cut short is refused everywhere", () => {
  const whole = parametersTo(net, θ, "safetensors");
  for (let length = 1; length < whole.length; length++) {
    assertThrows(
      () => parametersFrom(net, whole.subarray(0, length)),
      SyntaxError,
      "Cannot read ",
    );
  }
});

Deno.test("tensors lie at multiples of their numbers' size", () => {
  const bytes = encodeSafetensors({
    a: Uint8Array.of(1),
    b: Float64Array.of(1),
    c: Int16Array.of(1),
  });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(
    new TextDecoder().decode(bytes.slice(8, 8 + length)),
  );
  assertEquals((8 + length) % 8, 0);
  assertEquals(
    [header.b, header.c, header.a].map(({ data_offsets }) => data_offsets),
    [[0, 8], [8, 10], [10, 11]],
  );
  assertEquals(isSafetensors(bytes), true);
});

Deno.test("decodeSafetensors says what a foreign file holds", () => {
  assertThrows(
    () => decodeSafetensors(parametersTo(net, θ, "safetensors")),
    SyntaxError,
    'the file\'s metadata are empty, expected "result.json"',
  );
  const named = { __metadata__: Float64Array.of(1) };
  assertEquals(decodeSafetensors(encodeSafetensors(named)), named);
});
