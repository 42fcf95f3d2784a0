import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { blocksOf } from "./blocks.ts";
import type { Writer } from "./writer.ts";

/**
 * Weighted sums of rows, s_m = Σ over terms and k of w_mk x_k, for neurons m and
 * all samples of a tile.
 */
export interface Affine {
  /** How many neurons. */
  readonly count: number;
  /** Neurons before this one are not needed, where it says so. */
  readonly from?: Int;
  /** Length of the sums over k. */
  readonly reduce: number;
  /** Places of matrices w_00, and bytes from w_mk to w_{m+1,k} and w_{m,k+1}. */
  readonly weights: readonly Address[];
  readonly rowStep: number;
  readonly columnStep: number;
  /** Places of first rows x_0. */
  readonly inputs: readonly Address[];
  /** Which matrix and which rows are multiplied, and the sum they belong to. */
  readonly terms: readonly {
    readonly weights: number;
    readonly inputs: number;
    readonly sum: number;
  }[];
  /** Sums per neuron: one, or a value and its derivative. */
  readonly sums: number;
  /** What the sums of neuron m begin with, given the place of w_m0; else 0. */
  readonly start?: (weights: readonly Address[]) => readonly Lanes[];
  /**
   * Receives the sums of one neuron at some samples. `at` gives the place of
   * these in the neuron's row, given where the rows begin.
   */
  readonly finish: (sums: readonly Lanes[], at: Place) => void;
}

/** Where a neuron's samples stand, given the first neuron's row. */
export type Place = (rows: number | Address) => Address;

/** The places some way behind where rows begin. */
export function along(distance: Int, more: number = 0): Place {
  return (rows) =>
    (typeof rows === "number" ? new Address(rows) : rows)
      .plus(distance).plus(more);
}

/** Above this many terms the sum over k is a loop in the code. */
const unrolled = 8;
/** Turns of that loop that are written out. */
const unroll = 4;

/**
 * Blocks of neurons × two vectors of samples stay in registers; weights are
 * loaded to all lanes. Eight sums at most are alive: with the rows and a weight
 * they fit in 16 registers.
 */
export function writeAffine(w: Writer, row: number, affine: Affine): void {
  const { code } = w;
  const { count, from, sums } = affine;
  for (const run of blocksOf(count, 4 / sums)) {
    code.turns(run.count, run.size, (turn) => {
      const m = code.keep(turn.plus(run.first));
      const write = () => writeBlock(w, row, affine, m, run.size);
      if (from === undefined) write();
      else code.when(from.lessThan(m.plus(run.size)), write);
    });
  }
}

/** The sums of `size` neurons from m on. */
function writeBlock(
  w: Writer,
  row: number,
  affine: Affine,
  m: Int,
  size: number,
): void {
  const { code } = w;
  const { sums, weights, inputs, rowStep, reduce } = affine;
  const rowWeights = weights.map((place) =>
    new Address(0, code.keep(place.value().plus(m.times(rowStep))))
  );
  const start = Array.from(
    { length: size },
    (_, ahead) =>
      affine.start?.(
        rowWeights.map((place) => place.plus(ahead * rowStep)),
      ),
  );
  const rowAt = code.keep(m.times(row));
  code.loop(0, row, 16 * vectors, (t) => {
    const block = start.map((begin) => newSums(w, sums, begin));
    if (reduce <= unrolled) {
      const rows = inputs.map((place) => place.plus(t));
      for (let k = 0; k < reduce; k++) {
        addTerms(w, affine, block, rowWeights, rows, row, k);
      }
    } else loopTerms(w, affine, block, rowWeights, t, row);
    const here = code.keep(rowAt.plus(t));
    // all activations of a block at once: their latency is hidden
    code.interleave(
      block.flatMap((neuron, ahead) =>
        offsets.map((offset, i) => () =>
          affine.finish(
            neuron.map((sum) => sum[i]),
            along(here, ahead * row + offset),
          )
        )
      ),
    );
  });
}

/** Vectors of samples per block, and where they stand. */
const vectors = 2;
const offsets = [0, 16];

/** [neuron][sum][vector]. */
type Block = readonly (readonly (readonly Lanes[])[])[];

/** The sums of one neuron, at their beginning. */
function newSums(
  { code, shape }: Writer,
  sums: number,
  start: readonly Lanes[] | undefined,
): Lanes[][] {
  return Array.from(
    { length: sums },
    (_, sum) =>
      offsets.map(() => start ? code.keep(start[sum]) : code.zero(shape)),
  );
}

function loopTerms(
  w: Writer,
  affine: Affine,
  block: Block,
  rowWeights: readonly Address[],
  t: Int,
  row: number,
): void {
  const { code } = w;
  const { inputs, reduce, columnStep } = affine;
  const whole = reduce - reduce % unroll;
  const pointers = [
    ...rowWeights.map((place) => ({ place, step: columnStep })),
    ...inputs.map((place) => ({ place: place.plus(t), step: row })),
  ].map(({ place, step }) => ({ at: code.keep(place.value()), step }));
  const weightsAt = pointers.slice(0, rowWeights.length)
    .map(({ at }) => new Address(0, at));
  const rowsAt = pointers.slice(rowWeights.length)
    .map(({ at }) => new Address(0, at));
  code.loop(0, whole, unroll, () => {
    for (let k = 0; k < unroll; k++) {
      addTerms(w, affine, block, weightsAt, rowsAt, row, k);
    }
    for (const { at, step } of pointers) code.set(at, at.plus(unroll * step));
  });
  for (let k = 0; k < reduce - whole; k++) {
    addTerms(w, affine, block, weightsAt, rowsAt, row, k);
  }
}

/** Adds the products of one k. */
function addTerms(
  { code, shape }: Writer,
  { terms, rowStep, columnStep }: Affine,
  block: Block,
  weights: readonly Address[],
  inputs: readonly Address[],
  row: number,
  k: number,
): void {
  const x = inputs.map((place) =>
    offsets.map((offset) => code.keep(place.plus(k * row + offset).load(shape)))
  );
  for (let ahead = 0; ahead < block.length; ahead++) {
    const factors = weights.map((place) =>
      code.keep(place.plus(ahead * rowStep + k * columnStep).loadSplat(shape))
    );
    for (const term of terms) {
      for (let i = 0; i < vectors; i++) {
        const sum = block[ahead][term.sum][i];
        code.set(
          sum,
          factors[term.weights].timesPlus(x[term.inputs][i], sum),
        );
      }
    }
  }
}
