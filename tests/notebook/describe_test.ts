import { assertEquals } from "@std/assert";
import { dataset, readTable } from "../../lib/data/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { describe } from "../../lib/notebook/mod.ts";

const table: [unknown, string][] = [
  [undefined, "nothing yet"],
  [null, "nothing"],
  [0.0000123456, "1.235×10⁻⁵"],
  [true, "true"],
  ["a".repeat(100), `${"a".repeat(79)}…`],
  [network(parseNetwork("2 -> 3 tanh -> 1")), "2 → 3 tanh → 1"],
  [dataset({ inputs: [[1]], targets: [1] }), "1 sample"],
  [{ name: "a.csv", text: "x\n" }, "a.csv"],
  [Float64Array.of(1, 2, 3, 4, 5), "5 × [1, 2, 3, 4, …]"],
  [[{}, 2], "2 × […, 2]"],
  [{ eigenvalues: Float64Array.of(-1, 2) }, "2 eigenvalues, −1 … 2"],
  [
    { xs: new Float64Array(3), ys: new Float64Array(2), losses: [] },
    "3 × 2 points",
  ],
  [
    { kind: "saddle", index: 2, nullity: 0, sentence: "It is one." },
    "saddle of index 2",
  ],
  [
    { kind: "badge", mark: "●", label: "strict minimum", rows: [] },
    "● strict minimum",
  ],
  [{ losses: [[1]], names: ["a"] }, "1 slices"],
  [readTable("a,b\n1,2\n"), "1 rows × 2 columns"],
  [{ loss: 2, trajectory: {}, gradientNorm: 0, steps: 3 }, "loss 2, 3 steps"],
  [{ a: 1, b: 2 }, "a, b"],
  [
    { loss: 0.25, history: { iterations: Float64Array.of(0, 9) } },
    "loss 0.25, 9 iterations",
  ],
  [() => 1, "a function"],
];

for (const [value, text] of table) {
  Deno.test(`describe says "${text.slice(0, 30)}"`, () => {
    assertEquals(describe(value), text);
  });
}
