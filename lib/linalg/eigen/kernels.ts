import { float64x2, Module } from "../../emit/mod.ts";
import { writeProduct } from "./product_kernel.ts";
import { writeUpdateAndMultiply } from "./reduction_kernel.ts";
import {
  writeLoewnerFactors,
  writeSecularSums,
  writeSecularVector,
} from "./secular_kernels.ts";

/**
 * The inner loops of the eigensolver. Places, strides and lengths are bytes,
 * those of lines multiples of 16. No relaxed operations: the same bits on every
 * machine.
 */
export interface EigenKernels {
  /**
   * A ← A − u wᵀ − w uᵀ on the lower triangle of `rows` rows (an even number;
   * 2 × 2 blocks on the diagonal are full), and p ← A v with the new A, in one
   * pass over memory. p is zero on entry.
   */
  updateAndMultiply(
    A: number,
    stride: number,
    rows: number,
    u: number,
    w: number,
    v: number,
    p: number,
  ): void;
  /** C ← A B, with A and B as in `product` of product.ts. */
  readonly product: ProductKernel;
  /** C ← C + A B. */
  readonly productOnto: ProductKernel;
  /**
   * Sums over all poles d of w/(d − λ), w/(d − λ)² and |w/(d − λ)|, with
   * λ = origin + τ, to the three numbers at `out`.
   */
  secularSums(
    poles: number,
    weights: number,
    length: number,
    out: number,
    origin: number,
    τ: number,
  ): void;
  /** Each product ← product (d − λ)/(d − pole), with λ = origin + τ. */
  loewnerFactors(
    poles: number,
    products: number,
    length: number,
    origin: number,
    τ: number,
    pole: number,
  ): void;
  /** out ← z/(d − λ), with λ = origin + τ; returns ‖out‖². */
  secularVector(
    poles: number,
    z: number,
    length: number,
    out: number,
    origin: number,
    τ: number,
  ): number;
}

/**
 * Four rows of A at a time, until `end`; `columns` is the width of C, 32 bytes
 * at a time; `depth` the width of A, 32 bytes at a time.
 */
type ProductKernel = (
  C: number,
  strideC: number,
  A: number,
  strideA: number,
  end: number,
  B: number,
  depth: number,
  columns: number,
) => void;

let compiled: WebAssembly.Module | undefined;

/** The kernels on a memory, for engines with vectors. */
export function eigenKernels(memory: WebAssembly.Memory): EigenKernels {
  compiled ??= new WebAssembly.Module(writeModule());
  const { exports } = new WebAssembly.Instance(compiled, {
    environment: { memory },
  });
  return exports as unknown as EigenKernels;
}

function writeModule(): Uint8Array<ArrayBuffer> {
  const module = new Module({ pages: 1, constantsAt: 0, constantsBytes: 0 });
  const shape = float64x2({ relaxed: false });
  writeUpdateAndMultiply(module, shape);
  writeProduct(module, shape, { name: "product", onto: false });
  writeProduct(module, shape, { name: "productOnto", onto: true });
  writeSecularSums(module, shape);
  writeLoewnerFactors(module, shape);
  writeSecularVector(module, shape);
  return module.toBytes();
}
