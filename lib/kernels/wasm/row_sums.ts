import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { blocksOf } from "./blocks.ts";
import { along, type Place } from "./affine.ts";
import type { Writer } from "./writer.ts";

/** s_u = Σ_k w_k x_ku for many rows u: sums of blocks of rows. */
export interface RowSums {
  /** Number of rows u. */
  readonly count: number;
  /** Length of the sums over k. */
  readonly reduce: number | Int;
  /** Place of w_0, and bytes to the next. */
  readonly weights: Address;
  readonly weightStep: number | Int;
  /** Place of x_00, and bytes from x_ku to x_{k+1,u}. */
  readonly inputs: Address;
  readonly inputStep: number | Int;
  /** Receives a sum; `at` gives the place of row u's samples, t bytes along. */
  readonly finish: (sum: Lanes, at: Place, t: Int) => void;
}

/** Rows in registers at once. */
const rowsPerBlock = 8;

/** Writes the sums for all samples of a tile. */
export function writeRowSums(w: Writer, row: number, sums: RowSums): void {
  const { code } = w;
  for (const run of blocksOf(sums.count, rowsPerBlock)) {
    code.turns(run.count, run.size * row, (turn) => {
      const first = code.keep(turn.plus(run.first * row));
      writeRowBlock(w, row, sums, first, run.size);
    });
  }
}

/** The sums of `size` rows from `first` (bytes) on. */
export function writeRowBlock(
  { code, shape }: Writer,
  row: number,
  { reduce, weights, weightStep, inputs, inputStep, finish }: Omit<
    RowSums,
    "count"
  >,
  first: Int,
  size: number,
): void {
  code.loop(0, row, 16, (t) => {
    const here = code.keep(first.plus(t));
    const block = Array.from({ length: size }, () => code.zero(shape));
    const weight = code.keep(weights.value());
    const input = code.keep(inputs.value().plus(here));
    const add = () => {
      const factor = code.keep(new Address(0, weight).loadSplat(shape));
      block.forEach((sum, u) => {
        const x = new Address(u * row, input).load(shape);
        code.set(sum, factor.timesPlus(x, sum));
      });
      code.set(weight, weight.plus(weightStep));
      code.set(input, input.plus(inputStep));
    };
    if (reduce === 1) add();
    else code.loop(0, reduce, 1, add);
    block.forEach((sum, u) => finish(sum, along(here, u * row), t));
  });
}
