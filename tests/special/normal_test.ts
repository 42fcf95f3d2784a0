import { assertEquals } from "@std/assert";
import { erf, erfc, normalCdf, normalDensity } from "../../lib/special/mod.ts";
import { assertRelative } from "../network/relative.ts";

// From mpmath with 50 digits.
const NORMAL: readonly (readonly [number, number, number])[] = [
  [-37.1, 1.4047119663106221e-301, 5.215262198831984e-300],
  [-20.3, 6.429244467698346e-92, 1.308288554681529e-90],
  [-8.7, 1.6594208699647843e-18, 1.462296357500655e-17],
  [-3.1, 0.0009676032132183566, 0.0032668190561999195],
  [-1.01, 0.1562476450212546, 0.23955109772801336],
  [-0.2, 0.42074029056089696, 0.3910426939754559],
  [0, 0.5, 0.3989422804014327],
  [3, 0.9986501019683699, 0.0044318484119380075],
  [8.7, 1.0, 1.462296357500655e-17],
];

const ERROR_FUNCTION: readonly (readonly [number, number, number])[] = [
  [-3.1, -0.9999883513426328, 1.9999883513426329],
  [-0.2, -0.22270258921047847, 1.2227025892104784],
  [1e-09, 1.1283791670955127e-09, 0.9999999988716208],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [2.7, 0.9998656672600594, 0.0001343327399405242],
  [10.3, 1.0, 4.5947618530992265e-48],
  [26.1, 1.0, 3.081217493314593e-298],
];

Deno.test("normalCdf and normalDensity are right to 1e-15, tails included", () => {
  for (const [x, cdf, density] of NORMAL) {
    assertRelative(normalCdf(x), cdf, 1e-15, `Φ(${x})`);
    assertRelative(normalDensity(x), density, 1e-15, `φ(${x})`);
  }
});

Deno.test("erf and erfc are right to 1e-15", () => {
  for (const [x, value, complement] of ERROR_FUNCTION) {
    assertRelative(erf(x), value, 1e-15, `erf(${x})`);
    assertRelative(erfc(x), complement, 1e-15, `erfc(${x})`);
  }
});

Deno.test("normalCdf and normalDensity keep NaN and end at 0 and 1", () => {
  assertEquals([normalCdf(NaN), normalDensity(NaN)], [NaN, NaN]);
  assertEquals([normalCdf(-1e4), normalCdf(-Infinity)], [0, 0]);
  assertEquals([normalCdf(1e4), normalCdf(Infinity)], [1, 1]);
  assertEquals([normalDensity(-1e4), normalDensity(Infinity)], [0, 0]);
});
