import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { readTable, tableToDataset } from "../../../lib/data/table/mod.ts";
import type { Dataset } from "../../../lib/data/dataset.ts";

const iris = readTable(
  Deno.readTextFileSync(
    new URL("../../../notebooks/data/iris.csv", import.meta.url),
  ),
);
const inputs = iris.columns.slice(0, 4).map(({ name }) => name);

/** Samples as text, sorted: equal for equal sets of samples. */
function samplesOf(...parts: Dataset[]): string[] {
  return parts.flatMap((part) =>
    Array.from({ length: part.samples }, (_, i) =>
      [
        ...part.inputs.subarray(i * part.inputCount, (i + 1) * part.inputCount),
        part.labels?.[i] ?? part.targets?.[i],
      ].join())
  ).sort();
}

function classCounts({ labels, outputCount }: Dataset): number[] {
  const counts = new Array(outputCount).fill(0);
  for (const label of labels!) counts[label]++;
  return counts;
}

Deno.test("iris.csv has Fisher's values: sums, counts and the rows 35 and 38", () => {
  // Sums from Fisher, The use of multiple measurements in taxonomic problems
  // (1936), table I; copies with two wrong rows (35, 38) sum to 458.1, 563.8
  // and 179.8.
  assertEquals(iris.rows, 150);
  const sums = [876.5, 458.6, 563.7, 179.9];
  iris.columns.slice(0, 4).forEach((column, j) => {
    let sum = 0;
    for (const value of column.values) sum += Number(value);
    assertAlmostEquals(sum, sums[j], 1e-9);
  });
  const row = (i: number) => iris.columns.map(({ values }) => values[i - 1]);
  assertEquals(row(35), [4.9, 3.1, 1.5, 0.2, "setosa"]);
  assertEquals(row(38), [4.9, 3.6, 1.4, 0.1, "setosa"]);
  assertEquals(inputs, [
    "sepal length",
    "sepal width",
    "petal length",
    "petal width",
  ]);
});

Deno.test("tableToDataset splits iris by class, nothing lost or doubled", () => {
  const { training, test, classNames, inputNames, means, scales } =
    tableToDataset(iris, {
      inputs,
      target: "species",
      testShare: 0.2,
      seed: 3,
    });
  assertEquals(classNames, ["setosa", "versicolor", "virginica"]);
  assertEquals(inputNames, inputs);
  assertEquals(classCounts(training), [40, 40, 40]);
  assertEquals(classCounts(test), [10, 10, 10]);
  assertEquals(means, new Float64Array(4));
  assertEquals(scales, new Float64Array(4).fill(1));
  const all = Array.from({ length: 150 }, (_, i) =>
    [
      ...inputs.map((_, j) => iris.columns[j].values[i]),
      classNames!.indexOf(String(iris.columns[4].values[i])),
    ].join()).sort();
  assertEquals(samplesOf(training, test), all);
});

Deno.test("tableToDataset standardizes by the training part alone", () => {
  const options = { inputs, target: "species", seed: 1 };
  const raw = tableToDataset(iris, options);
  const { training, test, means, scales } = tableToDataset(iris, {
    ...options,
    standardize: true,
  });
  for (let j = 0; j < 4; j++) {
    let mean = 0;
    let variance = 0;
    for (let i = 0; i < training.samples; i++) {
      mean += training.inputs[4 * i + j] / training.samples;
      variance += training.inputs[4 * i + j] ** 2 / training.samples;
    }
    assertAlmostEquals(mean, 0, 1e-13);
    assertAlmostEquals(variance, 1, 1e-13);
  }
  for (let i = 0; i < test.inputs.length; i++) {
    const restored = test.inputs[i] * scales[i % 4] + means[i % 4];
    assertAlmostEquals(restored, raw.test.inputs[i], 1e-13);
  }
});

Deno.test("tableToDataset splits by the seed", () => {
  const split = (seed: number) =>
    tableToDataset(iris, { inputs, target: "species", seed });
  assertEquals(split(1), split(1));
  assertNotEquals(split(1).test, split(2).test);
});

Deno.test("tableToDataset mixes the classes, which the file holds in blocks", () => {
  const { training } = tableToDataset(iris, { inputs, target: "species" });
  assertEquals(new Set(training.labels!.subarray(0, 20)).size, 3);
});

Deno.test("tableToDataset keeps shares and both parts for any class sizes", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 5 })
      .filter((sizes) => Math.max(...sizes) > 1),
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fc.nat(),
    (sizes, testShare, seed) => {
      const rows = sizes.flatMap((size, k) =>
        Array.from({ length: size }, (_, i) => `${i},${"abcde"[k]}`)
      );
      const table = readTable(`x,y\n${rows.join("\n")}\n`);
      const { training, test } = tableToDataset(table, {
        inputs: ["x"],
        target: "y",
        testShare,
        seed,
      });
      assertEquals(training.samples + test.samples, rows.length);
      assertEquals(samplesOf(training, test).length, rows.length);
      const trained = classCounts(training);
      const tested = classCounts(test);
      sizes.forEach((size, k) => {
        assertEquals(trained[k] + tested[k], size);
        assertEquals(trained[k] >= 1, true);
      });
      const spare = rows.length - sizes.length;
      const wanted = Math.round(testShare * rows.length);
      assertEquals(test.samples, Math.max(1, Math.min(spare, wanted)));
    },
  ));
});

const numbers = readTable(
  "x,whole,real,constant\n1,3,0.5,2\n2,10,1,2\n3,3,2,2\n4,10,3,2\n5,3,4,2\n",
);

Deno.test("tableToDataset takes few whole numbers for classes, unless told", () => {
  const classes = tableToDataset(numbers, { inputs: ["x"], target: "whole" });
  assertEquals(classes.classNames, ["3", "10"]);
  const regression = tableToDataset(numbers, {
    inputs: ["x"],
    target: "whole",
    task: "regression",
  });
  assertEquals(regression.classNames, undefined);
  assertEquals(
    samplesOf(regression.training, regression.test),
    ["1,3", "2,10", "3,3", "4,10", "5,3"],
  );
});

Deno.test("tableToDataset takes other numbers for a regression", () => {
  for (const target of ["real", "x"]) {
    const { classNames, training, test } = tableToDataset(numbers, {
      inputs: ["constant"],
      target,
      testShare: 0.4,
    });
    assertEquals(classNames, undefined);
    assertEquals([training.samples, test.samples], [3, 2]);
    assertEquals(training.outputCount, 1);
  }
});

// after the passengers of the Titanic: an index, gaps, a constant, free text
const passengers = readTable(
  `,age,sex,deck,ship,name,embarked,survived
${
    Array.from({ length: 40 }, (_, i) => {
      const age = i % 8 === 3 ? "" : 20 + i;
      const sex = i % 3 ? "male" : "female";
      const port = i === 7 ? "" : `1912-04-1${i % 5}`;
      const survived = i === 11 ? "NA" : i % 3 ? "no" : "yes";
      const deck = i % 2 ? "C" : "";
      return `${i},${age},${sex},${deck},Titanic,Name ${i},${port},${survived}`;
    }).join("\n")
  }
`,
);

Deno.test("tableToDataset takes the sensible columns of a table with gaps, and tells", () => {
  const { training, test, inputNames, classNames, notes } = tableToDataset(
    passengers,
    { target: "survived" },
  );
  assertEquals(inputNames, ["age", "sex = female", "sex = male", "embarked"]);
  assertEquals(classNames, ["no", "yes"]);
  // 5 ages, the 8th port, the 12th end are missing; the 12th has no age either
  assertEquals(training.samples + test.samples, 40 - 5 - 1);
  assertEquals(notes, [
    'Column "column 1" is no input: it counts the rows.',
    'Column "deck" is no input: 20 of 40 cells are missing.',
    'Column "ship" is no input: it is constant.',
    'Column "name" is no input: it is text of 40 different values.',
    "1 row without a target left out.",
    "5 rows that lack an input left out.",
  ]);
  for (const { samples, inputs, labels } of [training, test]) {
    for (let n = 0; n < samples; n++) {
      const [age, female, male, day] = inputs.subarray(4 * n, 4 * n + 4);
      assertEquals([female, male], labels![n] === 1 ? [1, 0] : [0, 1]);
      assertEquals((age - 20) % 5, day - Date.UTC(1912, 3, 10) / 86_400_000);
    }
  }
});

Deno.test("tableToDataset fills in the means of the training part on request", () => {
  const options = {
    target: "survived",
    inputs: ["age", "sex"],
    testShare: 0.5,
  };
  const { training, test, notes } = tableToDataset(passengers, {
    ...options,
    missing: "mean",
  });
  assertEquals(training.samples + test.samples, 39);
  assertEquals(
    notes.at(-1),
    "4 rows with means of the training part for missing inputs.",
  );
  const ages = (part: Dataset) => part.inputs.filter((_, i) => i % 3 === 0);
  const known = ages(training).filter(Number.isInteger);
  const mean = known.reduce((sum, age) => sum + age, 0) / known.length;
  const filled = [...ages(training), ...ages(test)].filter((age) =>
    !Number.isInteger(age)
  );
  assertEquals(filled.length, Number.isInteger(mean) ? 0 : 4);
  for (const age of filled) assertAlmostEquals(age, mean, 1e-12);
});

Deno.test("tableToDataset leaves a constant feature at zero when it standardizes, and says so", () => {
  const { training, scales, notes } = tableToDataset(numbers, {
    inputs: ["x", "constant"],
    target: "real",
    standardize: true,
  });
  assertEquals(scales[1], 1);
  assertEquals(training.inputs.filter((_, i) => i % 2), new Float64Array(4));
  assertEquals(notes, ['Constant among the rows to train with: "constant".']);
});

Deno.test("tableToDataset standardizes targets, and tells by what", () => {
  const pressures = readTable(
    `x,p\n${
      Array.from({ length: 20 }, (_, i) => `${i},${101325 + i / 10}`).join("\n")
    }\n`,
  );
  const options = { inputs: ["x"], target: "p", seed: 2 };
  const raw = tableToDataset(pressures, options);
  const { training, targetMean, targetScale } = tableToDataset(pressures, {
    ...options,
    standardizeTargets: true,
  });
  const targets = [...training.targets!];
  const sum = targets.reduce((a, b) => a + b, 0);
  const squares = targets.reduce((a, b) => a + b * b, 0);
  assertAlmostEquals(sum, 0, 1e-9);
  assertAlmostEquals(squares / targets.length, 1, 1e-9);
  targets.forEach((t, n) =>
    assertAlmostEquals(
      t * targetScale + targetMean,
      raw.training.targets![n],
      1e-9,
    )
  );
});

Deno.test("tableToDataset drops classes that no row is left of", () => {
  const table = readTable("x,y\n1,a\n2,a\n3,b\n4,b\n,c\n");
  const { classNames, training, test } = tableToDataset(table, {
    inputs: ["x"],
    target: "y",
  });
  assertEquals(classNames, ["a", "b"]);
  assertEquals(training.outputCount, 2);
  assertEquals(training.samples + test.samples, 4);
});

Deno.test("tableToDataset does not classify by a date or a name", () => {
  const many = Array.from({ length: 60 }, (_, i) => `${i},person ${i}`);
  assertThrows(
    () =>
      tableToDataset(readTable(`x,who\n${many.join("\n")}\n`), {
        target: "who",
      }),
    RangeError,
    'Cannot classify by column "who": it holds 60 different values in 60 rows',
  );
  const { classNames } = tableToDataset(passengers, {
    inputs: ["age"],
    target: "embarked",
  });
  assertEquals(classNames, undefined);
});

Deno.test("tableToDataset refuses what it cannot use, by name", () => {
  const convert = (options: object, table = numbers) => () =>
    tableToDataset(table, { inputs: ["x"], target: "real", ...options });
  assertThrows(
    convert({ inputs: ["x", "y"] }),
    RangeError,
    'Cannot find column "y", expected one of "x", "whole", "real", "constant"',
  );
  assertThrows(convert({ target: "z" }), RangeError, 'column "z"');
  assertThrows(convert({ inputs: [] }), RangeError, "inputs name no column");
  const alone = (text: string) => () =>
    tableToDataset(readTable(text), { target: "y" });
  assertThrows(
    alone("y\n1\n2\n"),
    RangeError,
    "beside its target it has no column, expected an input",
  );
  assertThrows(
    alone("x,y\n1,2\n"),
    RangeError,
    'beside its target column "x" is no input: it is constant, expected an input',
  );
  assertThrows(
    convert({ inputs: ["x", "x"] }),
    RangeError,
    'Cannot use column "x" as an input: it is named twice',
  );
  assertThrows(convert({ target: "x" }), RangeError, 'column "x"');
  assertThrows(
    convert(
      { inputs: ["petal width"], target: "species", task: "regression" },
      iris,
    ),
    TypeError,
    'Cannot use column "species" as numbers: it holds text such as "setosa"',
  );
  assertThrows(
    convert({ target: "constant", task: "classification" }),
    RangeError,
    'Cannot classify by column "constant": it holds only "2", expected two',
  );
  for (const testShare of [0, 1, -0.1, NaN]) {
    assertThrows(
      convert({ testShare }),
      RangeError,
      `testShare is ${testShare}`,
    );
  }
  assertThrows(
    convert({ target: "y" }, readTable("x,y\n1,2\n")),
    RangeError,
    "there is 1 row",
  );
  assertThrows(
    convert({ target: "y" }, readTable("x,y\n1,a\n2,b\n")),
    RangeError,
    "there is one row of each class",
  );
});
