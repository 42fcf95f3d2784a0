import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  readTable,
  type Table,
  tableColumn,
} from "../../../lib/data/table/mod.ts";
import { files } from "./files.ts";

function valuesOf(table: Table): Record<string, unknown> {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      Array.from<string | number, string | number | null>(
        column.values,
        (value) => value === "" || Number.isNaN(value) ? null : value,
      ),
    ]),
  );
}

function toldOf({ notes, columns }: Table): string[] {
  return [
    ...notes,
    ...columns.flatMap(({ name, notes }) =>
      notes.map((note) => `${name}: ${note}`)
    ),
  ];
}

/** How a text becomes bytes, and what is told of that; not all can say all. */
const encodings: Readonly<
  Record<string, [(text: string) => Uint8Array | undefined, RegExp?]>
> = {
  "UTF-8": [(text) => new TextEncoder().encode(text)],
  "UTF-8 with a mark": [(text) => new TextEncoder().encode(`\uFEFF${text}`)],
  "Latin-1": [latin1, /^Read as Windows-1252 \(Latin-1\): it is not UTF-8\.$/],
  "UTF-16": [(text) => utf16(`\uFEFF${text}`, true), /^Read as UTF-16\.$/],
  "UTF-16, big end first": [
    (text) => utf16(`\uFEFF${text}`, false),
    /^Read as UTF-16\.$/,
  ],
  "UTF-16 without a mark": [
    (text) => utf16(text, true),
    /^Read as UTF-16\.$/,
  ],
};

function latin1(text: string): Uint8Array | undefined {
  const codes = Array.from(text, (sign) => sign.charCodeAt(0));
  // plain ASCII is UTF-8 as well
  const ascii = codes.every((code) => code < 128);
  return ascii || codes.some((c) => c > 255)
    ? undefined
    : new Uint8Array(codes);
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) {
    view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

function assertRead(table: Table, name: string, extra?: RegExp): void {
  const { columns, dates = [], told = [] } = files[name];
  assertEquals(valuesOf(table), columns);
  assertEquals(table.rows, Object.values(columns)[0].length);
  for (const column of table.columns) {
    const expected = columns[column.name];
    const kind = dates.includes(column.name)
      ? "date"
      : expected.some((value) => typeof value === "number")
      ? "number"
      : "text";
    assertEquals(column.kind, kind, column.name);
    assertEquals(
      column.missing,
      expected.filter((value) => value === null).length,
      column.name,
    );
  }
  const expected = extra ? [extra, ...told] : told;
  const got = toldOf(table);
  assertEquals(got.length, expected.length, got.join(" | "));
  expected.forEach((pattern, i) => assert(pattern.test(got[i]), got[i]));
}

for (const [name, { text }] of Object.entries(files)) {
  Deno.test(`readTable reads ${name}, in every encoding, with both line ends`, () => {
    for (const written of [text, text.replaceAll("\n", "\r\n")]) {
      assertRead(readTable(written), name);
      for (const [encode, told] of Object.values(encodings)) {
        const bytes = encode(written);
        if (!bytes) continue;
        assertRead(readTable(bytes), name, told);
      }
    }
  });
}

Deno.test("readTable reads lines that end in three ways", () => {
  const { rows, notes, columns: [a, b] } = readTable(
    "a,b\r\n1,x\n2,y\r3,z\r\n",
  );
  assertEquals([rows, notes], [3, []]);
  assertEquals(a.values, Float64Array.of(1, 2, 3));
  assertEquals(b.values, ["x", "y", "z"]);
});

Deno.test("readTable leaves out zeros that fill up, and tells so", () => {
  const text = "a,b\n1\0\0,x\n2,y\n\0\0\0\0";
  for (const source of [text, new TextEncoder().encode(text)]) {
    const { rows, notes, columns: [a] } = readTable(source);
    assertEquals([rows, notes], [2, ["6 bytes of zero left out."]]);
    assertEquals(a.values, Float64Array.of(1, 2));
  }
});

Deno.test("readTable is told where it would guess", () => {
  const bytes = new Uint8Array([...latin1("a;b\nä;1,500\n")!]);
  const utf8 = new TextEncoder().encode("a;b\nä;1,500\n");
  const cases: readonly [Uint8Array | string, object, object][] = [
    [utf8, { encoding: "latin1" }, { a: ["Ã¤"], b: [1.5] }],
    [bytes, { decimal: "." }, { a: ["ä"], b: [1500] }],
    [bytes, { separator: "\t" }, { "a;b": ["ä;1,500"] }],
    ["1,2\n3,4\n", { header: true }, { "1": [3], "2": [4] }],
    ["a,b\n1,2\n", { header: false }, {
      "column 1": ["a", "1"],
      "column 2": ["b", "2"],
    }],
    ["a,b\n-999,NA\n2,x\n", { missing: ["-999"] }, {
      a: [null, 2],
      b: ["NA", "x"],
    }],
    ["a b\n1 2\n", { separator: "spaces" }, { a: [1], b: [2] }],
  ];
  for (const [source, options, expected] of cases) {
    assertEquals(valuesOf(readTable(source, options)), expected);
  }
});

Deno.test("readTable reads back any table of text that is written quoted", () => {
  const field = fc.string().map((s) => `x${s.replace(/\r/g, "")}x`);
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 5,
      })
    ),
    (rows) => {
      const names = rows[0].map((_, i) => `column ${i}`);
      const quoted = [names, ...rows].map((row) =>
        row.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")
      );
      const { columns } = readTable(quoted.join("\n"), {
        header: true,
        separator: ",",
      });
      assertEquals(
        columns.map(({ values }) => [...values]),
        names.map((_, i) => rows.map((row) => row[i])),
      );
    },
  ));
});

Deno.test("readTable reads every double back as it was printed", () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(fc.property(fc.array(double, { minLength: 1 }), (values) => {
    const { columns: [x] } = readTable(`x\n${values.join("\n")}\n`);
    // String(−0) is "0"
    assertEquals(x.values, Float64Array.from(values, (v) => v + 0));
  }));
});

Deno.test("readTable takes the same numbers from every way to write them", () => {
  const number = fc.double({ min: -1e7, max: 1e7, noNaN: true })
    .map((x) => Math.round(x * 100) / 100 + 0);
  const english = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  const german = new Intl.NumberFormat("de", { maximumFractionDigits: 2 });
  fc.assert(fc.property(
    fc.array(number, { minLength: 3, maxLength: 20 }),
    fc.constantFrom(english, german),
    fc.constantFrom("", "%", " €"),
    (values, format, unit) => {
      // without a cell that shows the decimal sign nobody can tell
      const all = [...values, 0.25, 1234567.5];
      const lines = all.map((value) => `"${format.format(value)}${unit}";a`);
      const { columns: [x] } = readTable(`x;y\n${lines.join("\n")}\n`);
      assertEquals(x.values, Float64Array.from(all));
    },
  ));
});

const refused: Record<string, [string | Uint8Array, string]> = {
  "a file of a spreadsheet": [
    Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0x21, 10, 65),
    "the file is packed (zip, as .xlsx is), expected text: save it as CSV",
  ],
  "a packed file": [
    Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 10, 65),
    "the file is packed (gzip), expected text: unpack it",
  ],
  "a picture": [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 1, 13, 73),
    "the file is not text, expected values in lines",
  ],
  "a page of the web": [
    "<!DOCTYPE html>\n<html>\n<body>404 Not Found</body>\n</html>\n",
    "the file is HTML or XML, expected values in lines",
  ],
  "JSON": [
    '[\n  {"a": 1, "b": 2},\n  {"a": 3, "b": 4}\n]\n',
    "the file is JSON, expected values in lines",
  ],
  "lines of JSON": [
    '{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n',
    "the file is JSON, expected values in lines",
  ],
  "LIBSVM's format": [
    "+1 1:0.5 3:0.2\n-1 2:0.7\n+1 1:0.1 2:0.2 3:0.3\n",
    'the file is LIBSVM\'s ("1:0.5" is the value of column 1), expected a value for each column',
  ],
  "ARFF": [
    "% x\n@relation iris\n@attribute a numeric\n@data\n1\n2\n",
    "the file is ARFF, expected what is below its @data, under a line of names",
  ],
  "an empty file": ["", "the file is empty, expected rows"],
  "a file of blank lines": ["\n \r\n", "the file is empty, expected rows"],
  "a lone header": ["a,b\n", "there is only a header (a, b), expected rows"],
  "many long rows": [
    "a,b\n1,2\n1,2,3\n1,2,3\n1,2\n1,2\n",
    "line 3 has 3 fields, expected 2 as in the header",
  ],
  "an open quote": [
    'a,b\n1,2\n3,"4\n5,6\n',
    "the row that begins on line 3 has a quote that is never closed",
  ],
  "an open quote below comments": [
    '# two\n# lines\na,b\n1,2\n3,"4\n5,6\n',
    "the row that begins on line 5 has a quote that is never closed",
  ],
  "text after a closing quote": [
    'a,b\n1,"2"3\n4,5\n',
    "the row that begins on line 2 has text after a closing quote",
  ],
};
for (const [what, [text, message]] of Object.entries(refused)) {
  Deno.test(`readTable refuses ${what} and says where`, () => {
    const error = assertThrows(() => readTable(text), SyntaxError, message);
    assert(/^Cannot read the table: .*, expected /.test(error.message));
  });
}

Deno.test("readTable refuses what it cannot be told", () => {
  assertThrows(
    () => readTable("a\n1\n", { separator: ", " }),
    RangeError,
    'Cannot read the table: the separator is ", ", expected one character',
  );
  assertThrows(
    () => readTable(new Uint8Array(3), { encoding: "klingon" }),
    RangeError,
    'Cannot read the table: the encoding is "klingon", expected one such as',
  );
});

Deno.test("tableColumn finds by name, or lists the names there are", () => {
  const table = readTable("a,b\n1,x\n");
  assertEquals(tableColumn(table, "b").kind, "text");
  assertThrows(
    () => tableColumn(table, "c"),
    RangeError,
    'Cannot find column "c", expected one of "a", "b"',
  );
});

Deno.test("readTable is done with a hundred thousand digits at once", () => {
  const began = performance.now();
  // a number but for its end
  const table = readTable(`x\n+${"2".repeat(100_000)}ginica\n`);
  assertEquals(table.columns[0].kind, "text");
  // 10¹⁰ steps in quadratic time
  assert(performance.now() - began < 2000);
});

Deno.test("readTable is done with twenty thousand columns of one name at once", () => {
  const began = performance.now();
  const { columns } = readTable(
    `${"x,".repeat(20_000)}y\n${"1,".repeat(20_000)}2\n`,
    { header: true },
  );
  assertEquals(columns[19_999].name, "x (20000)");
  assertEquals(new Set(columns.map(({ name }) => name)).size, 20_001);
  // 2·10⁸ names in quadratic time
  assert(performance.now() - began < 2000);
});
