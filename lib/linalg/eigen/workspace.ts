import { hasVectors } from "../../emit/mod.ts";
import { type EigenKernels, eigenKernels } from "./kernels.ts";
import { wholeFours } from "./product.ts";

/** Memory for one decomposition; places are indices into `numbers`. */
export interface EigenWorkspace {
  readonly numbers: Float64Array;
  readonly kernels: EigenKernels;
  /** Rows of a matrix: n, and up to three to spare. */
  readonly rows: number;
  /** Numbers from one row to the next, in the matrix and in the vectors. */
  readonly stride: number;
  readonly matrixAt: number;
  readonly vectorsAt: number;
  /** Six lines of `stride` numbers, and eight to spare. */
  readonly lines: readonly number[];
  /** Room for the packed vectors of a merge, or all panels of reflections. */
  readonly copyAt: number;
  /** Room for `blockRows` rows. */
  readonly blockAt: number;
}

/** Reflections applied at once. */
export const panelWidth = 16;
/** Vectors combined at once: their coefficients stay in the cache. */
export const blockRows = 64;

/** A memory up to this size is kept for the next matrix. */
const keptBytes = 2 ** 25;
/** WebAssembly addresses 4 GiB, and bytes stay positive 32-bit numbers. */
const mostBytes = 2 ** 31 - 65536;

let kept: { memory: WebAssembly.Memory; kernels: EigenKernels } | undefined;

/** Undefined where there is no generated code, or not enough memory. */
export function eigenWorkspace(
  n: number,
  vectors: boolean,
): EigenWorkspace | undefined {
  // rows that do not share a cache set
  const wide = Math.ceil(n / 16) * 16;
  const stride = wide % 64 === 0 ? wide + 8 : wide;
  const rows = wholeFours(n);
  const linesAt = rows * stride + 16;
  const vectorsAt = linesAt + 6 * (stride + 8) + 16;
  const copyAt = vectorsAt + rows * stride + 16;
  const blockAt = copyAt + stride * (stride + 2 * panelWidth);
  const end = vectors ? blockAt + blockRows * stride + 16 : vectorsAt;
  const bytes = 8 * end;
  if (bytes > mostBytes) return undefined;
  const held = kept && kept.memory.buffer.byteLength >= bytes
    ? kept
    : newMachine(bytes);
  if (held === undefined) return undefined;
  if (held.memory.buffer.byteLength <= keptBytes) kept = held;
  return {
    numbers: new Float64Array(held.memory.buffer),
    kernels: held.kernels,
    rows,
    stride,
    matrixAt: 0,
    vectorsAt,
    lines: [0, 1, 2, 3, 4, 5].map((k) => linesAt + k * (stride + 8)),
    copyAt,
    blockAt,
  };
}

function newMachine(
  bytes: number,
): { memory: WebAssembly.Memory; kernels: EigenKernels } | undefined {
  if (!hasVectors()) return undefined;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  return { memory, kernels: eigenKernels(memory) };
}
