/**
 * How the 128 bits of a vector are read, with the operation codes of that
 * reading. Names and codes as in the WebAssembly specification (SIMD and
 * relaxed SIMD).
 */
export interface Shape {
  /** Name of the reading. */
  readonly name: "f64x2" | "f32x4";
  /** Numbers per vector. */
  readonly lanes: number;
  /** Bytes per number. */
  readonly bytes: number;
  /**
   * Whether a·b + c is one relaxed operation, rounded once where the machine
   * can; otherwise it is a multiplication and an addition on every machine.
   */
  readonly relaxed: boolean;
  /** Codes after the 0xfd prefix, and scalar codes of loads and stores. */
  readonly codes: Codes;
}

/** Operation codes of one shape. */
export interface Codes {
  /** Scalar load (no prefix). */
  readonly loadScalar: number;
  /** Scalar store (no prefix). */
  readonly storeScalar: number;
  /** One number to all lanes, from memory. */
  readonly loadSplat: number;
  /** One number to all lanes. */
  readonly splat: number;
  /** One lane as a number. */
  readonly extract: number;
  /** a = b, a < b, a > b, as masks. */
  readonly equal: number;
  /** a < b. */
  readonly less: number;
  /** a > b. */
  readonly greater: number;
  /** |a|. */
  readonly abs: number;
  /** −a. */
  readonly negate: number;
  /** a + b. */
  readonly add: number;
  /** a − b. */
  readonly subtract: number;
  /** a · b. */
  readonly multiply: number;
  /** a / b. */
  readonly divide: number;
  /** b < a ? b : a. */
  readonly least: number;
  /** a < b ? b : a. */
  readonly greatest: number;
  /** a·b + c, relaxed. */
  readonly multiplyAdd: number;
  /** c − a·b, relaxed. */
  readonly negatedMultiplyAdd: number;
  /** Integer shift to the left. */
  readonly shiftLeft: number;
  /** Integer shift to the right, zeros come in. */
  readonly shiftRight: number;
  /** Integer addition. */
  readonly integerAdd: number;
  /** Integer subtraction. */
  readonly integerSubtract: number;
}

const float64Codes: Codes = {
  loadScalar: 0x2b,
  storeScalar: 0x39,
  loadSplat: 0x0a,
  splat: 0x14,
  extract: 0x21,
  equal: 0x47,
  less: 0x49,
  greater: 0x4a,
  abs: 0xec,
  negate: 0xed,
  add: 0xf0,
  subtract: 0xf1,
  multiply: 0xf2,
  divide: 0xf3,
  least: 0xf6,
  greatest: 0xf7,
  multiplyAdd: 0x107,
  negatedMultiplyAdd: 0x108,
  shiftLeft: 0xcb,
  shiftRight: 0xcd,
  integerAdd: 0xce,
  integerSubtract: 0xd1,
};

const float32Codes: Codes = {
  loadScalar: 0x2a,
  storeScalar: 0x38,
  loadSplat: 0x09,
  splat: 0x13,
  extract: 0x1f,
  equal: 0x41,
  less: 0x43,
  greater: 0x44,
  abs: 0xe0,
  negate: 0xe1,
  add: 0xe4,
  subtract: 0xe5,
  multiply: 0xe6,
  divide: 0xe7,
  least: 0xea,
  greatest: 0xeb,
  multiplyAdd: 0x105,
  negatedMultiplyAdd: 0x106,
  shiftLeft: 0xab,
  shiftRight: 0xad,
  integerAdd: 0xae,
  integerSubtract: 0xb1,
};

/** Two float64 numbers. */
export function float64x2({ relaxed }: { relaxed: boolean }): Shape {
  return { name: "f64x2", lanes: 2, bytes: 8, relaxed, codes: float64Codes };
}

/** Four float32 numbers. */
export function float32x4({ relaxed }: { relaxed: boolean }): Shape {
  return { name: "f32x4", lanes: 4, bytes: 4, relaxed, codes: float32Codes };
}
