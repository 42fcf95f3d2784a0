import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { fromBytes, toBytes } from "../../lib/job/bytes.ts";

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double(),
    fc.string({ unit: "binary" }),
    fc.float64Array(),
    fc.int32Array(),
    fc.uint8Array(),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
  ),
})).value;

/** The same data with the keys of every record the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).reverse().map(([key, entry]) => [
      key,
      reversed(entry),
    ]),
  );
}

Deno.test("fromBytes gives back any plain data bit for bit", () => {
  fc.assert(fc.property(plain, (value) => {
    assertEquals(fromBytes(toBytes(value)!), value);
  }));
});

Deno.test("toBytes does not depend on the order of keys", () => {
  fc.assert(fc.property(plain, (value) => {
    assertEquals(toBytes(reversed(value)), toBytes(value));
  }));
});

const distinct: readonly unknown[] = [
  0,
  -0,
  NaN,
  1,
  "1",
  "",
  "\ud800",
  "\udc00",
  "\ufffd",
  [],
  [1],
  [[], 1],
  [[1]],
  {},
  { a: 1 },
  { a: 1, b: 2 },
  { a: { b: 2 } },
  { b: 1 },
  null,
  [undefined],
  [null],
  new Float64Array(1),
  Float64Array.of(-0),
  Float64Array.of(NaN),
  new Float32Array(2),
  new Uint8Array(8),
  new BigInt64Array(1),
];

Deno.test("toBytes keeps different data apart", () => {
  for (const [i, a] of distinct.entries()) {
    for (const b of distinct.slice(i + 1)) {
      assertNotEquals(toBytes(a), toBytes(b));
    }
  }
});

Deno.test("toBytes takes every NaN for one, and undefined properties for absent ones", () => {
  const odd = new Float64Array(
    BigUint64Array.of(0xfff8_0000_0000_0007n).buffer,
  );
  assertEquals(toBytes(odd[0]), toBytes(NaN));
  assertEquals(toBytes({ a: 1, b: undefined }), toBytes({ a: 1 }));
});

Deno.test("toBytes reads a view, not the buffer behind it", () => {
  const buffer = Float64Array.of(7, 1, 2, 7);
  assertEquals(toBytes(buffer.subarray(1, 3)), toBytes(Float64Array.of(1, 2)));
});

Deno.test("fromBytes gives back large arrays between small ones", () => {
  const large = Float64Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  const value = { a: [1, large, large.subarray(3)], b: "end" };
  assertEquals(fromBytes(toBytes(value)!), value);
});

Deno.test("toBytes refuses what is not plain data", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  for (
    const value of [
      () => 1,
      { loss: () => 1 },
      [Symbol()],
      new Map(),
      new Date(0),
      AbortSignal.abort(),
      1n,
      circle,
    ]
  ) assertEquals(toBytes(value), undefined);
});

Deno.test("fromBytes either refuses damaged bytes or reads other data", () => {
  const bytes = toBytes({ a: [1, "word", Float64Array.of(1, 2)], b: true })!;
  for (let cut = 0; cut < bytes.length; cut++) {
    assertThrows(() => fromBytes(bytes.subarray(0, cut)), SyntaxError);
  }
  for (let i = 0; i < bytes.length; i++) {
    for (let bit = 0; bit < 8; bit++) {
      const damaged = bytes.slice();
      damaged[i] ^= 1 << bit;
      try {
        fromBytes(damaged);
      } catch (error) {
        assert(error instanceof SyntaxError, `${error}`);
      }
    }
  }
});

Deno.test("fromBytes refuses what is nested deeper than toBytes writes", () => {
  // a list of one list, and so on
  const level = toBytes([null])!.subarray(0, 9);
  const bytes = new Uint8Array(9 * 50_000);
  for (let at = 0; at < bytes.length; at += 9) bytes.set(level, at);
  assertThrows(() => fromBytes(bytes), SyntaxError, "Cannot read plain data");
  let deep: unknown = [];
  while (toBytes([deep])) deep = [deep];
  assertEquals(fromBytes(toBytes(deep)!), deep);
});
