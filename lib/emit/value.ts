import { signed, unsigned } from "./leb128.ts";
import type { Shape } from "./shape.ts";

/** Types of values in a generated function. */
export type ValueType = "i32" | "f64" | "v128";

/** Appends the code that leaves the value on the stack. */
export type Write = (bytes: number[]) => void;

const SIMD = 0xfd;

/** An expression: knows its type and how to write itself. */
export class Value {
  /** The type on the stack. */
  readonly type: ValueType;
  /** Writes the code; every use of the expression writes it again. */
  readonly write: Write;

  /** An expression of the given type. */
  constructor(type: ValueType, write: Write) {
    this.type = type;
    this.write = write;
  }
}

/** A 32-bit integer: counters and addresses. */
export class Int extends Value {
  /** An expression of type i32. */
  constructor(write: Write) {
    super("i32", write);
  }

  /** A constant. */
  static of(value: number): Int {
    return new Int((bytes) => bytes.push(0x41, ...signed(value)));
  }

  /** a + b. */
  plus(other: Int | number): Int {
    return other === 0 ? this : this.#with(0x6a, other);
  }

  /** a − b. */
  minus(other: Int | number): Int {
    return this.#with(0x6b, other);
  }

  /** a · b. */
  times(other: Int | number): Int {
    return this.#with(0x6c, other);
  }

  /** a < b for addresses, as 0 or 1. */
  lessThan(other: Int | number): Int {
    return this.#with(0x49, other);
  }

  #with(code: number, other: Int | number): Int {
    const right = typeof other === "number" ? Int.of(other) : other;
    return new Int((bytes) => {
      this.write(bytes);
      right.write(bytes);
      bytes.push(code);
    });
  }
}

/** A float64 number. */
export class Real extends Value {
  /** An expression of type f64. */
  constructor(write: Write) {
    super("f64", write);
  }

  /** A constant. */
  static of(value: number): Real {
    const bits = new Uint8Array(Float64Array.of(value).buffer);
    return new Real((bytes) => bytes.push(0x44, ...bits));
  }

  /** a + b. */
  plus(other: Real): Real {
    return new Real((bytes) => {
      this.write(bytes);
      other.write(bytes);
      bytes.push(0xa0);
    });
  }
}

/** A vector; comparisons give masks, all bits set where they hold. */
export class Lanes extends Value {
  /** How the bits are read. */
  readonly shape: Shape;

  /** An expression of type v128. */
  constructor(shape: Shape, write: Write) {
    super("v128", write);
    this.shape = shape;
  }

  /** All lanes the same constant, written into the code. */
  static constant(shape: Shape, value: number): Lanes {
    const half = shape.bytes === 8
      ? new Uint8Array(Float64Array.of(value, value).buffer)
      : new Uint8Array(Float32Array.of(value, value, value, value).buffer);
    return new Lanes(shape, (bytes) => bytes.push(SIMD, 12, ...half));
  }

  /** A number in all lanes. */
  static splat(shape: Shape, value: Real): Lanes {
    return new Lanes(shape, (bytes) => {
      value.write(bytes);
      if (shape.bytes === 4) bytes.push(0xb6);
      bytes.push(SIMD, ...unsigned(shape.codes.splat));
    });
  }

  /** a + b. */
  plus(b: Lanes): Lanes {
    return this.#with(this.shape.codes.add, b);
  }

  /** a − b. */
  minus(b: Lanes): Lanes {
    return this.#with(this.shape.codes.subtract, b);
  }

  /** a · b. */
  times(b: Lanes): Lanes {
    return this.#with(this.shape.codes.multiply, b);
  }

  /** a / b. */
  over(b: Lanes): Lanes {
    return this.#with(this.shape.codes.divide, b);
  }

  /** a·b + c. */
  timesPlus(b: Lanes, c: Lanes): Lanes {
    if (!this.shape.relaxed) return this.times(b).plus(c);
    return this.#with(this.shape.codes.multiplyAdd, b, c);
  }

  /** c − a·b. */
  timesFrom(b: Lanes, c: Lanes): Lanes {
    if (!this.shape.relaxed) return c.minus(this.times(b));
    return this.#with(this.shape.codes.negatedMultiplyAdd, b, c);
  }

  /** |a|. */
  abs(): Lanes {
    return this.#with(this.shape.codes.abs);
  }

  /** −a. */
  negated(): Lanes {
    return this.#with(this.shape.codes.negate);
  }

  /** The smaller of a and b; NaN in a stays. */
  atMost(b: Lanes): Lanes {
    return this.#with(this.shape.codes.least, b);
  }

  /** The larger of a and b; NaN in a stays. */
  atLeast(b: Lanes): Lanes {
    return this.#with(this.shape.codes.greatest, b);
  }

  /** Mask of a = b. */
  equals(b: Lanes): Lanes {
    return this.#with(this.shape.codes.equal, b);
  }

  /** Mask of a < b. */
  lessThan(b: Lanes): Lanes {
    return this.#with(this.shape.codes.less, b);
  }

  /** Mask of a > b. */
  greaterThan(b: Lanes): Lanes {
    return this.#with(this.shape.codes.greater, b);
  }

  /** Bits of both. */
  and(b: Lanes): Lanes {
    return this.#with(0x4e, b);
  }

  /** Bits of a that b does not have. */
  andNot(b: Lanes): Lanes {
    return this.#with(0x4f, b);
  }

  /** Bits of either. */
  or(b: Lanes): Lanes {
    return this.#with(0x50, b);
  }

  /** Bits of one of the two. */
  xor(b: Lanes): Lanes {
    return this.#with(0x51, b);
  }

  /** This mask's choice: a where its bits are set, else b. */
  choose(a: Lanes, b: Lanes): Lanes {
    return a.#with(0x52, b, this);
  }

  /** Lanes as integers, shifted to the left. */
  shiftLeft(count: number): Lanes {
    return this.#with(this.shape.codes.shiftLeft, Int.of(count));
  }

  /** Lanes as integers, shifted to the right; zeros come in. */
  shiftRight(count: number): Lanes {
    return this.#with(this.shape.codes.shiftRight, Int.of(count));
  }

  /** Lanes as integers, added. */
  integerPlus(b: Lanes): Lanes {
    return this.#with(this.shape.codes.integerAdd, b);
  }

  /** Lanes as integers, subtracted. */
  integerMinus(b: Lanes): Lanes {
    return this.#with(this.shape.codes.integerSubtract, b);
  }

  /** Two float64: (a₀ + a₁, b₀ + b₁). */
  pairSums(b: Lanes): Lanes {
    return shuffle(this, b, 0, 2).plus(shuffle(this, b, 1, 3));
  }

  /** The sum of all lanes, as float64. */
  sum(): Real {
    const { lanes, bytes: size, codes } = this.shape;
    const terms = Array.from(
      { length: lanes },
      (_, lane) =>
        new Real((bytes) => {
          this.write(bytes);
          bytes.push(SIMD, ...unsigned(codes.extract), lane);
          if (size === 4) bytes.push(0xbb);
        }),
    );
    return terms.reduce((sum, term) => sum.plus(term));
  }

  #with(code: number, ...operands: readonly Value[]): Lanes {
    return new Lanes(this.shape, (bytes) => {
      this.write(bytes);
      for (const operand of operands) operand.write(bytes);
      bytes.push(SIMD, ...unsigned(code));
    });
  }
}

/** Two float64 lanes chosen from the four of a and b. */
function shuffle(a: Lanes, b: Lanes, first: number, second: number): Lanes {
  return new Lanes(a.shape, (bytes) => {
    a.write(bytes);
    b.write(bytes);
    bytes.push(SIMD, 13);
    for (let i = 0; i < 8; i++) bytes.push(8 * first + i);
    for (let i = 0; i < 8; i++) bytes.push(8 * second + i);
  });
}
