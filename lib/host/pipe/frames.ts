import { kindOf, type TypedArray, typedArrayKinds } from "../../file/mod.ts";

/** What a frame holds: plain JSON, and the arrays that it names by number. */
export interface Frame {
  /** The header, without its `arrays`. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The arrays, flat. */
  readonly arrays: readonly TypedArray[];
}

/** A frame that is none: the reader looks for the next one. */
export interface Refusal {
  /** What was found, what was expected. */
  readonly error: Error;
  /** Of the call, where it could be read. */
  readonly id?: number;
}

/** Begins every frame; the version is in it. */
export const frameMark = "TW1 ";

/** The longest header, and the most bytes of arrays in a frame. */
export const mostHeaderBytes = 2 ** 24;
export const mostArrayBytes = 2 ** 30;

const mark = new TextEncoder().encode(frameMark);
const newline = 10;

/** Memory for so many bytes is taken on a header's word, for more as they come. */
const promised = 2 ** 24;

/**
 * A frame as bytes to be written one after another; arrays are not copied.
 *
 * `TW1 `, the header as JSON in one line, its arrays as they lie in memory, each
 * followed by zeros up to a multiple of 8 bytes, and a newline.
 */
export function encodeFrame(
  header: Readonly<Record<string, unknown>>,
  arrays: readonly TypedArray[] = [],
): Uint8Array[] {
  const described = arrays.map((array) => ({
    dtype: kindOf(array)!.dtype,
    shape: [array.length],
  }));
  const line = JSON.stringify(
    arrays.length > 0 ? { ...header, arrays: described } : header,
  );
  return [
    new TextEncoder().encode(`${frameMark}${line}\n`),
    ...arrays.flatMap(({ buffer, byteOffset, byteLength }) => [
      new Uint8Array(buffer, byteOffset, byteLength),
      new Uint8Array(padded(byteLength) - byteLength),
    ]),
    Uint8Array.of(newline),
  ];
}

/**
 * Reads frames until the input ends. What is no frame is told and passed over:
 * the next one is looked for behind it, also among bytes that a lying header
 * had claimed.
 *
 * @param read Fills what it can of the bytes; null at the end.
 */
export async function* readFrames(
  read: (into: Uint8Array) => Promise<number | null>,
): AsyncGenerator<Frame | Refusal, void> {
  const input = new Input(read);
  while (await input.fill(mark.length)) {
    if (!input.startsWith(mark)) {
      yield refusal("it begins otherwise", `"${frameMark}"`);
      if (!await input.skipTo(mark)) return;
      continue;
    }
    const line = await input.line(mostHeaderBytes);
    if (line === "end") return;
    if (line === "too long") {
      yield refusal("its header does not end", `${mostHeaderBytes} bytes`);
      input.take(mark.length);
      if (!await input.skipTo(mark)) return;
      continue;
    }
    const header = parseHeader(line);
    if ("error" in header) {
      yield header;
      continue; // the next byte begins a frame, or is passed over
    }
    if (header.bytes === 0) {
      if (!await input.fill(1)) return;
      const body = new Uint8Array(0);
      yield input.startsWith([newline])
        ? frameOf(header, body, input)
        : tooShort(header);
      continue;
    }
    const body = await input.body(header.bytes + 1);
    if (body === "end") return;
    if (body === "no memory") {
      yield refusal(`no memory for ${header.bytes} bytes`, "less", header.id);
    } else if (body[header.bytes] !== newline) {
      // the bytes may hold frames of a sender that claimed too many
      input.putBack(body);
      yield tooShort(header);
    } else {
      yield frameOf(header, body);
    }
  }
}

interface Header {
  readonly header: Readonly<Record<string, unknown>>;
  readonly id?: number;
  readonly arrays: readonly {
    readonly kind: (typeof typedArrayKinds)[number];
    readonly length: number;
  }[];
  readonly bytes: number;
}

function frameOf(
  { header, arrays }: Header,
  { buffer }: Uint8Array,
  input?: Input,
): Frame {
  input?.take(1);
  let at = 0;
  const views = arrays.map(({ kind, length }) => {
    const make = kind.make as new (
      buffer: ArrayBufferLike,
      at: number,
      length: number,
    ) => TypedArray;
    const view = new make(buffer, at, length);
    at += padded(view.byteLength);
    return view;
  });
  return { header, arrays: views };
}

function parseHeader(line: Uint8Array): Header | Refusal {
  let value: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(line);
    value = JSON.parse(text);
  } catch (error) {
    return refusal(`its header is no JSON (${(error as Error).message})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refusal("its header is no object", "one");
  }
  const { arrays = [], ...header } = value as Record<string, unknown>;
  const id = isCount(header.id) ? { id: header.id } : {};
  if (!Array.isArray(arrays)) {
    return refusal("its arrays are no list", "a list", id.id);
  }
  const described: {
    kind: Header["arrays"][number]["kind"];
    length: number;
  }[] = [];
  let bytes = 0;
  for (const [i, array] of arrays.entries()) {
    const { dtype, shape } = Object(array);
    const kind = typedArrayKinds.find((kind) => kind.dtype === dtype);
    if (kind === undefined) {
      const all = typedArrayKinds.map(({ dtype }) => dtype).join(", ");
      return refusal(
        `array ${i} has dtype ${inWords(dtype)}`,
        `one of ${all}`,
        id.id,
      );
    }
    if (!Array.isArray(shape) || !shape.every(isCount)) {
      return refusal(
        `array ${i} has shape ${inWords(shape)}`,
        "a list of sizes",
        id.id,
      );
    }
    const length = shape.reduce((product, n) => product * n, 1);
    described.push({ kind, length });
    bytes += padded(length * kind.make.BYTES_PER_ELEMENT);
  }
  // NaN of 0 × ∞ is no more than that
  return bytes <= mostArrayBytes
    ? { header, ...id, arrays: described, bytes }
    : refusal(
      `its arrays take ${bytes} bytes`,
      `${mostArrayBytes} at most`,
      id.id,
    );
}

function refusal(got: string, expected = "JSON", id?: number): Refusal {
  const error = new SyntaxError(
    `Cannot read a frame: ${got}, expected ${expected}`,
  );
  return id === undefined ? { error } : { error, id };
}

function tooShort({ bytes, id }: Header): Refusal {
  return refusal(
    `no newline follows its ${bytes} bytes of arrays`,
    "one",
    id,
  );
}

function inWords(x: unknown): string {
  return String(JSON.stringify(x)).slice(0, 60);
}

function isCount(x: unknown): x is number {
  return Number.isSafeInteger(x) && x as number >= 0;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Bytes that were read and not yet taken. */
class Input {
  readonly #read: (into: Uint8Array) => Promise<number | null>;
  #bytes: Uint8Array = new Uint8Array(65_536);
  #start = 0;
  #end = 0;

  constructor(read: (into: Uint8Array) => Promise<number | null>) {
    this.#read = read;
  }

  /** Whether so many bytes are there, once they have been waited for. */
  async fill(count: number): Promise<boolean> {
    while (this.#end - this.#start < count) {
      if (!await this.#more()) return false;
    }
    return true;
  }

  startsWith(bytes: ArrayLike<number>): boolean {
    for (let i = 0; i < bytes.length; i++) {
      if (this.#bytes[this.#start + i] !== bytes[i]) return false;
    }
    return true;
  }

  take(count: number): void {
    this.#start += count;
  }

  /** The rest of the line behind the mark, taken. */
  async line(most: number): Promise<Uint8Array | "end" | "too long"> {
    let from = this.#start;
    for (;;) {
      const at = this.#bytes.subarray(0, this.#end).indexOf(newline, from);
      if (at >= 0) {
        const line = this.#bytes.slice(this.#start + mark.length, at);
        this.#start = at + 1;
        return line;
      }
      const length = this.#end - this.#start;
      if (length > most) return "too long";
      if (!await this.#more()) return "end";
      from = this.#start + length;
    }
  }

  /** So many bytes, taken, in memory of their own. */
  async body(count: number): Promise<Uint8Array | "end" | "no memory"> {
    let have = Math.min(count, this.#end - this.#start);
    let body = new Uint8Array(Math.min(count, Math.max(have, promised)));
    body.set(this.#bytes.subarray(this.#start, this.#start + have));
    this.#start += have;
    while (have < count) {
      if (have === body.length) {
        try {
          const larger = new Uint8Array(Math.min(count, 2 * have));
          larger.set(body);
          body = larger;
        } catch {
          return "no memory";
        }
      }
      const got = await this.#read(body.subarray(have));
      if (got === null) return "end";
      have += got;
    }
    return body;
  }

  putBack(bytes: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#start, this.#end);
    const all = new Uint8Array(bytes.length + rest.length);
    all.set(bytes);
    all.set(rest, bytes.length);
    this.#bytes = all;
    this.#start = 0;
    this.#end = all.length;
  }

  /** Takes what stands before the next mark; false at the end. */
  async skipTo(mark: Uint8Array): Promise<boolean> {
    for (;;) {
      while (this.#end - this.#start >= mark.length) {
        if (this.startsWith(mark)) return true;
        const at = this.#bytes.subarray(0, this.#end)
          .indexOf(mark[0], this.#start + 1);
        this.#start = at < 0 ? this.#end : at;
      }
      if (!await this.#more()) return false;
    }
  }

  async #more(): Promise<boolean> {
    const length = this.#end - this.#start;
    if (this.#start > 0) {
      this.#bytes.copyWithin(0, this.#start, this.#end);
      this.#start = 0;
      this.#end = length;
    }
    if (length === this.#bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const got = await this.#read(this.#bytes.subarray(length));
    if (got === null) return false;
    this.#end = length + got;
    return true;
  }
}
