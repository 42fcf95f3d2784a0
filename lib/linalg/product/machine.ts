import {
  float32x4,
  float64x2,
  hasRelaxedMultiplyAdd,
  hasVectors,
} from "../../emit/mod.ts";
import type { Block, Onto } from "./block.ts";
import { panelRows, writeProductKernel } from "./kernel.ts";
import { packPanels, wholeFours } from "./pack.ts";

/** In which numbers products are computed. */
export type Precision = "float64" | "float32";

/**
 * Blocks: a panel of B along the depth stays in the first-level cache (8 KB),
 * the block of A in the second (128 KB), that of B in the third (1 MB).
 */
const rowBlock = 64;
const depthBlock = 256;
const columnBlock = 512;

/** A memory with packed blocks of A and B and their product, one at a time. */
export interface ProductMachine {
  /** The most rows of A, columns of A, and columns of B. */
  readonly rowBlock: number;
  readonly depthBlock: number;
  readonly columnBlock: number;
  /** Takes rows × depth numbers of A. */
  packLeft(
    A: Block,
    first: number,
    top: number,
    rows: number,
    depth: number,
  ): void;
  /** Takes depth × columns numbers of B. */
  packRight(
    B: Block,
    top: number,
    left: number,
    depth: number,
    columns: number,
  ): void;
  /** Multiplies what was taken. */
  multiply(rows: number, depth: number, columns: number): void;
  /** Hands out the product. */
  unpack(
    out: Block,
    first: number,
    left: number,
    rows: number,
    columns: number,
    onto: Onto,
  ): void;
}

const machines: Partial<Record<Precision, ProductMachine>> = {};

/** One per precision, made on first use; undefined without vectors. */
export function productMachine(
  precision: Precision,
): ProductMachine | undefined {
  if (!hasVectors()) return undefined;
  return machines[precision] ??= newMachine(precision);
}

function newMachine(precision: Precision): ProductMachine {
  const relaxed = hasRelaxedMultiplyAdd();
  const shape = precision === "float64"
    ? float64x2({ relaxed })
    : float32x4({ relaxed });
  const { bytes } = shape;
  const panelColumns = 2 * shape.lanes;
  // rows of C that do not share a cache set
  const rowC = columnBlock + 64 / bytes;
  const A = 0;
  const B = A + rowBlock * depthBlock;
  const C = B + depthBlock * columnBlock;
  const pages = Math.ceil((C + rowBlock * rowC) * bytes / 65536);
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(writeProductKernel(shape, pages, rowC * bytes)),
    { environment: { memory } },
  );
  const run = exports.multiply as (...places: number[]) => void;
  const numbers = precision === "float64"
    ? new Float64Array(memory.buffer)
    : new Float32Array(memory.buffer);

  return {
    rowBlock,
    depthBlock,
    columnBlock,
    packLeft: ({ entries, at, down, right }, first, top, rows, depth) =>
      packPanels(
        numbers,
        A,
        entries,
        at + first * down + top * right,
        down,
        right,
        rows,
        depth,
        panelRows,
      ),
    packRight: ({ entries, at, down, right }, top, left, depth, columns) =>
      packPanels(
        numbers,
        B,
        entries,
        at + top * down + left * right,
        right,
        down,
        columns,
        depth,
        panelColumns,
      ),
    multiply(rows, depth, columns) {
      const deep = wholeFours(depth);
      const high = Math.ceil(rows / panelRows) * panelRows;
      const wide = Math.ceil(columns / panelColumns) * panelColumns;
      run(
        A * bytes,
        (A + high * deep) * bytes,
        panelRows * deep * bytes,
        B * bytes,
        (B + wide * deep) * bytes,
        panelColumns * deep * bytes,
        C * bytes,
      );
    },
    unpack({ entries, at, down, right }, first, left, rows, columns, onto) {
      for (let i = 0; i < rows; i++) {
        let to = at + (first + i) * down + left * right;
        const from = C + i * rowC;
        const end = from + columns;
        if (typeof onto === "object") {
          const { entries: less, right: across } = onto;
          let at = onto.at + (first + i) * onto.down + left * across;
          for (let c = from; c < end; c++, to += right, at += across) {
            entries[to] = numbers[c] - less[at];
          }
        } else if (onto === "set") {
          for (let c = from; c < end; c++, to += right) {
            entries[to] = numbers[c];
          }
        } else if (onto === "add") {
          for (let c = from; c < end; c++, to += right) {
            entries[to] += numbers[c];
          }
        } else {
          for (let c = from; c < end; c++, to += right) {
            entries[to] -= numbers[c];
          }
        }
      }
    },
  };
}
