import { Inflate, zipSync } from "fflate";
import { checkExpansion, refuseFile } from "./refuse.ts";

/** A .zip file, members stored uncompressed; the same members, the same bytes. */
export function zip(
  members: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  // The earliest date that the format knows, in local time as fflate reads it.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(members), { level: 0, mtime });
}

/**
 * The members of a .zip file, their sizes and checksums verified.
 *
 * @throws {SyntaxError} If the bytes are not such a file, damaged, or expand to
 * more than 64 MB and 20 times the file's size.
 */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of readDirectory(bytes)) {
    // members may share their bytes, and say another size than they have
    total += Math.max(entry.size, entry.packed);
    checkExpansion(total, bytes.length);
    const member = unpack(bytes, entry);
    const { name, size, checksum } = entry;
    if (member?.length !== size || crc32(member) !== checksum) {
      refuseFile(
        `member "${name}" is damaged`,
        `${size} bytes with the checksum ${checksum.toString(16)}`,
      );
    }
    members.set(name, member);
  }
  return members;
}

/** The names of a .zip file's members, as its directory lists them. */
export function zipNames(bytes: Uint8Array): string[] {
  return readDirectory(bytes).map(({ name }) => name);
}

/** What the central directory says of a member (APPNOTE.TXT 4.3.12). */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  /** In the file, in bytes. */
  readonly packed: number;
  /** Expanded, in bytes. */
  readonly size: number;
  /** Where its own header begins. */
  readonly at: number;
}

function readDirectory(bytes: Uint8Array): Entry[] {
  try {
    const view = viewOf(bytes);
    let end = bytes.length - 22;
    while (view.getUint32(end, true) !== 0x06054b50) end--;
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    return Array.from({ length: count }, () => {
      const nameLength = view.getUint16(at + 28, true);
      const name = bytes.subarray(at + 46, at + 46 + nameLength);
      const entry: Entry = {
        name: new TextDecoder().decode(name),
        method: view.getUint16(at + 10, true),
        checksum: view.getUint32(at + 16, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        at: view.getUint32(at + 42, true),
      };
      at += 46 + nameLength + view.getUint16(at + 30, true) +
        view.getUint16(at + 32, true);
      return entry;
    });
  } catch {
    refuseFile("it is damaged or of another kind", "a .npz (zip) file");
  }
}

/** Bytes that are inflated at once: they become 4 MB at most. */
const piece = 4096;

/** A member's bytes; undefined where they are not what the entry says. */
function unpack(
  bytes: Uint8Array,
  { method, packed, size, at }: Entry,
): Uint8Array | undefined {
  if (at + 30 > bytes.length) return undefined;
  const view = viewOf(bytes);
  const begin = at + 30 + view.getUint16(at + 26, true) +
    view.getUint16(at + 28, true);
  const content = bytes.subarray(begin, begin + packed);
  if (method === 0) return content;
  if (method !== 8) return undefined;
  const out = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length <= size) out.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let from = 0; from < packed && length <= size; from += piece) {
      const last = from + piece >= packed;
      inflate.push(content.subarray(from, from + piece), last);
    }
  } catch {
    return undefined;
  }
  return length === size ? out : undefined;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) {
    c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    c = crcTable[(c ^ bytes[i]) & 0xff] ^ (c >>> 8);
  }
  return ~c >>> 0;
}
