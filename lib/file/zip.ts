import { unzipSync, zipSync } from "fflate";

/** A .zip file, members stored uncompressed; the same members, the same bytes. */
export function zip(
  members: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  // The earliest date that the format knows, in local time as fflate reads it.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(members), { level: 0, mtime });
}

/**
 * The members of a .zip file, their checksums verified, which fflate does not
 * do.
 *
 * @throws {SyntaxError} If the bytes are not such a file, or damaged.
 */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let members: Record<string, Uint8Array>;
  let checksums: ReadonlyMap<string, number>;
  try {
    members = unzipSync(bytes);
    checksums = readChecksums(bytes);
  } catch (cause) {
    throw new SyntaxError(
      "Cannot read the result: the file is damaged or of another kind, expected a .npz (zip) file",
      { cause },
    );
  }
  for (const [name, checksum] of checksums) {
    if (!Object.hasOwn(members, name) || crc32(members[name]) !== checksum) {
      throw new SyntaxError(
        `Cannot read the result: member "${name}" is damaged, expected the checksum ${
          checksum.toString(16)
        }`,
      );
    }
  }
  return new Map(Object.entries(members));
}

/** CRC-32 per member, from the central directory (APPNOTE.TXT 4.3.12). */
function readChecksums(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  const count = view.getUint16(end + 10, true);
  let entry = view.getUint32(end + 16, true);
  const checksums = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const nameLength = view.getUint16(entry + 28, true);
    const name = bytes.subarray(entry + 46, entry + 46 + nameLength);
    checksums.set(
      new TextDecoder().decode(name),
      view.getUint32(entry + 16, true),
    );
    entry += 46 + nameLength + view.getUint16(entry + 30, true) +
      view.getUint16(entry + 32, true);
  }
  return checksums;
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
