import { checkExpansion, refuseFile } from "../refuse.ts";
import { sizeOf } from "../shaped_array.ts";
import { unzip, zipNames } from "../zip.ts";
import { type Globals, readPickle } from "./pickle.ts";
import {
  type Storage,
  StorageClass,
  storageClasses,
  storageOf,
  StorageReference,
  Tensor,
  tensorOf,
} from "./tensor.ts";

/** Names of numbers' types, which mean nothing to us: they stand in files. */
const dtypes = [
  ...["float64", "float32", "float16", "bfloat16", "int64", "int32", "int16"],
  ...["int8", "uint8", "bool", "complex64", "complex128"],
];

const pickled = /^([^/]+)\/data\.pkl$/;

/** Whether bytes are a file of torch.save, of today (a zip) or before 1.6. */
export function isTorch(bytes: Uint8Array): boolean {
  if (legacyMagic.every((byte, i) => bytes[i] === byte)) return true;
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  try {
    return zipNames(bytes).some((name) => pickled.test(name));
  } catch {
    return false; // what is wrong with it is told when it is read
  }
}

/**
 * What torch.save wrote, as `torch.load(weights_only=True)` reads it:
 * dictionaries are Maps, lists and tuples arrays, tensors {@linkcode Tensor}s.
 *
 * @throws {SyntaxError} If the file is damaged, or would run code.
 */
export function readTorch(bytes: Uint8Array): unknown {
  return legacyMagic.every((byte, i) => bytes[i] === byte)
    ? readLegacy(bytes)
    : readZip(bytes);
}

/** A zip of data.pkl, and a member for each storage, in one folder. */
function readZip(bytes: Uint8Array): unknown {
  const members = unzip(bytes);
  const root = [...members.keys()].map((name) => pickled.exec(name)?.[1])
    .find((name) => name !== undefined);
  if (root === undefined) {
    refuseFile("it has no member data.pkl in a folder", "a file of torch.save");
  }
  const order = members.get(`${root}/byteorder`);
  const little = order === undefined ||
    new TextDecoder().decode(order).trim() !== "big";
  const storages = new Map<string, Storage>();
  const pickle = members.get(`${root}/data.pkl`)!;
  const { value } = readPickle(pickle, 0, globals(bytes.length), (id) => {
    const { type, key, count } = storageId(id);
    const known = storages.get(key);
    if (known?.type === type) return new StorageReference(() => known);
    const member = members.get(`${root}/data/${key}`);
    const wanted = count * type.size;
    if (member === undefined || member.length < wanted) {
      refuseFile(
        `storage "${key}" has ${member?.length ?? "no"} bytes`,
        `${wanted}`,
      );
    }
    const storage = storageOf(key, type, member.subarray(0, wanted), little);
    storages.set(key, storage);
    return new StorageReference(() => storage);
  });
  return value;
}

/** A pickle of 0x1950a86a20f9469cfc6c, with which files before 1.6 begin. */
const legacyMagic = [
  ...[0x80, 2, 0x8a, 10],
  ...[0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19],
];

/** Pickles one after another: magic, version, system, value, keys; then storages. */
function readLegacy(bytes: Uint8Array): unknown {
  const storages = new Map<string, Storage>();
  const types = new Map<string, { type: Storage["type"]; count: number }>();
  const allowed = globals(bytes.length);
  const find = (id: unknown) => {
    const { type, key, count, view } = storageId(id);
    if (view != null) {
      refuseFile("a storage is a view of another", "one of its own");
    }
    types.set(key, { type, count });
    return new StorageReference(() =>
      storages.get(key) ?? refuseFile(`storage "${key}" is missing`, "all")
    );
  };
  let at = 0;
  const values: unknown[] = [];
  for (let i = 0; i < 5; i++) {
    const { value, end } = readPickle(bytes, at, allowed, find);
    values.push(value);
    at = end;
  }
  const [, , system, value, keys] = values;
  const little = !(system instanceof Map) ||
    system.get("little_endian") !== false;
  if (!Array.isArray(keys)) {
    refuseFile("its list of storages is no list", "a whole file");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const key of keys.map(String)) {
    const known = types.get(key);
    const length = (known?.count ?? NaN) * (known?.type.size ?? NaN);
    if (
      known === undefined || !(at + 8 + length <= bytes.length) ||
      view.getBigInt64(at, little) !== BigInt(known.count)
    ) refuseFile(`storage "${key}" is not all there`, "a whole file");
    const data = bytes.subarray(at + 8, at + 8 + length);
    storages.set(key, storageOf(key, known.type, data, little));
    at += 8 + length;
  }
  return value;
}

interface StorageId {
  readonly type: Storage["type"];
  readonly key: string;
  readonly count: number;
  readonly view: unknown;
}

/** What BINPERSID says: ("storage", class, key, device, count[, view]). */
function storageId(id: unknown): StorageId {
  const [word, kind, key, , count, view] = Array.isArray(id) ? id : [];
  if (
    word !== "storage" || !(kind instanceof StorageClass) ||
    typeof key !== "string" || !Number.isSafeInteger(count) || count < 0
  ) refuseFile("its pickle asks for something else than a storage", "one");
  return { type: kind.type, key, count, view };
}

/** All that a file's pickle may name, as `weights_only` has it. */
function globals(fileLength: number): Globals {
  let total = 0;
  function rebuild(...[storage, offset, shape, strides]: unknown[]) {
    const tensor = tensorOf(storage, offset, shape, strides);
    // a stride of 0 makes many of one; each is a double at most
    total += 8 * sizeOf(tensor.shape);
    checkExpansion(total, fileLength);
    return tensor;
  }
  return new Map<string, unknown>([
    ["collections.OrderedDict", orderedDict],
    ["torch._utils._rebuild_tensor_v2", rebuild],
    [
      "torch._utils._rebuild_parameter",
      (data: unknown) =>
        data instanceof Tensor
          ? data
          : refuseFile("what stands for a parameter is no tensor", "one"),
    ],
    ["torch.Size", (sizes: unknown) => sizes],
    ["torch.device", () => null],
    ...storageClasses,
    ...dtypes.map((name): [string, null] => [`torch.${name}`, null]),
  ]);
}

function orderedDict(pairs: unknown = []): Map<unknown, unknown> {
  const fits = Array.isArray(pairs) &&
    pairs.every((pair) => Array.isArray(pair) && pair.length === 2);
  return new Map(
    fits ? pairs : refuseFile(
      "what stands for a dictionary is not of pairs",
      "a whole file",
    ),
  );
}
