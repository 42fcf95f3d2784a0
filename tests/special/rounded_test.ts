import { assertEquals } from "@std/assert";
import { randomGenerator } from "../../lib/random/mod.ts";
import { roundedCos, roundedLog, roundedSin } from "../../lib/special/mod.ts";
import { exactLog } from "../../lib/special/rounded/log.ts";
import { exactCos, exactSin } from "../../lib/special/rounded/sin_cos.ts";
import hardest from "../fixtures/rounded.json" with { type: "json" };

const turn = 2 * Math.PI;
/** Near a place where the function is 0: at distances of every size. */
const near = (place: number) => (u: number, v: number) =>
  place + (u - 0.5) * 2 ** -Math.floor(52 * v);

const functions = [
  {
    name: "log",
    rounded: roundedLog,
    exact: exactLog,
    known: hardest.log,
    arguments: [
      (u: number) => u,
      (u: number) => 2 ** (2046 * u - 1022),
      near(1),
    ],
  },
  {
    name: "sin",
    rounded: roundedSin,
    exact: exactSin,
    known: hardest.sin,
    arguments: [(u: number) => turn * u, near(0), near(Math.PI), near(turn)],
  },
  {
    name: "cos",
    rounded: roundedCos,
    exact: exactCos,
    known: hardest.cos,
    arguments: [(u: number) => turn * u, near(turn / 4), near(3 * turn / 4)],
  },
];

for (const { name, rounded, exact, known, arguments: places } of functions) {
  Deno.test(`${name} is the double nearest to mpmath's, where that is hardest`, () => {
    for (const [x, nearest] of known) {
      assertEquals(rounded(x), nearest, `${name}(${x})`);
      assertEquals(exact(x), nearest, `${name}(${x}), in integers`);
    }
  });

  Deno.test(`${name} by doubles is ${name} by integers, of 1000 arguments a place`, () => {
    const random = randomGenerator(3);
    for (const place of places) {
      for (let k = 0; k < 1000; k++) {
        const x = place(random.uniform(), random.uniform());
        assertEquals(rounded(x), exact(x), `${name}(${x})`);
      }
    }
  });
}

Deno.test("rounded functions at the ends of their domains", () => {
  assertEquals([0, 1, Infinity, -1, NaN].map(roundedLog), [
    -Infinity,
    0,
    Infinity,
    NaN,
    NaN,
  ]);
  assertEquals([roundedSin(0), roundedCos(0)], [0, 1]);
});
