import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { blocksOf } from "./blocks.ts";
import { addSums } from "./sample_products.ts";
import type { Writer } from "./writer.ts";

/** Blocks of rows in registers: 9 sums at most. */
const most = 3;

/**
 * Adds Σ_t b x_i x_j for i ≤ j to out_ij: a set of rows with itself, along the
 * samples, with a factor. Entries below the diagonal are written only within a
 * block, and with the same numbers as above it: nobody should read them.
 */
export function writeTriangleProducts(
  w: Writer,
  row: number,
  { count, rows, factor, out, outStep }: {
    count: number;
    rows: Address;
    factor: Address;
    out: Address;
    outStep: number;
  },
): void {
  const { code, shape } = w;
  const blocks = blocksOf(count, most).flatMap((run) =>
    Array.from({ length: run.count }, (_, turn) => ({
      first: run.first + turn * run.size,
      size: run.size,
    }))
  );
  for (const [n, x] of blocks.entries()) {
    for (const y of blocks.slice(n)) {
      const sums = Array.from(
        { length: x.size },
        () => Array.from({ length: y.size }, () => code.zero(shape)),
      );
      code.loop(0, row, 16, (t: Int) => {
        const here = code.keep(rows.value().plus(t));
        const b = code.keep(factor.plus(t).load(shape));
        const at = (i: number): Lanes => new Address(i * row, here).load(shape);
        if (x === y) {
          const values = sums.map((_, i) => code.keep(at(x.first + i)));
          sums.forEach((line, i) => {
            const scaled = code.keep(values[i].times(b));
            for (let j = i; j < y.size; j++) {
              code.set(line[j], scaled.timesPlus(values[j], line[j]));
            }
          });
        } else {
          const scaled = sums.map((_, i) =>
            code.keep(at(x.first + i).times(b))
          );
          for (let j = 0; j < y.size; j++) {
            const value = code.keep(at(y.first + j));
            sums.forEach((line, i) =>
              code.set(line[j], scaled[i].timesPlus(value, line[j]))
            );
          }
        }
      });
      addSums(
        w,
        sums,
        out.plus(x.first * outStep + y.first * shape.bytes),
        outStep,
        shape.bytes,
      );
    }
  }
}
