import { numberTypes } from "../number_types.ts";
import { type ShapedArray, sizeOf } from "../shaped_array.ts";
import { kindOf } from "../typed_arrays.ts";
import { zip } from "../zip.ts";

/**
 * A file of torch.save: a dictionary of texts and tensors, which
 * `torch.load(path, weights_only=True)` reads.
 */
export function writeTorch(
  arrays: ReadonlyMap<string, ShapedArray>,
  texts: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const members = new Map<string, Uint8Array>();
  const pickle = new PickleWriter();
  pickle.code("\x80\x02}("); // protocol 2, a dictionary, MARK
  for (const [key, text] of Object.entries(texts)) {
    pickle.text(key);
    pickle.text(text);
  }
  const data: [string, Uint8Array][] = [];
  for (const [name, { shape, values }] of arrays) {
    const key = String(data.length);
    pickle.text(name);
    pickle.tensor(storageName(values), key, shape);
    const { buffer, byteOffset, byteLength } = values;
    data.push([
      `archive/data/${key}`,
      new Uint8Array(buffer, byteOffset, byteLength),
    ]);
  }
  pickle.code("u."); // SETITEMS, STOP
  members.set("archive/data.pkl", pickle.bytes());
  for (const [name, bytes] of data) members.set(name, bytes);
  members.set("archive/version", new TextEncoder().encode("3\n"));
  return zip(members);
}

/** Whether PyTorch has no storages of such numbers (unsigned, but for bytes). */
export function torchLacks(array: ArrayBufferView): boolean {
  return storageOfKind(array) === undefined;
}

function storageName(array: ArrayBufferView): string {
  return storageOfKind(array)!;
}

function storageOfKind(array: ArrayBufferView): string | undefined {
  const code = kindOf(array)!.dtype.slice(1);
  return numberTypes.find(({ numpy }) => numpy === code)!.torch;
}

/** Writes what `_rebuild_tensor_v2` and dictionaries need, and no more. */
class PickleWriter {
  readonly #bytes: number[] = [];

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  code(characters: string): void {
    for (let i = 0; i < characters.length; i++) {
      this.#bytes.push(characters.charCodeAt(i));
    }
  }

  #integer(value: number): void {
    this.code("J"); // BININT
    this.#uint32(value);
  }

  #uint32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) {
      this.#bytes.push((value >>> shift) & 255);
    }
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.code("X"); // BINUNICODE
    this.#uint32(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
  }

  #tuple(values: readonly number[]): void {
    this.code("(");
    for (const value of values) this.#integer(value);
    this.code("t");
  }

  tensor(storage: string, key: string, shape: readonly number[]): void {
    this.code("ctorch._utils\n_rebuild_tensor_v2\n((");
    this.text("storage");
    this.code(`ctorch\n${storage}\n`);
    this.text(key);
    this.text("cpu");
    this.#integer(sizeOf(shape));
    this.code("tQ"); // TUPLE, BINPERSID
    this.#integer(0);
    this.#tuple(shape);
    this.#tuple(shape.map((_, axis) => sizeOf(shape.slice(axis + 1))));
    // requires no gradient, no hooks
    this.code("\x89ccollections\nOrderedDict\n)RtR");
  }
}
