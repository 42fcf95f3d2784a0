import type { Samples } from "../kernels.ts";
import { layerTable } from "./hessian_work.ts";
import { memoryFor, type Tenant } from "./memories.ts";
import { moduleFor } from "./modules.ts";
import type { Operation } from "./operations.ts";
import { isDeep, type Plan } from "./plan.ts";
import { type Numbers, packTiles, tileCount } from "./tiles.ts";

/**
 * Multiplications, about, after which the engine has replaced its first, slow
 * code by fast code: some 0.2 s.
 */
const warmAfter = 2e8;

/** Counts what machines do. */
let clock = 0;

/** What an operation exports. */
type Run = (...operands: number[]) => number;

/**
 * One data set in a memory with the operations that work on it. The memory and
 * the instances exist from the first use on, go when other machines need them,
 * and come again: between two calls of the kernels nothing stays in them.
 */
export class Machine implements Tenant {
  /** Where things stand. */
  readonly plan: Plan;
  readonly #key: string;
  readonly #samples: Samples;
  #runs: Partial<Record<Operation, Run>> = {};
  readonly #done: Partial<Record<Operation, number>> = {};
  #memory: WebAssembly.Memory | undefined;
  #numbers: Numbers = new Float64Array(0);
  /** When it last worked. */
  used = 0;

  /** Nothing is allocated yet. */
  constructor(plan: Plan, key: string, samples: Samples) {
    this.plan = plan;
    this.#key = key;
    this.#samples = samples;
  }

  /** The memory as numbers; look again after `reserve`. */
  get numbers(): Numbers {
    if (this.#memory === undefined) this.#load();
    return this.#numbers;
  }

  /** Where the tiles end. */
  get end(): number {
    return this.tile(tileCount(this.plan, this.#samples.samples));
  }

  /** Where a tile begins. */
  tile(index: number): number {
    return this.plan.tiles + index * this.plan.tileBytes;
  }

  /** Makes the memory reach to `bytes`. */
  reserve(bytes: number): void {
    const memory = this.#memory ?? this.#load();
    const missing = bytes - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / 65536));
    this.#view(memory);
  }

  /** The operation, ready to run. */
  operation(name: Operation): Run {
    this.used = ++clock;
    return this.#runs[name] ??= this.#instantiate(name);
  }

  /**
   * Whether an operation has run for so long that its code is fast, and from now
   * on so many multiplications longer. The engine changes code only between
   * calls: until then there should be many.
   */
  isWarm(name: Operation, work: number): boolean {
    const done = this.#done[name] ?? 0;
    if (done >= warmAfter) return true;
    this.#done[name] = done + work;
    return false;
  }

  /** Another works in the memory from now on. */
  leave(): void {
    this.#memory = undefined;
    this.#runs = {};
    this.#numbers = new Float64Array(0);
  }

  #load(): WebAssembly.Memory {
    const memory = memoryFor(this, this.end);
    this.#memory = memory;
    this.#view(memory);
    const { plan } = this;
    const size = plan.shape.bytes;
    for (const layer of plan.layers) {
      // the input of the next layer's bias
      const ones = (layer.values + layer.width * plan.row) / size;
      this.#numbers.fill(1, ones, ones + plan.tile);
    }
    if (isDeep(plan)) {
      new Int32Array(memory.buffer, plan.table).set(layerTable(plan));
      for (const { linear, first, width } of plan.layers) {
        // f′ of a linear layer, for code that does not know which they are
        const at = first / size;
        if (linear) this.#numbers.fill(1, at, at + width * plan.tile);
      }
    }
    packTiles(plan, this.#samples, this.#numbers, plan.tiles / size);
    return memory;
  }

  #instantiate(name: Operation): Run {
    const memory = this.#memory ?? this.#load();
    const instance = new WebAssembly.Instance(
      moduleFor(this.#key, this.plan, name),
      { environment: { memory } },
    );
    return instance.exports.run as Run;
  }

  #view(memory: WebAssembly.Memory): void {
    this.#numbers = this.plan.shape.bytes === 8
      ? new Float64Array(memory.buffer)
      : new Float32Array(memory.buffer);
  }
}
