import { assertEquals, assertThrows } from "@std/assert";
import { gzipSync } from "fflate";
import { parseIdx } from "../../lib/data/mod.ts";

/** The head of an IDX file: kind and sizes. */
function head(kind: number, ...sizes: number[]): number[] {
  return [
    0,
    0,
    kind,
    sizes.length,
    ...sizes.flatMap((n) => [n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255]),
  ];
}

/** Numbers of a kind, the highest byte first. */
function bigEndian(
  size: number,
  write: (view: DataView, at: number, x: number) => void,
  values: readonly number[],
): number[] {
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((x, i) => write(view, size * i, x));
  return [...bytes];
}

const cases = [
  [0x08, 1, Uint8Array.of(0, 7, 255), DataView.prototype.setUint8],
  [0x09, 1, Int8Array.of(-128, 0, 127), DataView.prototype.setInt8],
  [0x0b, 2, Int16Array.of(-300, 1, 2), DataView.prototype.setInt16],
  [0x0c, 4, Int32Array.of(-70000, 1, 2 ** 30), DataView.prototype.setInt32],
  [0x0d, 4, Float32Array.of(0.5, -1, 1e30), DataView.prototype.setFloat32],
  [
    0x0e,
    8,
    Float64Array.of(Math.PI, -0, 1e-300),
    DataView.prototype.setFloat64,
  ],
] as const;

Deno.test("IDX files of every kind of number, plain and packed", () => {
  for (const [kind, size, values, write] of cases) {
    const put = (view: DataView, at: number, x: number) =>
      write.call(view, at, x);
    const file = Uint8Array.from([
      ...head(kind, 3, 1),
      ...bigEndian(size, put, [...values]),
    ]);
    assertEquals(parseIdx(file), { shape: [3, 1], values });
    assertEquals(parseIdx(gzipSync(file)), { shape: [3, 1], values });
  }
});

Deno.test("a file in the middle of a larger buffer is read from where it begins", () => {
  const file = Uint8Array.from([9, 9, 9, ...head(8, 2), 4, 5]).subarray(3);
  assertEquals(parseIdx(file).values, Uint8Array.of(4, 5));
});

Deno.test("files that are none, cut short, too long or lie about their size are refused", () => {
  const packed = gzipSync(Uint8Array.from([...head(8, 2), 4, 5]));
  const lying = packed.slice();
  lying.set([255, 255, 255, 255], packed.length - 4);
  const short = packed.slice();
  short[packed.length - 4] -= 1;
  for (
    const [bytes, message] of [
      [[], "it begins with , expected two zeros"],
      [[80, 75, 3, 4], "it begins with 80 75 3 4"],
      [head(7, 1), "it begins with 0 0 7 1"],
      [head(8), "it begins with 0 0 8 0"],
      [head(8, 2, 3).slice(0, 9), "it begins with 0 0 8 2"],
      [
        [...head(8, 3), 1, 2],
        "2 bytes after its head, expected 3 for a shape of (3)",
      ],
      [[...head(8, 1), 1, 2], "2 bytes after its head, expected 1"],
      [head(8, 2 ** 31, 2 ** 31), "0 bytes after its head"],
      [[...lying], "it unpacks to 4294967295 bytes"],
      [[...short], "1 bytes after its head, expected 2"],
      [[...packed.slice(0, 15)], "its gzip is damaged"],
    ] as const
  ) {
    assertThrows(
      () => parseIdx(Uint8Array.from(bytes)),
      SyntaxError,
      `Cannot read the IDX file: ${message}`,
    );
  }
  assertThrows(() => parseIdx("idx" as never), TypeError, "expected bytes");
});
