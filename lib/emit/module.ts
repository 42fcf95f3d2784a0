import { Address } from "./address.ts";
import { type Callable, Code, typeCodes } from "./code.ts";
import { signed, unsigned } from "./leb128.ts";
import { Lanes, type ValueType } from "./value.ts";
import type { Shape } from "./shape.ts";

/** Parameter and result types of a function. */
export interface Signature {
  /** Types of the parameters. */
  readonly parameters: readonly ValueType[];
  /** Type of the result, where there is one. */
  readonly result?: ValueType;
  /** The name under which the host sees the function. */
  readonly name?: string;
}

/**
 * A WebAssembly module in the making. It imports one memory, `environment.
 * memory`; constants of vector code stand in that memory, written there when
 * the module is instantiated.
 */
export class Module {
  readonly #functions: { signature: Signature; code: Code }[] = [];
  readonly #shared = new Map<string, Callable>();
  readonly #constants: { shape: Shape; value: number }[] = [];
  readonly #constantsAt: number;
  readonly #constantsLimit: number;
  readonly #pages: number;

  /**
   * @param memory.pages The least size of the memory (64 KiB pages); fixed
   * distances in the code below it are not checked again when the code runs.
   * @param memory.constantsAt Where constants stand.
   * @param memory.constantsBytes Room for constants; what finds none is
   * written into the code.
   */
  constructor(
    memory: { pages: number; constantsAt: number; constantsBytes: number },
  ) {
    this.#pages = memory.pages;
    this.#constantsAt = memory.constantsAt;
    this.#constantsLimit = memory.constantsBytes / 16;
  }

  /** All lanes the same constant. */
  constant(shape: Shape, value: number): Lanes {
    let index = this.#constants.findIndex((c) =>
      c.shape.bytes === shape.bytes && Object.is(c.value, value)
    );
    if (index < 0) {
      if (this.#constants.length >= this.#constantsLimit) {
        return Lanes.constant(shape, value);
      }
      index = this.#constants.push({ shape, value }) - 1;
    }
    return new Address(this.#constantsAt + 16 * index).load(shape);
  }

  /** Adds a function; `build` writes its body. */
  define(signature: Signature, build: (code: Code) => void): Callable {
    const code = new Code(signature.parameters);
    build(code);
    return { index: this.#functions.push({ signature, code }) - 1 };
  }

  /** The function of this key: defined once, and the same whenever asked for. */
  share(
    key: string,
    signature: Signature,
    build: (code: Code) => void,
  ): Callable {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const made = this.define(signature, build);
    this.#shared.set(key, made);
    return made;
  }

  /** The binary module; the same for the same definitions. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const functions = this.#functions;
    const types = functions.map(({ signature: { parameters, result } }) => [
      0x60,
      ...unsigned(parameters.length),
      ...parameters.map((type) => typeCodes[type]),
      ...result === undefined ? [0] : [1, typeCodes[result]],
    ]);
    const exports = functions.flatMap(({ signature: { name } }, index) =>
      name === undefined ? [] : [[...text(name), 0, ...unsigned(index)]]
    );
    const memory = [
      ...text("environment"),
      ...text("memory"),
      2,
      0,
      ...unsigned(this.#pages),
    ];
    const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    return new Uint8Array(header.concat(
      section(1, types),
      section(2, [memory]),
      section(3, functions.map((_, index) => unsigned(index))),
      section(7, exports),
      section(10, functions.map(({ code }) => code.toBytes())),
      section(11, this.#constants.length > 0 ? [this.#data()] : []),
    ));
  }

  #data(): number[] {
    const bytes = this.#constants.flatMap(({ shape, value }) => [
      ...new Uint8Array(
        shape.bytes === 8
          ? Float64Array.of(value, value).buffer
          : Float32Array.of(value, value, value, value).buffer,
      ),
    ]);
    return [
      0,
      0x41,
      ...signed(this.#constantsAt),
      0x0b,
      ...unsigned(bytes.length),
      ...bytes,
    ];
  }
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

function section(id: number, entries: readonly number[][]): number[] {
  const content = unsigned(entries.length).concat(...entries);
  return [id].concat(unsigned(content.length), content);
}
