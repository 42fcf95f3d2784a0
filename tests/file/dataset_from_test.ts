import { assert, assertEquals, assertRejects } from "@std/assert";
import { gzipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import {
  type DataFile,
  datasetFrom,
  type DatasetFromOptions,
  tableFrom,
} from "../../lib/file/mod.ts";
import { encodeNpy } from "../../lib/file/npy.ts";
import { writeNpz } from "../../lib/file/npz.ts";
import { writeSafetensors } from "../../lib/file/safetensors.ts";
import type { ShapedArray } from "../../lib/file/shaped_array.ts";
import { writeTorch } from "../../lib/file/torch/mod.ts";
import { tableToDataset } from "../../lib/data/mod.ts";

const text = (content: string) => new TextEncoder().encode(content);
const X: ShapedArray = {
  shape: [3, 2],
  values: Float64Array.of(1, 2, 3, 4, 5, 6),
};
const integers: ShapedArray = { shape: [3], values: Int32Array.of(1, 0, 2) };
const numbers: ShapedArray = { shape: [3], values: Float64Array.of(1, 0, 2) };
const arrays = new Map([["X", X], ["y", integers]]);
const regression = new Map([["X", X], ["y", numbers]]);
const rows = encodeNpy({
  shape: [3, 3],
  values: Float64Array.of(1, 2, 1, 3, 4, 0, 5, 6, 2),
});
const images = Uint8Array.of(
  ...[0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2],
  ...[1, 2, 3, 4, 5, 6],
);
const digits = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 1, 0, 2);
const parquet = new Uint8Array(parquetWriteBuffer({
  columnData: [
    { name: "a", data: [1, 3, 5], type: "DOUBLE" },
    { name: "b", data: [2, 4, 6], type: "INT32" },
    { name: "y", data: ["b", "a", "c"], type: "STRING" },
  ],
}));

const files: Record<string, [DataFile, DatasetFromOptions?]> = {
  ".npz": [writeNpz(arrays)],
  ".npz, packed by gzip": [gzipSync(writeNpz(arrays))],
  ".npz of doubles as labels": [writeNpz(regression), { labels: "y" }],
  ".npz of names of one's own": [
    writeNpz(new Map([["t", integers], ["u", X], ["v", numbers]])),
    { inputs: "u", labels: "v" },
  ],
  ".npz, the last array": [writeNpz(new Map([["p", X], ["q", integers]]))],
  ".safetensors": [writeSafetensors(arrays)],
  ".pt": [writeTorch(arrays)],
  "two .npy": [encodeNpy(X), { labels: encodeNpy(integers) }],
  "IDX": [images, { labels: { bytes: digits } }],
  "IDX, packed by gzip": [gzipSync(images), { labels: gzipSync(digits) }],
  "CSV": [text("a,b,y\n1,2,1\n3,4,0\n5,6,2\n"), { labels: "y" }],
  "CSV of classes in words": [text("a,b,y\n1,2,B\n3,4,A\n5,6,C\n")],
  "CSV with a row that lacks a value": [
    text("a;b;y\n1;2;B\n;4;A\n3;4;A\n5;6;C\n"),
  ],
  "CSV, the columns in any order": [text("y,b,a\nB,2,1\nA,4,3\nC,6,5\n"), {
    labels: "y",
    inputs: ["a", "b"],
  }],
  "CSV, packed by gzip": [gzipSync(text("a,b,y\n1,2,B\n3,4,A\n5,6,C\n"))],
  "Parquet": [parquet],
  "Parquet as a picked file": [{ bytes: parquet }, { inputs: ["a", "b"] }],
};
for (const [what, [file, options]] of Object.entries(files)) {
  Deno.test(`datasetFrom reads ${what}`, async () => {
    const data = await datasetFrom(file, options);
    assertEquals(data.inputs, X.values);
    assertEquals(data.labels, Int32Array.of(1, 0, 2));
    assertEquals([data.inputCount, data.outputCount], [2, 3]);
    assertEquals(data.inputNames.length, 2);
  });
}

Deno.test("datasetFrom takes doubles and what is called targets as numbers", async () => {
  for (
    const [file, options] of [
      [writeNpz(regression)],
      [writeNpz(arrays), { targets: "y" }],
      [writeNpz(arrays), { targets: encodeNpy(integers) }],
      [rows],
      [text("a,b,y\n1,2,1\n3,4,0\n5,6,2\n")],
    ] satisfies [DataFile, DatasetFromOptions?][]
  ) {
    const data = await datasetFrom(file, options);
    assertEquals(data.inputs, X.values);
    assertEquals(data.targets, numbers.values);
  }
});

Deno.test("datasetFrom tells what it left out", async () => {
  const data = await datasetFrom(text("a,b,y\n1,2,B\n,4,A\n5,6,C\n"));
  assertEquals(data.notes.at(-1), "1 row that lacks a value left out.");
  assertEquals(data.classNames, ["B", "C"]);
  assertEquals(data.inputNames, ["a", "b"]);
});

const refused: Record<
  string,
  [DataFile, DatasetFromOptions, string]
> = {
  "a name that is not there": [
    writeNpz(arrays),
    { labels: "z" },
    'there is no "z", expected one of "X", "y"',
  ],
  "other lengths": [
    encodeNpy(X),
    { labels: encodeNpy({ shape: [2], values: Int32Array.of(0, 1) }) },
    '"array" has 2 rows, expected 3 as others have',
  ],
  "labels of two numbers": [
    writeNpz(arrays),
    { inputs: "y", labels: "X" },
    "labels are 2 numbers a row, expected one",
  ],
  "text as an input": [
    text("a,b,y\nx,2,1\ny,4,0\nz,6,2\n"),
    { labels: "y" },
    '"a" is text, expected numbers',
  ],
  "one list of numbers": [
    encodeNpy(numbers),
    {},
    '"array" is all that there is, expected targets or labels as well',
  ],
  "targets and labels": [
    writeNpz(arrays),
    { targets: "y", labels: "y" },
    "got targets and labels, expected one",
  ],
  "a class that is none": [
    writeNpz(
      new Map([["X", X], ["y", {
        ...integers,
        values: Int32Array.of(-1, 0, 2),
      }]]),
    ),
    {},
    "label 0 is -1, expected an integer from 0",
  ],
  "text for bytes": ["hello" as never, {}, 'file is "hello", expected'],
};
for (const [what, [file, options, message]] of Object.entries(refused)) {
  Deno.test(`datasetFrom refuses ${what}`, async () => {
    await assertRejects(() => datasetFrom(file, options), Error, message);
  });
}

Deno.test("tableFrom makes a column for each place of an array", async () => {
  const table = await tableFrom(writeNpz(
    new Map([...arrays, ["other", {
      shape: [2],
      values: Float64Array.of(1, 2),
    }]]),
  ));
  assertEquals(table.columns.map(({ name }) => name), ["X(0)", "X(1)", "y"]);
  assertEquals(table.notes, ['"other" is left out: it has 2 rows, others 3.']);
  const pixels = await tableFrom(images);
  assertEquals(pixels.columns.map(({ name }) => name), [
    "values(0, 0)",
    "values(0, 1)",
  ]);
  assertEquals([...pixels.columns[1].values], [2, 4, 6]);
});

const fixture = JSON.parse(
  await Deno.readTextFile(
    new URL("../fixtures/parquet_files.json", import.meta.url),
  ),
).files as Record<string, string>;
const file = (name: string) => Uint8Array.fromBase64(fixture[name]);

for (const name of ["snappy", "gzip", "zstd", "none"]) {
  Deno.test(`tableFrom reads Parquet by pyarrow, ${name}`, async () => {
    const { columns, rows, notes } = await tableFrom(file(name));
    assertEquals(rows, 4);
    assertEquals(notes, ["Lists and structures are left out: list, struct."]);
    assertEquals(
      columns.map(({ name, kind, values, missing }) => [
        name,
        kind,
        [...values],
        missing,
      ]),
      [
        ["length", "number", [5.1, NaN, 6.3, 4.9], 1],
        ["count", "number", [1, 2, 3, 4], 0],
        ["small", "number", [1, 2, NaN, 4], 1],
        ["single", "number", [0.5, 0.25, 1, 2], 0],
        ["good", "number", [1, 0, NaN, 1], 1],
        ["species", "text", ["setosa", "virginica", "setosa", ""], 1],
        ["day", "date", [1, NaN, 10957, -1], 1],
        ["when", "date", [0.5, 0.5, 0.5, 0.5], 0],
        ["half", "number", [1, 2, 3, 4], 0],
      ],
    );
    const { training, classNames } = tableToDataset(
      await tableFrom(file(name)),
      { target: "species", inputs: ["count", "day"], missing: "mean" },
    );
    assertEquals(classNames, ["setosa", "virginica"]);
    assert(training.samples >= 2);
  });
}

Deno.test("tableFrom reads groups of rows and pages of version 2", async () => {
  const { columns, rows } = await tableFrom(file("groups"));
  assertEquals(rows, 500);
  assertEquals(
    columns[0].values,
    Float64Array.from({ length: 500 }, (_, i) => i / 7),
  );
  assertEquals(
    columns[1].values,
    Float64Array.from({ length: 500 }, (_, i) => i % 3),
  );
});

Deno.test("a Parquet file that is packed otherwise, or damaged, is refused", async () => {
  await assertRejects(
    () => tableFrom(file("brotli")),
    SyntaxError,
    "unsupported compression codec: BROTLI",
  );
  const whole = file("zstd");
  for (let length = 4; length < whole.length; length += 61) {
    // shorter than any Parquet file, it is text
    const kind = length < 12 ? Error : SyntaxError;
    await assertRejects(() => tableFrom(whole.subarray(0, length)), kind);
  }
});

Deno.test("a Parquet file whose sizes, counts or runs lie fills no memory", async () => {
  const whole = file("none");
  const said = new Set<string>();
  // four bytes after four bytes become a number as large as may be
  for (let at = 4; at + 12 < whole.length; at += 2) {
    const bytes = whole.slice();
    bytes.set([0xff, 0xff, 0xff, 0x7f], at);
    try {
      assertEquals((await tableFrom(bytes)).rows, 4);
    } catch (error) {
      assert(error instanceof SyntaxError, String(error));
      said.add(error.message.replace(/-?\d+/g, "n"));
    }
  }
  for (
    const got of [
      "a run of n values",
      "a page has n values",
      "a page ends outside",
    ]
  ) assert([...said].some((message) => message.includes(got)), got);
});
