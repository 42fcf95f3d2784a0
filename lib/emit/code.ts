import type { Address } from "./address.ts";
import { unsigned } from "./leb128.ts";
import type { Shape } from "./shape.ts";
import { Int, Lanes, Real, type Value, type ValueType } from "./value.ts";

/** The codes of the value types. */
export const typeCodes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  f64: 0x7c,
  v128: 0x7b,
};

/** A declared function: what `call` needs. */
export interface Callable {
  /** Its place among the module's functions. */
  readonly index: number;
}

/** The body of one function: statements in order, and its local variables. */
export class Code {
  readonly #parameters: readonly ValueType[];
  readonly #locals: ValueType[] = [];
  #bytes: number[] = [];
  /** Where statements begin in #bytes, while `interleave` asks for it. */
  #starts: number[] | undefined;
  /** Local number of each value that `keep` and `parameter` gave out. */
  readonly #places = new Map<Value, number>();

  /** A body of a function with these parameters. */
  constructor(parameters: readonly ValueType[]) {
    this.#parameters = parameters;
  }

  /** Local variables so far; engines take 50 000 per function. */
  get localCount(): number {
    return this.#locals.length;
  }

  /** A parameter of type i32. */
  intParameter(index: number): Int {
    return this.#named(new Int(read(index)), index);
  }

  /** The first parameters, all of type i32. */
  intParameters(count: number): Int[] {
    return Array.from({ length: count }, (_, i) => this.intParameter(i));
  }

  /** A parameter of type f64. */
  realParameter(index: number): Real {
    return this.#named(new Real(read(index)), index);
  }

  /** Evaluates once; the returned value reads the result, and can be `set`. */
  keep<T extends Value>(value: T): T {
    const index = this.#parameters.length + this.#locals.length;
    this.#locals.push(value.type);
    this.#starts?.push(this.#bytes.length);
    value.write(this.#bytes);
    this.#bytes.push(0x21, ...unsigned(index));
    return this.#named(sameKind(value, index), index);
  }

  /** A vector variable that starts at zero. */
  zero(shape: Shape): Lanes {
    return this.keep(Lanes.constant(shape, 0));
  }

  /** Assigns to a value that `keep` returned. */
  set<T extends Value>(kept: T, value: T): void {
    this.#starts?.push(this.#bytes.length);
    value.write(this.#bytes);
    this.#bytes.push(0x21, ...unsigned(this.#places.get(kept) as number));
  }

  /** Stores a vector or a float64. */
  store(place: Address, value: Value): void {
    this.#starts?.push(this.#bytes.length);
    place.writeStore(this.#bytes, value);
  }

  /** Adds a vector or a float64 to what stands in memory. */
  add(place: Address, value: Lanes | Real): void {
    this.store(
      place,
      value instanceof Real
        ? place.loadReal().plus(value)
        : place.load(value.shape).plus(value),
    );
  }

  /**
   * Writes independent bodies statement by statement in turn, so that the
   * machine, which looks only some instructions ahead, has work while each of
   * them waits for its last result. The bodies must be straight: no loops.
   */
  interleave(bodies: readonly (() => void)[]): void {
    const outer = this.#bytes;
    const parts = bodies.map((body) => {
      this.#bytes = [];
      this.#starts = [];
      body();
      const ends = [...this.#starts.slice(1), this.#bytes.length];
      return this.#starts.map((at, i) => this.#bytes.slice(at, ends[i]));
    });
    this.#bytes = outer;
    this.#starts = undefined;
    const longest = Math.max(...parts.map((part) => part.length));
    for (let i = 0; i < longest; i++) {
      for (const part of parts) outer.push(...part[i] ?? []);
    }
  }

  /** Calls a function without result. */
  call(callee: Callable, ...operands: readonly Value[]): void {
    for (const operand of operands) operand.write(this.#bytes);
    this.#bytes.push(0x10, ...unsigned(callee.index));
  }

  /** Runs the body with i = from, from + step, … while i < to; at least once. */
  loop(
    from: Int | number,
    to: Int | number,
    step: Int | number,
    body: (i: Int) => void,
  ): void {
    const i = this.keep(typeof from === "number" ? Int.of(from) : from);
    this.#bytes.push(0x03, 0x40);
    body(i);
    this.set(i, i.plus(step));
    i.lessThan(to).write(this.#bytes);
    this.#bytes.push(0x0d, 0, 0x0b);
  }

  /** Runs the body where the condition is not 0. */
  when(condition: Int, body: () => void): void {
    condition.write(this.#bytes);
    this.#bytes.push(0x04, 0x40);
    body();
    this.#bytes.push(0x0b);
  }

  /** Like `loop`, but once, without a loop, where one turn is all. */
  turns(
    count: number,
    step: number,
    body: (offset: Int) => void,
  ): void {
    if (count === 1) body(Int.of(0));
    else if (count > 1) this.loop(0, count * step, step, body);
  }

  /** Leaves the function's result on the stack; the last statement. */
  result(value: Value): void {
    value.write(this.#bytes);
  }

  /** The body's bytes as they stand in a module's code section. */
  toBytes(): number[] {
    const groups: [ValueType, number][] = [];
    for (const type of this.#locals) {
      const last = groups[groups.length - 1];
      if (last !== undefined && last[0] === type) last[1]++;
      else groups.push([type, 1]);
    }
    const declarations = groups.flatMap(([type, count]) => [
      ...unsigned(count),
      typeCodes[type],
    ]);
    const length = declarations.length + unsigned(groups.length).length +
      this.#bytes.length + 1;
    return unsigned(length).concat(
      unsigned(groups.length),
      declarations,
      this.#bytes,
      [0x0b],
    );
  }

  #named<T extends Value>(value: T, index: number): T {
    this.#places.set(value, index);
    return value;
  }
}

function read(index: number): (bytes: number[]) => void {
  return (bytes) => bytes.push(0x20, ...unsigned(index));
}

function sameKind<T extends Value>(value: T, index: number): T {
  if (value instanceof Lanes) {
    return new Lanes(value.shape, read(index)) as Value as T;
  }
  const kind = value instanceof Int
    ? new Int(read(index))
    : new Real(read(index));
  return kind as Value as T;
}
