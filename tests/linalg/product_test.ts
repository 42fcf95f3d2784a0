import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  block,
  blockedLu,
  divideByLu,
  inverseFromLu,
  lu,
  partOf,
  product,
  transposedBlock,
} from "../../lib/linalg/mod.ts";
import { plainProduct } from "../../lib/linalg/product/plain.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

function numbers(count: number, seed: number): Float64Array {
  const random = randomGenerator(seed);
  return Float64Array.from({ length: count }, () => random.normal());
}

/** The largest difference, for entries of sums of `depth` products. */
function worst(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);
}

/** A part of a larger matrix, upright or transposed. */
function someBlock(
  rows: number,
  columns: number,
  upright: boolean,
  seed: number,
) {
  const [high, wide] = upright ? [rows, columns] : [columns, rows];
  const whole = block(
    numbers((high + 3) * (wide + 5), seed),
    high + 3,
    wide + 5,
  );
  const inner = partOf(whole, 2, 4, high, wide);
  return upright ? inner : transposedBlock(inner);
}

const sizes = fc.nat({ max: 140 }).map((n) => n + 1);

for (
  const [precision, bound] of [["float64", 1e-12], ["float32", 2e-3]] as const
) {
  Deno.test(`products in ${precision} are those of plain loops, whatever the parts`, () => {
    fc.assert(
      fc.property(
        fc.tuple(sizes, sizes, sizes, fc.nat()),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        fc.constantFrom("set", "add", "subtract", "less", "less transposed"),
        ([m, k, n, seed], [uprightA, uprightB, uprightC], how) => {
          const A = someBlock(m, k, uprightA, seed);
          const B = someBlock(k, n, uprightB, seed + 1);
          const C = someBlock(m, n, uprightC, seed + 2);
          const onto = how === "less" || how === "less transposed"
            ? someBlock(m, n, how === "less", seed + 3)
            : how;
          const expected = { ...C, entries: C.entries.slice() };
          plainProduct(A, B, expected, onto);
          product(A, B, C, onto, precision);
          // what is around the part is left alone
          assert(worst(C.entries, expected.entries) < bound);
        },
      ),
      { numRuns: 60 },
    );
  });

  Deno.test(`large products in ${precision} cross all blocks`, () => {
    const [m, k, n] = [70, 530, 520];
    const A = block(numbers(m * k, 1), m, k);
    const B = block(numbers(k * n, 2), k, n);
    const C = block(numbers(m * n, 3), m, n);
    const D = block(numbers(m * n, 4), m, n);
    for (const onto of ["set", "add", "subtract", D] as const) {
      const expected = { ...C, entries: C.entries.slice() };
      plainProduct(A, B, expected, onto);
      product(A, B, C, onto, precision);
      assert(worst(C.entries, expected.entries) < bound);
    }
  });
}

for (const n of [1, 2, 15, 16, 17, 31, 33, 64, 100, 257]) {
  Deno.test(`the blocked LU of ${n} is that of plain loops, and inverts`, () => {
    const A = numbers(n * n, n);
    const [blocked, plain] = [A.slice(), A.slice()];
    const [p, q] = [new Int32Array(n), new Int32Array(n)];
    assert(blockedLu(blocked, n, p));
    assert(lu(plain, n, q));
    assertEquals(p, q);
    assert(worst(blocked, plain) < 1e-11 * n);

    const rows = 5;
    const B = numbers(rows * n, 3);
    const X = B.slice();
    divideByLu(blocked, n, p, block(X, rows, n));
    const back = block(new Float64Array(rows * n), rows, n);
    product(block(X, rows, n), block(A, n, n), back);
    assert(worst(back.entries, B) < 1e-10 * n);

    const inverse = inverseFromLu(blocked, n, p, new Float64Array(n * n));
    const unit = block(new Float64Array(n * n), n, n);
    product(block(A, n, n), block(inverse, n, n), unit);
    const identity = A.map((_, i) => i % (n + 1) === 0 ? 1 : 0);
    assert(worst(unit.entries, identity) < 1e-10 * n);
  });
}

Deno.test("a singular matrix has no factors", () => {
  const n = 40;
  const A = numbers(n * n, 1);
  A.copyWithin(7 * n, 3 * n, 4 * n);
  assert(
    !blockedLu(A.map((_, i) => i < n * n / 2 ? 1 : 0), n, new Int32Array(n)),
  );
  assert(!blockedLu(A.fill(NaN), n, new Int32Array(n)));
});
