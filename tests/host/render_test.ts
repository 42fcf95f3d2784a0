import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { parquetWriteBuffer } from "hyparquet-writer";
import { writeNpz } from "../../lib/file/npz.ts";
import { out, render } from "./render.ts";

const quick = ["samples=50", "student width=2", "teacher width=1"];

Deno.test("render writes one file with all figures and says the numbers", async () => {
  const { code, said, document, html } = await render(
    "notebooks/teacher_student.ts",
    ...quick,
  );
  assertEquals(code, 0);
  assertMatch(said, /loss [\d.e-]+, ‖∇L‖∞ [\d.e-]+, \d+ steps, [\d.]+ s/);
  assertEquals(document.querySelectorAll("figure").length, 6);
  for (const figure of document.querySelectorAll("figure")) {
    assert(figure.querySelector("svg path, svg circle"), figure.textContent!);
  }
  assertStringIncludes(document.querySelector("h1")!.textContent!, "Teacher");
  assertStringIncludes(html, "2 → 2 sigmoid → 1");
  assertEquals(document.querySelectorAll("script").length, 0);
  assert(!/(src|href)="(?!#|https?:)/.test(html), "nothing beside the file");
});

Deno.test("render ends with 1 and names the cell that fails", async () => {
  const { code, said, document } = await render(
    "notebooks/teacher_student.ts",
    "Student Width=99",
  );
  assertEquals(code, 1);
  assertStringIncludes(said, 'Cannot set "Student width": 99');
  const text = document.body.textContent!;
  assertStringIncludes(text, "expected an integer from 1 to 24");
  assertStringIncludes(text, "waits for");
});

Deno.test("render refuses inputs, files and arguments that are not there", async () => {
  const table: [string, string[], RegExp][] = [
    [
      "notebooks/teacher_student.ts",
      ["widht=3"],
      /expected one of "Teacher width"/,
    ],
    ["notebooks/nothing.ts", [], /no such file/],
    ["notebooks/teacher_student.ts", ["width"], /expected a label and a value/],
    ["notebooks/own_data.ts", ["file=nothing.csv"], /cannot be read/],
  ];
  for (const [notebook, set, message] of table) {
    const { code, complained } = await render(notebook, ...set);
    assertEquals(code, 1);
    assertMatch(complained, message);
  }
});

Deno.test("own_data trains on Fisher's iris: both losses, accuracy, figures", async () => {
  const { code, document } = await render("notebooks/own_data.ts");
  assertEquals(code, 0);
  assertEquals(document.querySelectorAll("figure").length, 5);
  const cells = [...document.querySelectorAll("table:not(.inputs) td")]
    .map((cell) => cell.textContent!);
  assertEquals([cells[0], cells[4]], ["training", "test"]);
  const [trainingLoss, testLoss] = [cells[1], cells[5]].map(Number);
  assert(trainingLoss > 0 && trainingLoss < 0.1, `${trainingLoss}`);
  assert(testLoss > trainingLoss && testLoss < 1, `${testLoss}`);
  const [training, test] = [cells[2], cells[6]].map(parseFloat);
  assert(training >= 95 && test >= 90, `${training} ${test}`);
});

Deno.test("own_data takes a table of the user's", async () => {
  const file = `${out}/own.csv`;
  const rows = Array.from({ length: 40 }, (_, i) => {
    const x = Math.sin(7 * i);
    return `${x};${Math.cos(3 * i)};${x > 0 ? "<b>up</b>" : 'do"wn'}`;
  });
  await Deno.writeTextFile(file, ["a;<i>b</i>;way", ...rows].join("\n"));
  const { code, html, document } = await render(
    "notebooks/own_data.ts",
    `file=${file}`,
    "hidden neurons=2",
  );
  assertEquals(code, 0);
  assertEquals(document.querySelectorAll("b, i").length, 0);
  assertStringIncludes(html, "&lt;b&gt;up&lt;/b&gt;");
});

Deno.test("own_data predicts a number of a table with gaps, and tells what it did", async () => {
  const file = `${out}/gaps.csv`;
  const rows = Array.from({ length: 60 }, (_, i) => {
    const x = Math.sin(7 * i).toFixed(3).replace(".", ",");
    const y = (1000 * Math.sin(7 * i) + i).toFixed(1).replace(".", ",");
    return `${i % 9 === 4 ? "" : x};${i % 2 ? "Küste" : "Berg"};${y}`;
  });
  const text = ["Höhe;Ort;Ertrag", ...rows].join("\n");
  const latin1 = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  await Deno.writeFile(file, latin1);
  const { code, document } = await render(
    "notebooks/own_data.ts",
    `file=${file}`,
    "predict=Ertrag",
  );
  assertEquals(code, 0);
  const words = document.body.textContent!;
  for (
    const told of [
      "Read as Windows-1252",
      'Fields are separated by ";"',
      "the comma is the decimal sign",
      "7 rows that lack an input left out.",
      "variance explained",
    ]
  ) assertStringIncludes(words, told);
});

/** 60 rows: two numbers, and whether the first is positive. */
const [a, b, way] = [
  Float64Array.from({ length: 60 }, (_, i) => Math.sin(7 * i)),
  Float64Array.from({ length: 60 }, (_, i) => Math.cos(3 * i)),
  Int32Array.from({ length: 60 }, (_, i) => Number(Math.sin(7 * i) > 0)),
];
const inOtherFormats: Record<string, Uint8Array> = {
  "own.npz": writeNpz(
    new Map(
      Object.entries({ a, b, way }).map(([name, values]) => [
        name,
        { shape: [60], values },
      ]),
    ),
  ),
  "own.parquet": new Uint8Array(parquetWriteBuffer({
    columnData: [
      { name: "a", data: a, type: "DOUBLE" },
      { name: "b", data: b, type: "DOUBLE" },
      { name: "way", data: [...way], type: "INT32" },
    ],
  })),
};
for (const [name, bytes] of Object.entries(inOtherFormats)) {
  Deno.test(`own_data takes ${name}, and learns it`, async () => {
    await Deno.writeFile(`${out}/${name}`, bytes);
    const { code, document } = await render(
      "notebooks/own_data.ts",
      `file=${out}/${name}`,
      "predict=way",
    );
    assertEquals(code, 0);
    const words = document.body.textContent!;
    assertStringIncludes(words, "60 rows, of which 42 to train");
    const cells = [...document.querySelectorAll("table:not(.inputs) td")]
      .map((cell) => cell.textContent!);
    assertEquals(cells[0], "training");
    assert(parseFloat(cells[2]) >= 95, cells[2]); // accuracy, in percent
  });
}

const malformed: [string, string, RegExp][] = [
  ["an open quote", 'a,b,c\n1,2,x\n3,4,"y\n5,6,x\n', /line 3 has a quote/],
  ["many longer rows", "a,b\n1,2\n1,2,3\n1,2\n1,2,3\n1,2\n", /line 3 has 3/],
  ["nothing in it", "", /empty/],
  ["only a header", "a,b,c\n", /only a header/],
];

for (const [name, text, message] of malformed) {
  Deno.test(`own_data refuses a table with ${name}, and says where`, async () => {
    const file = `${out}/${crypto.randomUUID()}.csv`;
    await Deno.writeTextFile(file, text);
    const { code, said, document } = await render(
      "notebooks/own_data.ts",
      `file=${file}`,
    );
    assertEquals(code, 1);
    assertMatch(said, message);
    assertEquals(document.querySelectorAll("figure").length, 0);
  });
}

Deno.test("own_data refuses a column that the table does not have", async () => {
  const { code, said } = await render("notebooks/own_data.ts", "predict=genus");
  assertEquals(code, 1);
  assertMatch(said, /"genus", expected one of species/);
});
