import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { blocksOf } from "./blocks.ts";
import type { Writer } from "./writer.ts";

/**
 * Sums over the samples of a tile, out_ij += Σ_t Σ over terms of x_i y_j: two
 * sets of rows multiplied along the samples.
 */
export interface SampleProducts {
  /** Number of rows x and y. */
  readonly xCount: number;
  readonly yCount: number;
  /** Places of first rows; rows follow at `row` bytes. */
  readonly terms: readonly { readonly x: Address; readonly y: Address }[];
  /** A row that multiplies every product. */
  readonly factor?: Address;
  /** Place of out_00, and bytes from out_ij to out_{i+1,j}. */
  readonly out: Address;
  readonly outStep: number;
  /** Bytes from out_ij to out_{i,j+1}; next to one another by default. */
  readonly outColumnStep?: number;
}

/** x rows × y rows in registers: at most 9 sums, so that 14 values are alive. */
const blockShapes = [[2, 4], [3, 3], [4, 2], [1, 6], [6, 1]] as const;

/** Vectors of samples per turn of the inner loop; divides every row. */
export const unroll = 2;

/** The sums, in blocks; the order of samples in a sum is fixed. */
export function writeSampleProducts(
  w: Writer,
  row: number,
  products: SampleProducts,
): void {
  const { code } = w;
  const { xCount, yCount, terms, factor, out, outStep } = products;
  const { outColumnStep = w.shape.bytes } = products;
  const [xMost, yMost] = bestShape(xCount, yCount);
  for (const xRun of blocksOf(xCount, xMost)) {
    code.turns(xRun.count, xRun.size, (xTurn) => {
      const i = code.keep(xTurn.plus(xRun.first));
      const xAt = terms.map(({ x }) => code.keep(x.value().plus(i.times(row))));
      const outRow = code.keep(out.value().plus(i.times(outStep)));
      for (const yRun of blocksOf(yCount, yMost)) {
        code.turns(yRun.count, yRun.size, (yTurn) => {
          const j = code.keep(yTurn.plus(yRun.first));
          const yAt = terms.map(({ y }) =>
            code.keep(y.value().plus(j.times(row)))
          );
          const sums = writeProductBlock(w, row, {
            xAt,
            xSize: xRun.size,
            yAt,
            ySize: yRun.size,
            factor,
          });
          const corner = new Address(
            0,
            code.keep(outRow.plus(j.times(outColumnStep))),
          );
          addSums(w, sums, corner, outStep, outColumnStep);
        });
      }
    });
  }
}

/** The sums of one block, in registers. */
export function writeProductBlock(
  w: Writer,
  row: number,
  { xAt, xSize, yAt, ySize, factor }: {
    readonly xAt: readonly Int[];
    readonly xSize: number;
    readonly yAt: readonly Int[];
    readonly ySize: number;
    readonly factor: Address | undefined;
  },
): Lanes[][] {
  const { code } = w;
  const sums = Array.from(
    { length: xSize },
    () => Array.from({ length: ySize }, () => code.zero(w.shape)),
  );
  code.loop(0, row, 16 * unroll, (t) => {
    xAt.forEach((_, n) => {
      const x = new Address(0, code.keep(xAt[n].plus(t)));
      const y = new Address(0, code.keep(yAt[n].plus(t)));
      const scale = factor?.plus(t);
      for (let i = 0; i < unroll; i++) {
        const ahead = 16 * i;
        addProducts(
          w,
          row,
          sums,
          x.plus(ahead),
          y.plus(ahead),
          scale?.plus(ahead),
        );
      }
    });
  });
  return sums;
}

function addProducts(
  { code, shape }: Writer,
  row: number,
  sums: readonly (readonly Lanes[])[],
  xAt: Address,
  yAt: Address,
  factor: Address | undefined,
): void {
  const scale = factor && code.keep(factor.load(shape));
  const x = sums.map((_, i) => {
    const value = xAt.plus(i * row).load(shape);
    return code.keep(scale ? value.times(scale) : value);
  });
  for (let j = 0; j < sums[0].length; j++) {
    const y = code.keep(yAt.plus(j * row).load(shape));
    sums.forEach((line, i) => code.set(line[j], x[i].timesPlus(y, line[j])));
  }
}

/** Adds up the lanes, two neighboring sums at once, into memory. */
export function addSums(
  { code }: Writer,
  sums: readonly (readonly Lanes[])[],
  corner: Address,
  outStep: number,
  outColumnStep: number,
): void {
  const pairs = outColumnStep === 8;
  sums.forEach((line, i) => {
    for (let j = 0; j < line.length; j += pairs ? 2 : 1) {
      code.add(
        corner.plus(i * outStep + j * outColumnStep),
        pairs && j + 1 < line.length
          ? line[j].pairSums(line[j + 1])
          : line[j].sum(),
      );
    }
  });
}

/** The shape whose blocks load least. */
function bestShape(xCount: number, yCount: number): readonly [number, number] {
  let best: readonly [number, number] = blockShapes[0];
  let least = Infinity;
  for (const shape of blockShapes) {
    let loads = 0;
    for (const x of blocksOf(xCount, shape[0])) {
      for (const y of blocksOf(yCount, shape[1])) {
        loads += x.count * y.count * (x.size + y.size);
      }
    }
    if (loads < least) {
      least = loads;
      best = shape;
    }
  }
  return best;
}
