import { type EigenKernels, eigenKernels } from "./eigen_module.ts";

/** Memory for one decomposition; places are indices into `numbers`. */
export interface EigenWorkspace {
  readonly numbers: Float64Array;
  readonly kernels: EigenKernels;
  /** Numbers from one row to the next, in the matrix and in the vectors. */
  readonly stride: number;
  readonly matrixAt: number;
  readonly vectorsAt: number;
  /** Four vectors of `length`. */
  readonly uAt: number;
  readonly wAt: number;
  readonly vAt: number;
  readonly pAt: number;
  readonly length: number;
  /** Room for `rotationCount` pairs (c, s). */
  readonly rotationsAt: number;
  readonly rotationCount: number;
  /** The byte of an index. */
  readonly at: (index: number) => number;
}

/** A memory up to this size is kept for the next matrix. */
const keptBytes = 2 ** 25;
/** WebAssembly addresses 4 GiB, and `at` stays a positive 32-bit number. */
const mostBytes = 2 ** 31 - 65536;

let kept: { memory: WebAssembly.Memory; kernels: EigenKernels } | undefined;

/** Undefined where there is no generated code, or not enough memory. */
export function eigenWorkspace(
  n: number,
  vectors: boolean,
): EigenWorkspace | undefined {
  // whole strips of 16 columns, and rows that do not share a cache set
  const wide = Math.ceil(n / 16) * 16;
  const stride = wide % 64 === 0 ? wide + 8 : wide;
  const rows = Math.ceil(n / 4) * 4;
  const rotationCount = vectors ? 16 * n : 0;
  const vectorsAt = rows * stride + 16;
  const uAt = vectorsAt + (vectors ? rows * stride + 16 : 0);
  const rotationsAt = uAt + 4 * stride;
  const bytes = 8 * (rotationsAt + 2 * rotationCount);
  if (bytes > mostBytes) return undefined;
  const held = kept && kept.memory.buffer.byteLength >= bytes
    ? kept
    : newMachine(bytes);
  if (held === undefined) return undefined;
  if (held.memory.buffer.byteLength <= keptBytes) kept = held;
  return {
    numbers: new Float64Array(held.memory.buffer),
    kernels: held.kernels,
    stride,
    matrixAt: 0,
    vectorsAt,
    uAt,
    wAt: uAt + stride,
    vAt: uAt + 2 * stride,
    pAt: uAt + 3 * stride,
    length: stride,
    rotationsAt,
    rotationCount,
    at: (index) => 8 * index,
  };
}

function newMachine(
  bytes: number,
): { memory: WebAssembly.Memory; kernels: EigenKernels } | undefined {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  const kernels = eigenKernels(memory);
  return kernels && { memory, kernels };
}
