import { decodeJson, encodeJson } from "./json.ts";
import { decodeNpy, encodeNpy, isNpy } from "./npy.ts";
import { decodeNpz, encodeNpz, readNpz, writeNpz } from "./npz.ts";
import { refuseFile } from "./refuse.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  isSafetensors,
  readSafetensors,
  writeSafetensors,
} from "./safetensors.ts";
import type { Arrays, ShapedArray } from "./shaped_array.ts";
import {
  decodeTorch,
  encodeTorch,
  isTorch,
  readTorchArrays,
  writeTorch,
} from "./torch/mod.ts";

/** A format of files. */
export interface Format {
  /** What names of such files end in; the first is the one that is written. */
  readonly extensions: readonly string[];
  /** Whole results, where the format can hold them. */
  readonly results?: {
    readonly encode: (result: unknown) => Uint8Array<ArrayBuffer>;
    readonly decode: (bytes: Uint8Array) => unknown;
  };
  /** Arrays by name, where that is what the format holds. */
  readonly arrays?: {
    /** Whether bytes begin as such a file. */
    readonly isIn: (bytes: Uint8Array) => boolean;
    readonly read: (bytes: Uint8Array) => Arrays;
    readonly write: (
      arrays: ReadonlyMap<string, ShapedArray>,
    ) => Uint8Array<ArrayBuffer>;
    /** Whether the file keeps the order in which arrays were written. */
    readonly ordered: boolean;
  };
}

/** All formats. */
export const formats: readonly Format[] = [
  {
    extensions: [".json"],
    results: { encode: encodeJson, decode: decodeJson },
  },
  {
    extensions: [".npz"],
    results: { encode: encodeNpz, decode: decodeNpz },
    arrays: {
      // a zip, of which PyTorch's are another kind
      isIn: (bytes) =>
        bytes[0] === 0x50 && bytes[1] === 0x4b && !isTorch(bytes),
      read: readNpz,
      write: writeNpz,
      ordered: true,
    },
  },
  {
    extensions: [".safetensors"],
    results: { encode: encodeSafetensors, decode: decodeSafetensors },
    arrays: {
      isIn: isSafetensors,
      read: (bytes) => readSafetensors(bytes).arrays,
      write: writeSafetensors,
      ordered: false,
    },
  },
  {
    extensions: [".pt", ".pth"],
    results: { encode: encodeTorch, decode: decodeTorch },
    arrays: {
      isIn: isTorch,
      read: readTorchArrays,
      write: writeTorch,
      ordered: true,
    },
  },
  {
    extensions: [".npy"],
    arrays: {
      isIn: isNpy,
      read: (bytes) => new Map([["array", () => decodeNpy(bytes, "array")]]),
      write: (arrays) => {
        const [first, ...others] = arrays.values();
        if (first === undefined || others.length > 0) {
          refuseFile(`there are ${arrays.size} arrays`, "one in a .npy file");
        }
        return encodeNpy(first);
      },
      ordered: true,
    },
  },
];

/** The format of arrays that bytes are of. */
export function formatOfBytes(bytes: Uint8Array): Required<Format>["arrays"] {
  const found = formats.find(({ arrays }) => arrays?.isIn(bytes));
  if (found?.arrays) return found.arrays;
  const known = formats.filter(({ arrays }) => arrays)
    .flatMap(({ extensions }) => extensions);
  return refuseFile(
    bytes.length === 0
      ? "it is empty"
      : `it begins with ${[...bytes.subarray(0, 4)].join(" ")}`,
    `a file of arrays: ${known.join(", ")}`,
  );
}
