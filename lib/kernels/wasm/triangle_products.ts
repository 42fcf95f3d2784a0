import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { blocksOf } from "./blocks.ts";
import { addSums, unroll } from "./sample_products.ts";
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
      code.loop(0, row, 16 * unroll, (t: Int) => {
        const here = code.keep(rows.value().plus(t));
        const scale = factor.plus(t);
        for (let ahead = 0; ahead < 16 * unroll; ahead += 16) {
          const b = code.keep(scale.plus(ahead).load(shape));
          const at = (i: number): Lanes =>
            code.keep(new Address(i * row + ahead, here).load(shape));
          const values = sums.map((_, i) => at(x.first + i));
          const scaled = values.map((value) => code.keep(value.times(b)));
          for (let j = 0; j < y.size; j++) {
            const value = x === y ? values[j] : at(y.first + j);
            sums.forEach((line, i) => {
              if (x === y && j < i) return;
              code.set(line[j], scaled[i].timesPlus(value, line[j]));
            });
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
