import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseCsv, type Table, tableColumn } from "../../lib/data/csv.ts";

function cells(table: Table): Record<string, readonly (string | number)[]> {
  return Object.fromEntries(
    table.columns.map(({ name, values }) => [name, [...values]]),
  );
}

Deno.test("parseCsv reads numbers and text, in the order of the header", () => {
  const table = parseCsv("b,a\n1,x\n-2.5e-3,y\n+.5,z\n");
  assertEquals(table, {
    rows: 3,
    columns: [
      {
        name: "b",
        kind: "number",
        values: new Float64Array([1, -0.0025, 0.5]),
      },
      { name: "a", kind: "text", values: ["x", "y", "z"] },
    ],
  });
});

const same = { a: [1, 2], b: ["x", "y"] };
const spellings: Record<string, string> = {
  "line feeds": "a,b\n1,x\n2,y\n",
  "carriage returns and line feeds": "a,b\r\n1,x\r\n2,y\r\n",
  "mixed line ends": "a,b\n1,x\r\n2,y\r",
  "no line end at the end": "a,b\n1,x\n2,y",
  "empty lines at the end": "a,b\n1,x\n2,y\n\n  \n",
  "a byte order mark": "\uFEFFa,b\n1,x\n2,y\n",
  "semicolons": "a;b\n1;x\n2;y\n",
  "tabs": "a\tb\n1\tx\n2\ty\n",
  "spaces around fields": " a , b \n 1, x\n2 ,y \n",
  "quotes": '"a","b"\n"1","x"\n"2","y"\n',
};
for (const [what, text] of Object.entries(spellings)) {
  Deno.test(`parseCsv reads ${what}`, () => {
    assertEquals(cells(parseCsv(text)), same);
  });
}

Deno.test("parseCsv reads separators, line breaks and quotes inside quotes", () => {
  const text = 'name,"a;b;c;d",v\n"x, ""y""\r\nz",p,1\nq,r,2\n';
  assertEquals(cells(parseCsv(text)), {
    "name": ['x, "y"\nz', "q"],
    "a;b;c;d": ["p", "r"],
    "v": [1, 2],
  });
});

Deno.test("parseCsv reads back any table of text that is written quoted", () => {
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
      const { columns } = parseCsv(quoted.join("\n"));
      assertEquals(
        columns.map(({ values }) => [...values]),
        names.map((_, i) => rows.map((row) => row[i])),
      );
    },
  ));
});

Deno.test("parseCsv reads every double back as it was printed", () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(fc.property(fc.array(double, { minLength: 1 }), (values) => {
    const { columns: [x] } = parseCsv(`x\n${values.join("\n")}\n`);
    // String(−0) is "0"
    assertEquals(x.values, Float64Array.from(values, (v) => v + 0));
  }));
});

Deno.test("parseCsv takes a column for text unless most cells are numbers", () => {
  const { columns } = parseCsv("a,b,c\n1,x,\n2,y,\nz,3,\nw,,\n");
  assertEquals(columns.map(({ kind }) => kind), ["text", "text", "text"]);
});

Deno.test("parseCsv does not take hexadecimal or other words for numbers", () => {
  const { columns } = parseCsv("a,b\n0x10,1_000\n0b1,1 000\n");
  assertEquals(columns.map(({ kind }) => kind), ["text", "text"]);
});

const refused: Record<string, [string, string]> = {
  "an empty file": ["", "the file is empty, expected a header"],
  "a file of blank lines": ["\n \r\n", "the file is empty, expected a header"],
  "a lone header": ["a,b\n", "there is only a header (a, b), expected rows"],
  "a short row": [
    'a,b,c,d,e\n1,2,3,4,5\n"1\n\n",2,3,4,5\n1,2,3,4,5\n1,2,3,4\n',
    "line 7 has 4 fields, expected 5 as in the header",
  ],
  "a long row": ["a,b\n1,2,3\n", "line 2 has 3 fields, expected 2"],
  "a row of one field": ["a,b\n1,2\n3\n", "line 3 has 1 field, expected 2"],
  "an empty line between rows": [
    "a,b\n1,2\n\n3,4\n",
    "line 3 is empty, expected 2 as in the header",
  ],
  "text among numbers": [
    "sepal length,b\n1,x\n2,x\n3,x\nabc,x\n",
    'line 5, column "sepal length": found "abc", expected a number',
  ],
  "text after a quoted line break": [
    'a,b\n"x\ny",1\nz,2\nw,three\n',
    'line 5, column "b": found "three", expected a number',
  ],
  "an empty cell among numbers": [
    "a,b\n1,x\n2,x\n,x\n",
    'line 4, column "a": found nothing, expected a number',
  ],
  "empty cells in most rows": [
    "a,b\n1,x\n,x\n,x\n",
    'line 3, column "a": found nothing, expected a number',
  ],
  "NA among numbers": ["a\n1\nNA\n", 'line 3, column "a": found "NA"'],
  "NaN among numbers": [
    "a\n1\nNaN\n",
    'line 3, column "a": found "NaN", expected a finite number',
  ],
  "infinity among numbers": [
    "a\n-inf\n2\n",
    'line 2, column "a": found "-inf", expected a finite number',
  ],
  "a number beyond double": [
    "a\n1\n1e999\n",
    'line 3, column "a": found "1e999", expected a finite number',
  ],
  "a name twice": [
    "a,b,a\n1,2,3\n",
    'line 1, columns 1 and 3 are both named "a", expected different names',
  ],
  "a column without a name": [
    "a,,c\n1,2,3\n",
    "line 1, column 2 has no name, expected one",
  ],
  "an open quote": [
    'a,b\n1,2\n3,"4\n5,6\n',
    "the row that begins on line 3 has a quote that is never closed",
  ],
  "text after a closing quote": [
    'a,b\n1,"2"3\n4,5\n',
    "the row that begins on line 2 has text after a closing quote",
  ],
};
for (const [what, [text, message]] of Object.entries(refused)) {
  Deno.test(`parseCsv refuses ${what} and says where`, () => {
    const error = assertThrows(() => parseCsv(text), SyntaxError, message);
    assertEquals(
      /^Cannot read the CSV: .*, expected /.test(error.message),
      true,
    );
  });
}

Deno.test("tableColumn finds by name, or lists the names there are", () => {
  const table = parseCsv("a,b\n1,x\n");
  assertEquals(tableColumn(table, "b").kind, "text");
  assertThrows(
    () => tableColumn(table, "c"),
    RangeError,
    'Cannot find column "c", expected one of "a", "b"',
  );
});

Deno.test("parseCsv is done with a hundred thousand digits at once", () => {
  const began = performance.now();
  // a number but for its end
  const table = parseCsv(`x\n+${"2".repeat(100_000)}ginica\n`);
  assertEquals(table.columns[0].kind, "text");
  // 10¹⁰ steps in quadratic time
  assert(performance.now() - began < 2000);
});
