/** Typed arrays that travel, by the code that stands for them; append only. */
const arrayKinds = [
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  BigInt64Array,
  BigUint64Array,
] as const;

type AnyArray = InstanceType<typeof arrayKinds[number]>;

const tags = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  number: 4,
  string: 5,
  list: 6,
  record: 7,
  array: 8,
} as const;

type KeyOrder = "alphabetical" | "as written";

/** Plain data is a tree; one deeper than this refers back to itself. */
const deepest = 64;

/**
 * Plain data and typed arrays as bytes, in one way only: equal data have equal
 * bytes and different data different ones, whatever the order of keys. Of
 * numbers −0 and 0 are different and NaN is one; typed arrays count by their
 * bytes. A property that is undefined is as good as absent.
 *
 * What is read back with {@linkcode fromBytes} is the same bit for bit; its keys
 * are in alphabetical order, or "as written", where equal data may then have
 * different bytes. Nothing where the value holds a function or anything else
 * that is not plain.
 */
export function toBytes(
  value: unknown,
  order: KeyOrder = "alphabetical",
): Uint8Array<ArrayBuffer> | undefined {
  const writer = new Writer(order);
  return writer.value(value, 0) ? writer.bytes() : undefined;
}

/**
 * The inverse of {@linkcode toBytes}; arrays are copies.
 *
 * @throws {SyntaxError} If the bytes were not written by it.
 */
export function fromBytes(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) throw damaged(reader.at);
  return value;
}

/** Whether two values had the same bytes. */
export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Whether two values are the same plain data, or the very same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const left = toBytes(a);
  const right = toBytes(b);
  return left !== undefined && right !== undefined && isEqual(left, right);
}

/** Arrays of so many bytes are not copied before all is put together. */
const large = 65_536;

class Writer {
  readonly #order: KeyOrder;
  readonly #chunks: Uint8Array[] = [];
  /** What follows the chunks. */
  #buffer = new Uint8Array(4096);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;

  constructor(order: KeyOrder) {
    this.#order = order;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    this.#flush();
    const total = this.#chunks.reduce((sum, { length }) => sum + length, 0);
    const bytes = new Uint8Array(total);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  #flush(): void {
    this.#chunks.push(this.#buffer.slice(0, this.#length));
    this.#length = 0;
  }

  /** Whether the value could be written. */
  value(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case "undefined":
        return this.#tag(tags.undefined);
      case "boolean":
        return this.#tag(value ? tags.true : tags.false);
      case "number":
        this.#tag(tags.number);
        // NaN has many bit patterns, one of which is enough
        this.#float(Number.isNaN(value) ? NaN : value);
        return true;
      case "string":
        this.#tag(tags.string);
        return this.#string(value);
      case "object":
        if (value === null) return this.#tag(tags.null);
        return depth < deepest && this.#object(value, depth + 1);
      default:
        return false;
    }
  }

  #object(value: object, depth: number): boolean {
    if (Array.isArray(value)) {
      this.#tag(tags.list);
      this.#count(value.length);
      for (let i = 0; i < value.length; i++) {
        if (!this.value(value[i], depth)) return false;
      }
      return true;
    }
    const kind = arrayKinds.findIndex((kind) => value instanceof kind);
    if (kind >= 0) {
      const { buffer, byteOffset, byteLength } = value as AnyArray;
      this.#tag(tags.array);
      this.#count(kind);
      this.#count(byteLength);
      const content = new Uint8Array(buffer, byteOffset, byteLength);
      if (byteLength < large) {
        const at = this.#room(byteLength);
        this.#buffer.set(content, at);
      } else {
        this.#flush();
        this.#chunks.push(content);
      }
      return true;
    }
    if (!isPlain(value)) return false;
    const record = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(record)
      .filter((key) => record[key] !== undefined);
    if (this.#order === "alphabetical") keys.sort();
    this.#tag(tags.record);
    this.#count(keys.length);
    for (const key of keys) {
      this.#string(key);
      if (!this.value(record[key], depth)) return false;
    }
    return true;
  }

  #tag(tag: number): true {
    const at = this.#room(1);
    this.#buffer[at] = tag;
    return true;
  }

  #count(count: number): void {
    this.#float(count);
  }

  #float(x: number): void {
    const at = this.#room(8);
    this.#view.setFloat64(at, x, true);
  }

  /** UTF-16 as it is: UTF-8 makes all lone surrogates one. */
  #string(text: string): true {
    this.#count(text.length);
    const at = this.#room(2 * text.length);
    for (let i = 0; i < text.length; i++) {
      this.#view.setUint16(at + 2 * i, text.charCodeAt(i), true);
    }
    return true;
  }

  /** Where the next `count` bytes go. */
  #room(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#buffer.length) {
      const buffer = new Uint8Array(2 * this.#length);
      buffer.set(this.#buffer.subarray(0, at));
      this.#buffer = buffer;
      this.#view = new DataView(buffer.buffer);
    }
    return at;
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(
      bytes.buffer,
      bytes.byteOffset,
      bytes.byteLength,
    );
  }

  value(depth: number): unknown {
    const tag = this.#bytes[this.#take(1)];
    if (depth > deepest) throw damaged(this.at - 1);
    switch (tag) {
      case tags.undefined:
        return undefined;
      case tags.null:
        return null;
      case tags.false:
        return false;
      case tags.true:
        return true;
      case tags.number:
        return this.#view.getFloat64(this.#take(8), true);
      case tags.string:
        return this.#string();
      case tags.list:
        return Array.from(
          { length: this.#count(1) },
          () => this.value(depth + 1),
        );
      case tags.record:
        return Object.fromEntries(
          Array.from(
            { length: this.#count(9) },
            () => [this.#string(), this.value(depth + 1)],
          ),
        );
      case tags.array:
        return this.#array();
      default:
        throw damaged(this.at - 1);
    }
  }

  #array(): AnyArray {
    const kind = arrayKinds[this.#count(0)];
    const byteLength = this.#count(1);
    if (!kind || byteLength % kind.BYTES_PER_ELEMENT !== 0) {
      throw damaged(this.at);
    }
    const at = this.#take(byteLength);
    const copy = this.#bytes.slice(at, at + byteLength);
    return new kind(copy.buffer as ArrayBuffer);
  }

  /** A count of things of `size` bytes at least, which must be there. */
  #count(size: number): number {
    const count = this.#view.getFloat64(this.#take(8), true);
    const left = this.#bytes.length - this.at;
    if (Number.isInteger(count) && count >= 0 && count * size <= left) {
      return count;
    }
    throw damaged(this.at - 8);
  }

  #string(): string {
    const length = this.#count(2);
    const at = this.#take(2 * length);
    let text = "";
    for (let i = 0; i < length; i++) {
      text += String.fromCharCode(this.#view.getUint16(at + 2 * i, true));
    }
    return text;
  }

  #take(count: number): number {
    const at = this.at;
    this.at += count;
    if (this.at > this.#bytes.length) throw damaged(at);
    return at;
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  // a plain object of another realm has that realm's Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function damaged(at: number): SyntaxError {
  return new SyntaxError(
    `Cannot read plain data: got damage at byte ${at}, expected what toBytes wrote`,
  );
}
