import { checkpoint } from "../../checkpoint.ts";
import { type Block, type Onto, transposedBlock } from "./block.ts";
import {
  type Precision,
  type ProductMachine,
  productMachine,
} from "./machine.ts";
import { plainProduct } from "./plain.ts";

/** Multiplications from which on generated code is faster. */
const worthPacking = 4096;

/**
 * C ← A B, C + A B, C − A B or A B − D for matrices, parts of them and their transposes;
 * `out` is neither A nor B.
 *
 * Packed and multiplied block by block in generated code (Goto and van de
 * Geijn, Anatomy of high-performance matrix multiplication, 2008), in a memory
 * of 1.5 MB whatever the size; small ones, and all on engines without vectors, in
 * plain TypeScript. Sums of products are fused where the machine can: results
 * agree between machines within rounding.
 *
 * @param precision "float32" rounds factors and sums of up to 256 products to
 * single precision, in half the time.
 * @returns `out`
 */
export function product(
  A: Block,
  B: Block,
  out: Block,
  onto: Onto = "set",
  precision: Precision = "float64",
): Block {
  const work = A.rows * A.columns * B.columns;
  const machine = work < worthPacking ? undefined : productMachine(precision);
  if (machine === undefined) plainProduct(A, B, out, onto);
  else if (out.right === 1) packedProduct(machine, A, B, out, onto);
  else {
    // Cᵀ = Bᵀ Aᵀ, so that rows of the result are written as they lie
    const [Aᵀ, Bᵀ, Cᵀ] = [A, B, out].map(transposedBlock);
    const ontoᵀ = typeof onto === "object" ? transposedBlock(onto) : onto;
    packedProduct(machine, Bᵀ, Aᵀ, Cᵀ, ontoᵀ);
  }
  return out;
}

function packedProduct(
  machine: ProductMachine,
  A: Block,
  B: Block,
  out: Block,
  onto: Onto,
): void {
  const { rowBlock, depthBlock, columnBlock } = machine;
  for (let left = 0; left < B.columns; left += columnBlock) {
    const columns = Math.min(columnBlock, B.columns - left);
    for (let top = 0; top < A.columns; top += depthBlock) {
      checkpoint();
      const depth = Math.min(depthBlock, A.columns - top);
      machine.packRight(B, top, left, depth, columns);
      for (let first = 0; first < A.rows; first += rowBlock) {
        const rows = Math.min(rowBlock, A.rows - first);
        machine.packLeft(A, first, top, rows, depth);
        machine.multiply(rows, depth, columns);
        const isFresh = onto === "set" || typeof onto === "object";
        const how = isFresh && top > 0 ? "add" : onto;
        machine.unpack(out, first, left, rows, columns, how);
      }
    }
  }
}
