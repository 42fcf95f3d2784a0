import { gunzipSync } from "fflate";

/** MNIST unpacked has 47 MB. */
const mostBytes = 2 ** 28;

/** Whether bytes are packed by gzip. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * What gzip has packed, 256 MB at most; its sizes are checked, its checksum is
 * not looked at.
 *
 * @param refuse Throws, with what was found and what was expected.
 */
export function gunzip(
  bytes: Uint8Array,
  refuse: (got: string, expected: string) => never,
): Uint8Array {
  // gzip ends with the size of what it holds
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < 18 ? 0 : view.getUint32(bytes.length - 4, true);
  if (size > mostBytes) {
    refuse(`it unpacks to ${size} bytes`, `${mostBytes} at most`);
  }
  try {
    // a wrong size is found out by what does not fit in it
    const out = gunzipSync(bytes, { out: new Uint8Array(size) });
    if (out.length === size) return out;
  } catch {
    // said below
  }
  return refuse("its gzip is damaged", "a whole file");
}
