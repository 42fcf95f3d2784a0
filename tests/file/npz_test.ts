import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import { decodeNpz, encodeNpz } from "../../lib/file/mod.ts";
import { anyResult, assertIdentical, hardResult } from "./results.ts";

Deno.test("decodeNpz gives back what encodeNpz got, to the last bit", () => {
  assertIdentical(decodeNpz(encodeNpz(hardResult)), hardResult);
});

Deno.test("decodeNpz gives back any plain data with typed arrays", () => {
  fc.assert(fc.property(anyResult, (result) => {
    assertIdentical(decodeNpz(encodeNpz(result)), result);
  }));
});

Deno.test("decodeNpz gives rows that do not share memory", () => {
  const rows = [new Float64Array([1, 2]), new Float64Array([3, 4])];
  const [first, second] = decodeNpz(encodeNpz(rows)) as Float64Array[];
  assert(first.buffer !== second.buffer);
  assertEquals(first.buffer.byteLength, 16);
});

Deno.test("encodeNpz names members by path, within the folder", () => {
  const names = Object.keys(unzipSync(encodeNpz(hardResult)));
  for (
    const name of [
      "parameters.npy",
      "trajectory.parameters.npy",
      "trajectory.losses.npy",
      "ragged.0.npy",
      "ragged.1.npy",
      "a.b.npy",
      "a.b_2.npy",
      "θ.npy",
      "result.json",
      "result.json_2.npy",
      "x.npy.npy",
    ]
  ) {
    assert(names.includes(name), `${name} in ${names}`);
  }
  for (const name of names) assert(!/^\.|[/\\\0]/.test(name), name);
});

Deno.test("arrays under any key come back", () => {
  const x = new Float64Array([1]);
  const keys = [
    "x".repeat(70_000),
    "x".repeat(70_001),
    `${"x".repeat(99)}🙂`,
    "\ud800",
    "\udc00",
    "\ufffd",
  ];
  const result = Object.fromEntries(keys.map((key) => [key, x]));
  assertIdentical(decodeNpz(encodeNpz(result)), result);
});

Deno.test("encodeNpz gives the same bytes for the same result", () => {
  assertEquals(encodeNpz(hardResult), encodeNpz(hardResult));
});

Deno.test("encodeNpz aligns the data of each array to 64 bytes", () => {
  const { "x.npy": npy } = unzipSync(encodeNpz({ x: new Float64Array(2) }));
  assertEquals(npy.length, 128 + 16);
  const header = String.fromCharCode(...npy.subarray(0, 128));
  assertEquals(
    header,
    "\x93NUMPY\x01\x00\x76\x00" +
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"
        .padEnd(117) +
      "\n",
  );
});

Deno.test("decodeNpz notices any damaged byte that matters", () => {
  const whole = encodeNpz({ loss: 0.5, x: new Float64Array([1, 2, 3]) });
  const value = decodeNpz(whole);
  let noticed = 0;
  for (let i = 0; i < whole.length; i++) {
    const damaged = whole.slice();
    damaged[i] ^= 0x21;
    try {
      // dates and the like may change without harm
      assertEquals(decodeNpz(damaged), value);
    } catch (error) {
      assert(error instanceof SyntaxError, String(error));
      assert(error.message.startsWith("Cannot read "), error.message);
      noticed++;
    }
  }
  assert(noticed > whole.length / 2);
});

Deno.test("decodeNpz refuses every file that is cut short", () => {
  const whole = encodeNpz({ loss: 0.5, x: new Float64Array([1, 2, 3]) });
  for (let length = 0; length < whole.length; length++) {
    assertThrows(
      () => decodeNpz(whole.subarray(0, length)),
      SyntaxError,
      "Cannot read ",
    );
  }
});

function npy(header: string, data: number): Uint8Array {
  const text = `\x93NUMPY\x01\x00${String.fromCharCode(header.length)}\x00`;
  return Uint8Array.from([
    ...Array.from(text + header, (c) => c.charCodeAt(0)),
    ...new Array(data).fill(0),
  ]);
}

const tree =
  '{"format":"thalweg result","version":1,"result":{"x":{"$array":"x"}}}';
const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n";
const foreign: Record<string, [Uint8Array | string, string]> = {
  "an array that is missing": ["", 'refers to "x", expected an array of'],
  "an array that is no .npy": [
    new TextEncoder().encode("hello world, hello"),
    'array "x" of the file: it is no .npy data',
  ],
  "Python objects": [npy(header.replace("<f8", "|O"), 8), "the dtype is |O"],
  "another length of data": [
    npy(header, 7),
    "there are 7 bytes of data, expected 8 for the shape (1)",
  ],
  "another number of dimensions": [
    npy(header.replace("1,", "1, 1"), 8),
    "its shape is (1, 1), expected 1 dimensions",
  ],
};
for (const [what, [member, message]] of Object.entries(foreign)) {
  Deno.test(`decodeNpz refuses ${what}`, () => {
    const file = zipSync({
      "result.json": new TextEncoder().encode(tree),
      ...(typeof member === "string" ? {} : { "x.npy": member }),
    });
    assertThrows(() => decodeNpz(file), SyntaxError, message);
  });
}

Deno.test("decodeNpz reads compressed members and later .npy versions", () => {
  const [first, ...rest] = npy(header, 8).subarray(6);
  const later = Uint8Array.from([
    ...npy("", 0).subarray(0, 6),
    first + 1,
    ...rest.slice(0, 3),
    0,
    0,
    ...rest.slice(3),
  ]);
  const file = zipSync({
    "result.json": new TextEncoder().encode(tree),
    "x.npy": later,
  }, { level: 9 });
  assertEquals(decodeNpz(file), { x: new Float64Array(1) });
});

Deno.test("decodeNpz says what a foreign .npz holds", () => {
  assertThrows(
    () => decodeNpz(zipSync({ "weights.npy": npy(header, 8) })),
    SyntaxError,
    "the file holds weights.npy, expected a member result.json",
  );
});

Deno.test("decodeNpz refuses 0.3 MB that would become 320 MB", () => {
  const file = zipSync({ "x.npy": new Uint8Array(320e6) }, { level: 9 });
  assert(file.length < 4e5);
  assertThrows(
    () => decodeNpz(file),
    SyntaxError,
    "Cannot read the file: it expands to more than 64 MB, expected",
  );
  // whatever size it says that it has
  const entry = findText(file, "PK\x01\x02");
  new DataView(file.buffer).setUint32(entry + 24, 100, true);
  assertThrows(
    () => decodeNpz(file),
    SyntaxError,
    'member "x.npy" is damaged, expected 100 bytes',
  );
});

Deno.test("decodeNpz refuses members that share their bytes without end", () => {
  const member = new Uint8Array(1e6);
  const file = zipSync({ "x.npy": member }, { level: 0 });
  const begin = findText(file, "PK\x01\x02");
  const end = findText(file, "PK\x05\x06");
  const entry = file.subarray(begin, end);
  const tail = file.slice(end);
  const times = 60_000;
  new DataView(tail.buffer).setUint16(8, times, true);
  new DataView(tail.buffer).setUint16(10, times, true);
  const many = new Uint8Array(begin + times * entry.length + tail.length);
  many.set(file.subarray(0, begin));
  for (let k = 0; k < times; k++) many.set(entry, begin + k * entry.length);
  many.set(tail, many.length - tail.length);
  assertThrows(() => decodeNpz(many), SyntaxError, "expands to more than");
});

Deno.test("decodeNpz takes small files of zeros, and what shrinks tenfold", () => {
  const x = new Float64Array(7e6);
  const members = unzipSync(encodeNpz({ x }));
  const small = zipSync(members, { level: 1 });
  assert(small.length < 1e6);
  assertEquals((decodeNpz(small) as { x: Float64Array }).x.length, 7e6);
});

Deno.test("decodeNpz refuses a thousand million rows of nothing", () => {
  const file = zipSync({
    "result.json": new TextEncoder().encode(tree.replace("$array", "$rows")),
    "x.npy": npy(header.replace("1,", "1000000000, 0"), 0),
  });
  assertThrows(
    () => decodeNpz(file),
    SyntaxError,
    "it has 1000000000 rows of nothing, expected 1000000 at most",
  );
});

function findText(bytes: Uint8Array, text: string): number {
  return Array.from(bytes.subarray(-1000), (byte) => String.fromCharCode(byte))
    .join("").lastIndexOf(text) + Math.max(0, bytes.length - 1000);
}
