import { assert, assertEquals } from "@std/assert";
import type { Interval } from "../../lib/interval/mod.ts";
import {
  type ActivationChoice,
  activationEnclosure,
  activationNames,
  exactDegree,
  resolveActivation,
} from "../../lib/network/mod.ts";
import type { EnclosureDefinition } from "../../lib/network/enclosures/enclosure.ts";
import { enclosures } from "../../lib/network/enclosures/list.ts";
import * as logistic from "../../lib/network/enclosures/logistic.ts";
import * as tanh from "../../lib/network/enclosures/tanh.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { faultyCopies } from "../interval/flips.ts";
import { exactly, exactOne } from "../kernels/exact_numbers.ts";
import * as dd from "../objective/enclosure/double_double.ts";
import { constant } from "../objective/enclosure/hyper_dual.ts";
import { referenceActivation } from "../objective/enclosure/reference.ts";

const one = exactOne;
const parameters = { alpha: 0.1, coefficients: [0.3, -1, 0.5, 0.1] };

/** The activation with these parameters, of those that it takes. */
function choiceOf(name: string): ActivationChoice {
  const { alpha, coefficients } = parameters;
  if (name === "polynomial") return { name, coefficients };
  const hasAlpha = ["leakyRelu", "elu", "smoothLeakyRelu"].includes(name);
  return hasAlpha ? { name, alpha } : name;
}

/** f, f′ and f″ in 31 digits. */
function exactValues(name: string, x: number) {
  const f = referenceActivation({ name, ...parameters });
  const { v, i, ij } = f({ ...constant(x), i: dd.one, j: dd.one });
  return { f: v, first: i, second: ij };
}

const points = [
  -700,
  -40,
  -12.3,
  -3,
  -0.7,
  -0.35,
  -0.1,
  -1e-9,
  -1e-300,
  0,
  1e-9,
  0.2,
  0.349,
  0.35,
  1,
  2.7,
  9,
  25,
  40,
  300,
];

/** What is wrong with the extensions of a list. */
function* faults(list: readonly EnclosureDefinition[]): Generator<string> {
  for (const { name, build } of list) {
    const enclosure = build(parameters);
    for (const x of points) {
      for (const width of [0, 1e-13, 1e-7, 0.05, 2]) {
        const box = { lo: x, hi: x + width };
        const ranges = enclosure(box);
        if (!ranges) continue; // a kink
        for (const at of [box.lo, box.lo + 0.4 * (box.hi - box.lo), box.hi]) {
          const values = exactValues(name, at);
          for (const part of ["f", "first", "second"] as const) {
            const { lo, hi } = ranges[part];
            const { high } = values[part];
            // beyond the reference, or an overflow, which says nothing
            if (!(Math.abs(high) < 1e300) || !(hi - lo < Infinity)) continue;
            if (high !== 0 && Math.abs(high) < 1e-270) continue;
            if (!dd.isBetween(values[part], lo, hi)) {
              yield `${name} ${part} of [${box.lo}, ${box.hi}] at ${at}`;
            }
          }
        }
      }
    }
  }
}

Deno.test("every activation has an extension that holds its values", () => {
  assertEquals(
    new Set(enclosures.map(({ name }) => name)),
    new Set(activationNames.filter((name) => name !== "softmax")),
  );
  assertEquals([...faults(enclosures)], []);
});

Deno.test("an extension of one number is a few ulp wide", () => {
  for (const { name, build } of enclosures) {
    const { f } = resolveActivation(choiceOf(name));
    const enclosure = build(parameters);
    for (const x of points.filter((x) => x !== 0 && Math.abs(x) <= 40)) {
      const ranges = enclosure({ lo: x, hi: x })!;
      const scale = Math.abs(f(x)) + Math.abs(x);
      for (const { lo, hi } of Object.values(ranges)) {
        assert(hi - lo <= 1e-13 * (1 + scale ** 3), `${name} at ${x}`);
      }
      assert(
        ranges.f.hi - ranges.f.lo <= 1e-14 * scale * Math.max(1, x * x),
        `${name} at ${x}`,
      );
    }
  }
});

/** Whether lo ≤ n/d ≤ hi exactly, for d > 0. */
function holds({ lo, hi }: Interval, n: bigint, d: bigint): boolean {
  return exactly(lo) * d <= n * one && n * one <= exactly(hi) * d;
}

/** Numbers e of (0, 1], all of whose quotients are rounded. */
function exponentials(): number[] {
  const random = randomGenerator(3);
  return Array.from(
    { length: 60 },
    (_, k) => random.uniform() * 2 ** (-(k % 5) * 7),
  );
}

/** What is wrong with logistic functions of e, which is known exactly here. */
function* logisticFaults(
  { fromExponential }: typeof logistic,
): Generator<string> {
  for (const x of exponentials()) {
    const { large, small, derivative } = fromExponential({ lo: x, hi: x });
    const e = exactly(x);
    const right = holds(large, one, one + e) && holds(small, e, one + e) &&
      holds(derivative, e * one, (one + e) ** 2n);
    if (!right) yield `e = ${x}`;
  }
}

/** The same of tanh; e = 2⁻⁵² k, so that 1 − e is a double. */
function* tanhFaults({ fromExponential }: typeof tanh): Generator<string> {
  for (const x of exponentials()) {
    const rounded = Math.round(x * 2 ** 52) / 2 ** 52;
    const rest = 1 - rounded;
    const { f, first } = fromExponential(
      { lo: rounded, hi: rounded },
      { lo: rest, hi: rest },
    );
    const e = exactly(rounded);
    const right = holds(f, one - e, one + e) &&
      holds(first, 4n * e * one, (one + e) ** 2n);
    if (!right) yield `e = ${rounded}`;
  }
}

Deno.test("what follows from an exponential holds exact quotients", () => {
  assertEquals([...logisticFaults(logistic)], []);
  assertEquals([...tanhFaults(tanh)], []);
});

Deno.test("every rounding of the extensions, flipped alone, is seen", async () => {
  const unseen: string[] = [];
  let count = 0;
  for await (const { file, place, url } of faultyCopies("network/enclosures")) {
    const faulty = await import(url(file));
    const found = file === "tanh.ts"
      ? tanhFaults(faulty)
      : logisticFaults(faulty);
    if (found.next().done) unseen.push(place);
    count++;
  }
  assertEquals(unseen, []);
  assert(count >= 10, `${count} roundings`);
});

Deno.test("degrees of homogeneity are those of the functions", () => {
  const degrees = Object.fromEntries(
    enclosures.flatMap(({ name, degree }) =>
      degree ? [[name, degree([])]] : []
    ),
  );
  assertEquals(degrees, {
    identity: 1,
    relu: 1,
    leakyRelu: 1,
    square: 2,
    cube: 3,
    polynomial: undefined,
  });
  const polynomial = (coefficients: number[]) =>
    exactDegree({ name: "polynomial", coefficients });
  assertEquals(polynomial([0, 0, 0, 2]), 3);
  assertEquals(polynomial([0, 1, 1e-300]), undefined);
  assertEquals(polynomial([0]), undefined);
  for (const [name, d] of Object.entries(degrees)) {
    if (d === undefined) continue;
    const { f } = resolveActivation(name);
    for (const x of [-2, -0.5, 1.5]) assertEquals(f(4 * x), 4 ** d * f(x));
    assert(activationEnclosure(name));
  }
});
