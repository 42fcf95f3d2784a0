import { assertEquals } from "@std/assert";
import {
  asinh,
  cos,
  exp,
  expm1,
  hypot,
  log,
  log1p,
  power,
  sin,
  sinh,
  tanh,
} from "../../lib/special/mod.ts";
import { assertRelative } from "../network/relative.ts";

/** Arguments of all sizes, and the engine's own function, right to an ulp. */
const functions = [
  ["exp", exp, Math.exp, [-708, -30.5, -1e-9, 0, 1e-300, 0.3, 1, 88.7, 709]],
  ["expm1", expm1, Math.expm1, [-40, -0.7, -1e-12, 0, 1e-300, 0.2, 3, 709]],
  ["log", log, Math.log, [5e-324, 1e-308, 0.4, 1 - 1e-15, 1, 7, 1e308]],
  ["log1p", log1p, Math.log1p, [-0.9999, -1e-12, 0, 1e-300, 0.3, 1e15]],
  ["cos", cos, Math.cos, [0, 0.7, Math.PI / 2 - 1e-3, 2, Math.PI, 100]],
  ["sin", sin, Math.sin, [-2, -1e-9, 0, 0.7, Math.PI / 2, 3, 100]],
] as const;

/** Made of those above: some ulps more. */
const composed = [
  ["sinh", sinh, Math.sinh, [-700, -2, -1e-9, 0, 1e-300, 0.3, 1, 30]],
  ["tanh", tanh, Math.tanh, [-700, -2, -1e-9, 0, 1e-300, 0.3, 1, 30]],
  ["asinh", asinh, Math.asinh, [-1e300, -2, -1e-9, 0, 1e-300, 0.3, 1, 1e9]],
] as const;
for (const [name, own, engine, arguments_] of composed) {
  Deno.test(`${name} is the engine's to six ulps`, () => {
    for (const x of arguments_) {
      assertRelative(own(x), engine(x), 6 * 2 ** -52, `${name}(${x})`);
    }
  });
}

for (const [name, own, engine, arguments_] of functions) {
  Deno.test(`${name} is the engine's to two ulps`, () => {
    for (const x of arguments_) {
      assertRelative(own(x), engine(x), 2 ** -51, `${name}(${x})`);
    }
  });
}

Deno.test("elementary functions at the ends of their domains", () => {
  assertEquals([exp(-Infinity), exp(Infinity), exp(NaN)], [0, Infinity, NaN]);
  assertEquals([log(0), log(Infinity), log(-1)], [-Infinity, Infinity, NaN]);
  assertEquals([log1p(-1), expm1(-Infinity)], [-Infinity, -1]);
  assertEquals([tanh(-Infinity), tanh(Infinity)], [-1, 1]);
  assertEquals([sinh(-Infinity), sinh(800)], [-Infinity, Infinity]);
  assertEquals([asinh(-Infinity), asinh(Infinity)], [-Infinity, Infinity]);
});

Deno.test("power agrees with ** to rounding, 0⁰ = 1", () => {
  for (const x of [1e-10, 0.02, 0.9, 1, 3.7, 1e10]) {
    for (const a of [-2, -0.5, -0.14, 0, 0.08, 1 / 3, 1, 5]) {
      assertRelative(power(x, a), x ** a, 2e-14, `${x} to the ${a}`);
    }
  }
  assertEquals([power(0, 0), power(0, 2), power(0, -1)], [1, 0, Infinity]);
  assertEquals([power(Infinity, -0.5), power(NaN, 1)], [0, NaN]);
});

Deno.test("hypot neither over- nor underflows", () => {
  for (const scale of [1e-300, 1e-5, 1, 1e300]) {
    assertRelative(hypot(3 * scale, -4 * scale), 5 * scale, 2 ** -51, "3, 4");
    assertRelative(hypot(scale, 0), scale, 0, "one side");
  }
  assertEquals([hypot(0, 0), hypot(NaN, 1), hypot(1, Infinity)], [
    0,
    NaN,
    Infinity,
  ]);
});
