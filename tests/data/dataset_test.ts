import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { dataset, type DatasetOptions } from "../../lib/data/dataset.ts";

const inputs = [[1, 2], [3, 4], [5, 6]];

Deno.test("dataset gives the same from nested and from flat arrays", () => {
  const nested = dataset({ inputs, targets: [[1, 0], [0, 1], [1, 1]] });
  const flat = dataset({
    inputs: new Float64Array([1, 2, 3, 4, 5, 6]),
    shape: [3, 2],
    targets: new Float64Array([1, 0, 0, 1, 1, 1]),
  });
  assertEquals(nested, flat);
  assertEquals(nested, {
    samples: 3,
    inputCount: 2,
    outputCount: 2,
    inputs: new Float64Array([1, 2, 3, 4, 5, 6]),
    targets: new Float64Array([1, 0, 0, 1, 1, 1]),
  });
});

Deno.test("dataset accepts rows that are typed arrays", () => {
  const rows = inputs.map((row) => Float32Array.from(row));
  const { inputs: flat } = dataset({ inputs: rows, targets: rows });
  assertEquals(flat, new Float64Array([1, 2, 3, 4, 5, 6]));
});

Deno.test("dataset keeps Float64Arrays without copying", () => {
  const flat = new Float64Array(6);
  const targets = new Float64Array(3);
  const weights = new Float64Array(3);
  const made = dataset({ inputs: flat, shape: [3, 2], targets, weights });
  assertStrictEquals(made.inputs, flat);
  assertStrictEquals(made.targets, targets);
  assertStrictEquals(made.weights, weights);
});

Deno.test("dataset reads a list of numbers as one target per sample", () => {
  const { targets, outputCount } = dataset({ inputs, targets: [7, 8, 9] });
  assertEquals(outputCount, 1);
  assertEquals(targets, new Float64Array([7, 8, 9]));
});

Deno.test("dataset counts classes from the labels unless told", () => {
  const labels = [0, 2, 0];
  assertEquals(dataset({ inputs, labels }).outputCount, 3);
  assertEquals(dataset({ inputs, labels, classes: 5 }).outputCount, 5);
  assertEquals(dataset({ inputs, labels }), {
    samples: 3,
    inputCount: 2,
    outputCount: 3,
    inputs: new Float64Array([1, 2, 3, 4, 5, 6]),
    labels: new Int32Array([0, 2, 0]),
  });
});

Deno.test("dataset keeps weights, zero among them", () => {
  const { weights } = dataset({
    inputs,
    targets: [1, 2, 3],
    weights: [2, 0, 1],
  });
  assertEquals(weights, new Float64Array([2, 0, 1]));
});

const targets = [1, 2, 3];
const refused: Record<
  string,
  // deno-lint-ignore no-explicit-any
  [DatasetOptions | any, new (message: string) => Error, string]
> = {
  "no samples": [
    { inputs: [], targets: [] },
    RangeError,
    "inputs are empty, expected at least one sample",
  ],
  "a flat shape of no samples": [
    { inputs: new Float64Array(0), shape: [0, 2], targets: [] },
    RangeError,
    "inputs are 0 × 2, expected",
  ],
  "samples without features": [
    { inputs: [[], []], targets: [1, 2] },
    RangeError,
    "inputs are 2 × 0, expected",
  ],
  "a ragged row": [
    { inputs: [[1, 2], [3]], targets: [1, 2] },
    RangeError,
    "row 1 of the inputs has 1 entries, expected 2 as in row 0",
  ],
  "a row that is no list": [
    { inputs: [[1], null], targets: [1, 2] },
    RangeError,
    "row 1 of the inputs has no entries",
  ],
  "inputs that are a list of numbers": [
    { inputs: [1, 2], targets: [1, 2] },
    RangeError,
    "expected at least one sample and one feature",
  ],
  "NaN in nested inputs": [
    { inputs: [[1, 2], [3, NaN]], targets: [1, 2] },
    TypeError,
    "row 1, column 1 of the inputs (counted from 0) is NaN",
  ],
  "infinity in flat inputs": [
    { inputs: new Float64Array([1, 2, -Infinity, 4]), shape: [2, 2], targets },
    TypeError,
    "row 1, column 0 of the inputs (counted from 0) is -Infinity",
  ],
  "text in inputs": [
    { inputs: [[1, "2"]], targets: [1] },
    TypeError,
    'row 0, column 1 of the inputs (counted from 0) is "2"',
  ],
  "NaN in targets": [
    { inputs, targets: new Float64Array([1, 2, 3, 4, NaN, 6]) },
    TypeError,
    "row 2, column 0 of the targets",
  ],
  "undefined in targets": [
    { inputs, targets: [1, undefined, 3] },
    TypeError,
    "row 1, column 0 of the targets (counted from 0) is undefined",
  ],
  "flat inputs without a shape": [
    { inputs: new Float64Array(6), targets },
    TypeError,
    "Float64Array of length 6 without a shape",
  ],
  "a shape that does not fit": [
    { inputs: new Float64Array(6), shape: [3, 3], targets },
    RangeError,
    "inputs have length 6, expected 9 (3 × 3)",
  ],
  "a shape that nested inputs do not have": [
    { inputs, shape: [2, 3], targets },
    RangeError,
    "inputs have length 3, expected 2",
  ],
  "neither targets nor labels": [{ inputs }, TypeError, "neither targets nor"],
  "targets and labels": [
    { inputs, targets, labels: [0, 1, 2] },
    TypeError,
    "targets and labels",
  ],
  "too few targets": [
    { inputs, targets: [1, 2] },
    RangeError,
    "targets have length 2, expected 3",
  ],
  "flat targets that do not divide": [
    { inputs, targets: new Float64Array(4) },
    RangeError,
    "got 4 targets for 3 samples",
  ],
  "empty targets": [
    { inputs, targets: [[], [], []] },
    RangeError,
    "targets have 0 columns",
  ],
  "ragged targets": [
    { inputs, targets: [[1], [2, 3], [4]] },
    RangeError,
    "row 1 of the targets has 2 entries, expected 1",
  ],
  "too many labels": [
    { inputs, labels: [0, 1, 2, 3] },
    RangeError,
    "labels have length 4, expected 3",
  ],
  "a negative label": [
    { inputs, labels: [0, -1, 1] },
    RangeError,
    "label 1 is -1, expected an integer from 0",
  ],
  "a fractional label": [
    { inputs, labels: [0, 1, 0.5] },
    RangeError,
    "label 2 is 0.5",
  ],
  "a label beyond the classes": [
    { inputs, labels: [0, 1, 3], classes: 3 },
    RangeError,
    "label 2 is 3, expected an integer from 0 to 2",
  ],
  "no classes": [
    { inputs, labels: [0, 0, 0], classes: 0 },
    RangeError,
    "got 0 classes",
  ],
  "classes with targets": [
    { inputs, targets, classes: 3 },
    TypeError,
    "classes 3 with targets",
  ],
  "a negative weight": [
    { inputs, targets, weights: [1, -0.5, 1] },
    RangeError,
    "weight 1 is -0.5, expected a finite number ≥ 0",
  ],
  "a weight that is NaN": [
    { inputs, targets, weights: [1, 1, NaN] },
    RangeError,
    "weight 2 is NaN",
  ],
  "too few weights": [
    { inputs, targets, weights: [1] },
    RangeError,
    "weights have length 1, expected 3",
  ],
};

for (const [what, [options, errorClass, message]] of Object.entries(refused)) {
  Deno.test(`dataset refuses ${what}`, () => {
    const error = assertThrows(() => dataset(options), errorClass, message);
    assertEquals(
      /^Cannot make a dataset: .*, expected /.test(error.message),
      true,
    );
  });
}
