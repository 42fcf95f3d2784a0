import {
  float32x4,
  float64x2,
  hasRelaxedMultiplyAdd,
  hasVectors,
} from "../emit/mod.ts";
import { checkpoint } from "../checkpoint.ts";
import type { Network } from "../network/mod.ts";
import type { Kernels, LossChoice, Samples } from "./kernels.ts";
import { isCompiled } from "./wasm/activations.ts";
import { hessianWork } from "./wasm/hessian_work.ts";
import { Machine } from "./wasm/machine.ts";
import { mirror, mirrorBlocks } from "./wasm/mirror.ts";
import { keyOf } from "./wasm/modules.ts";
import type { Operation } from "./wasm/operations.ts";
import { planOf, tileFor } from "./wasm/plan.ts";

/** How generated kernels compute. */
export interface WasmOptions {
  /**
   * No relaxed instructions: the same bits on every machine whose engine has
   * vectors, at two thirds of the speed. Default false.
   */
  readonly strict?: boolean;
}

/** Θ of a batch goes into memory in parts of about this many bytes. */
const batchBytes = 1 << 18;

/**
 * Multiplications, about, that generated code does between two checkpoints:
 * some 10 ms. Sums are the same wherever it pauses.
 */
const uninterrupted = 3e7;

/** WebAssembly addresses 4 GiB; a quarter may be samples, half a Hessian. */
const mostSampleBytes = 2 ** 30;
/** Where there is no Hessian, half may be parameters, and rows of all units. */
const mostPlanBytes = 2 ** 31;

/**
 * Layers, or groups of neurons of one activation, for each of which there are
 * four calls in a function: some 200 bytes of the 7 654 321 that it may have.
 */
const mostGroups = 20_000;

/** Whether generated code exists for the network and loss on this engine. */
export function canCompile(
  net: Network,
  { samples }: Samples,
  loss: LossChoice,
): boolean {
  const row = net.inputs + net.outputs + 2;
  if (
    !hasVectors() || typeof loss !== "string" ||
    8 * samples * row > mostSampleBytes
  ) return false;
  const compiled = net.layers.every(({ activation }) =>
    [activation].flat().every((choice) => isCompiled(choice))
  );
  if (!compiled) return false;
  const shape = float64x2({ relaxed: false });
  const { layers, tiles } = planOf(net, loss, shape, tileFor(net, samples));
  const groups = layers.reduce((sum, { groups }) => sum + groups.length, 0);
  return groups <= mostGroups && tiles <= mostPlanBytes;
}

/**
 * Kernels generated as WebAssembly for one network and loss: same results as
 * `referenceKernels` to rounding, at ten times the speed.
 *
 * Sums over samples go in tiles of T samples (16, 32 or 64), two lanes apart,
 * in a fixed order. Agrees with the reference to 1e-13 (loss, gradient) and
 * 1e-12 (Hessian, product) of the largest entry (tests/kernels/wasm_test.ts).
 * Modules are made when an operation is first used, and kept for the next
 * objective of the same architecture.
 */
export function wasmKernels(
  net: Network,
  samples: Samples,
  loss: LossChoice,
  { strict = false }: WasmOptions = {},
): Kernels {
  const shape = float64x2({ relaxed: !strict && hasRelaxedMultiplyAdd() });
  const plan = planOf(net, loss, shape, tileFor(net, samples.samples));
  const machine = new Machine(plan, keyOf(net, loss, plan), samples);
  return kernelsOf(net, machine, samples, 0, samples.samples);
}

/**
 * The same with losses in float32, four at a time: enough for pictures, some
 * 1e-6 relative. Derivatives stay in float64.
 */
export function singlePrecisionKernels(
  net: Network,
  samples: Samples,
  loss: LossChoice,
): Kernels {
  const shape = float32x4({ relaxed: hasRelaxedMultiplyAdd() });
  const plan = planOf(net, loss, shape, tileFor(net, samples.samples));
  const machine = new Machine(plan, keyOf(net, loss, plan), samples);
  const single = kernelsOf(net, machine, samples, 0, samples.samples);
  return withLosses(single, wasmKernels(net, samples, loss));
}

/** Losses of one, derivatives of the other. */
function withLosses(losses: Kernels, derivatives: Kernels): Kernels {
  return {
    ...derivatives,
    loss: losses.loss,
    lossBatch: losses.lossBatch as NonNullable<Kernels["lossBatch"]>,
    batch: (start, count) =>
      withLosses(
        losses.batch?.(start, count) as Kernels,
        derivatives.batch?.(start, count) as Kernels,
      ),
  };
}

/** Kernels on samples start … start + count − 1 of a machine. */
function kernelsOf(
  net: Network,
  machine: Machine,
  samples: Samples,
  start: number,
  count: number,
): Kernels {
  const { plan } = machine;
  const p = plan.parameterCount;
  const size = plan.shape.bytes;
  const from = machine.tile(Math.floor(start / plan.tile));
  const to = machine.tile(Math.ceil((start + count) / plan.tile));
  const whole = count === samples.samples;
  const oneTile = to - from === plan.tileBytes;

  /** Weights of the samples of the outermost tiles that are no part of it. */
  function setEdges(present: boolean): void {
    const { numbers } = machine;
    const { tile: T, weights } = plan;
    const first = Math.floor(start / T) * T;
    const last = Math.min(
      Math.ceil((start + count) / T) * T,
      samples.samples,
    );
    for (let n = first; n < last; n++) {
      if (n === start) n = start + count;
      if (n >= last) break;
      const at = machine.tile(Math.floor(n / T)) + weights;
      numbers[at / size + n % T] = !present
        ? 0
        : samples.weights
        ? samples.weights[n]
        : 1;
    }
  }

  function onTiles<R>(run: () => R): R {
    if (whole) return run();
    setEdges(false);
    try {
      return run();
    } finally {
      setEdges(true);
    }
  }

  /**
   * The sum of what `run` returns for the tiles, at first one by one. The same to
   * the last bit: sums go from tile to tile within `run`, too.
   */
  function inTurns(
    name: Operation,
    work: number,
    run: (from: number, to: number) => number,
  ): number {
    const warm = oneTile || machine.isWarm(name, work);
    if (whole && warm) return run(from, to);
    return onTiles(() => {
      if (warm) return run(from, to);
      let sum = 0;
      for (let tile = from; tile < to; tile += plan.tileBytes) {
        sum += run(tile, tile + plan.tileBytes);
      }
      return sum;
    });
  }

  function loss(θ: Float64Array): number {
    const run = machine.operation("loss");
    machine.reserve(machine.end + 8);
    machine.numbers.set(θ, plan.θ / size);
    return runLosses(run, plan.θ, 1, machine.end)[0];
  }

  /** Losses of the `many` parameter vectors that stand at Θ, into `losses`. */
  function runLosses(
    run: (...operands: number[]) => number,
    Θ: number,
    many: number,
    losses: number,
  ): Float64Array {
    const { buffer } = machine.numbers;
    const results = new Float64Array(buffer, losses, many);
    results.fill(0);
    inTurns(
      "loss",
      many * p * count,
      (from, to) => run(from, to, Θ, Θ + many * p * size, losses, 1 / count),
    );
    return results;
  }

  function lossBatch(
    Θ: Float64Array,
    many: number,
    out: Float64Array,
  ): Float64Array {
    const part = Math.max(
      1,
      Math.min(
        many,
        Math.floor(batchBytes / 8 / p),
        Math.floor(uninterrupted / (p * count)),
      ),
    );
    const run = machine.operation("loss");
    const at = machine.end + 8 * part;
    machine.reserve(at + part * p * size);
    for (let first = 0; first < many; first += part) {
      checkpoint();
      const now = Math.min(part, many - first);
      machine.numbers.set(
        Θ.subarray(first * p, (first + now) * p),
        at / size,
      );
      out.set(runLosses(run, at, now, machine.end), first);
    }
    return out;
  }

  function lossAndGradient(θ: Float64Array, out: Float64Array): number {
    const run = machine.operation("gradient");
    const { numbers } = machine;
    const at = plan.out / size;
    numbers.set(θ, plan.θ / size);
    numbers.fill(0, at, at + p);
    const L = inTurns(
      "gradient",
      3 * p * count,
      (from, to) => run(from, to, 1 / count),
    );
    copy(numbers, at, p, out);
    return L;
  }

  function hessianVectorProduct(
    θ: Float64Array,
    v: Float64Array,
    out: Float64Array,
  ): Float64Array {
    const run = machine.operation("hessianVector");
    const { numbers } = machine;
    const at = plan.out / size;
    numbers.set(θ, plan.θ / size);
    numbers.set(v, plan.v / size);
    numbers.fill(0, at, at + p);
    inTurns(
      "hessianVector",
      6 * p * count,
      (from, to) => run(from, to, 1 / count),
    );
    copy(numbers, at, p, out);
    return out;
  }

  function hessian(θ: Float64Array, out: Float64Array): Float64Array {
    const run = machine.operation("hessian");
    const result = machine.end + hessianWork(plan).bytes;
    machine.reserve(result + p * p * size);
    const { numbers } = machine;
    const at = result / size;
    numbers.set(θ, plan.θ / size);
    numbers.fill(0, at, at + p * p);
    const many = Math.floor(uninterrupted / (p * p * plan.tile));
    const warm = machine.isWarm("hessian", p * p * count / 2);
    const part = plan.tileBytes * Math.max(1, warm ? many : 1);
    onTiles(() => {
      for (let tile = from; tile < to; tile += part) {
        checkpoint();
        const end = Math.min(tile + part, to);
        run(tile, end, machine.end, result, 1 / count);
      }
    });
    for (const layer of plan.layers) mirrorBlocks(layer, numbers, at, p);
    mirror(numbers, at, p, out);
    return out;
  }

  function batch(first: number, many: number): Kernels {
    return kernelsOf(net, machine, samples, start + first, many);
  }

  return {
    network: net,
    loss,
    lossAndGradient,
    hessian,
    hessianVectorProduct,
    lossBatch,
    batch,
  };
}

/** Small vectors faster than by `set` and `subarray`. */
function copy(
  from: Float64Array | Float32Array,
  at: number,
  count: number,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) out[i] = from[at + i];
}
