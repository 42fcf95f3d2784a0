import { unsigned } from "./leb128.ts";
import { Int, Lanes, Real, type Value } from "./value.ts";
import type { Shape } from "./shape.ts";

const SIMD = 0xfd;

/**
 * A place in memory: a base known when the code runs and a distance known when
 * it is written, which costs nothing.
 */
export class Address {
  readonly #base: Int;
  /** Bytes behind the base. */
  readonly offset: number;

  /** `offset` bytes behind `base`, or behind 0. */
  constructor(offset: number, base: Int = Int.of(0)) {
    this.#base = base;
    this.offset = offset;
  }

  /** The place some bytes further on. */
  plus(bytes: number | Int): Address {
    return typeof bytes === "number"
      ? new Address(this.offset + bytes, this.#base)
      : new Address(this.offset, this.#base.plus(bytes));
  }

  /** The address as a number. */
  value(): Int {
    return this.#base.plus(this.offset);
  }

  /** The vector that begins here. */
  load(shape: Shape): Lanes {
    return new Lanes(shape, (bytes) => this.#access(bytes, [SIMD, 0], 3));
  }

  /** The number that stands here, in all lanes. */
  loadSplat(shape: Shape): Lanes {
    return new Lanes(
      shape,
      (bytes) => this.#access(bytes, [SIMD, shape.codes.loadSplat], 2),
    );
  }

  /** The float64 that stands here. */
  loadReal(): Real {
    return new Real((bytes) => this.#access(bytes, [0x2b], 3));
  }

  /** The 32-bit integer that stands here. */
  loadInt(): Int {
    return new Int((bytes) => this.#access(bytes, [0x28], 2));
  }

  /** Writes the code that stores a vector or a float64 here. */
  writeStore(bytes: number[], value: Value): void {
    this.#base.write(bytes);
    value.write(bytes);
    bytes.push(...value.type === "v128" ? [SIMD, 0x0b] : [0x39]);
    bytes.push(3, ...unsigned(this.offset));
  }

  #access(bytes: number[], code: readonly number[], alignment: number): void {
    this.#base.write(bytes);
    bytes.push(...code, alignment, ...unsigned(this.offset));
  }
}
