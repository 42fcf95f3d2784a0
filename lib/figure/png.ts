import { zlibSync } from "fflate";

/**
 * An image (rows from the top, an index of a color per pixel) as a PNG in a data
 * URL; the palette is red, green, blue, red …, with an opacity for each color
 * where they differ. Written here because a figure must look the same where there
 * is no canvas.
 */
export function pngUrl(
  width: number,
  height: number,
  pixels: Uint8Array,
  palette: Uint8Array,
  alphas?: Uint8Array,
): string {
  return writePng(width, height, 3, pixels, [
    chunk("PLTE", palette),
    ...(alphas ? [chunk("tRNS", alphas)] : []),
  ]);
}

/** An image of red, green, blue and opacity per pixel, as {@linkcode pngUrl}. */
export function rgbaUrl(
  width: number,
  height: number,
  pixels: Uint8ClampedArray,
): string {
  return writePng(width, height, 6, pixels, []);
}

/** Of 8 bits; `kind`: 3 with a palette, 6 with four bytes per pixel. */
function writePng(
  width: number,
  height: number,
  kind: 3 | 6,
  pixels: Uint8Array | Uint8ClampedArray,
  colors: readonly Uint8Array[],
): string {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, kind, 0, 0, 0], 8); // no filter choice, no interlace
  const across = kind === 6 ? 4 * width : width;
  const lines = new Uint8Array(height * (across + 1));
  for (let row = 0; row < height; row++) {
    const line = pixels.subarray(across * row, across * (row + 1));
    lines.set(line, row * (across + 1) + 1);
  }
  const bytes = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    ...colors,
    chunk("IDAT", zlibSync(lines, { level: 1 })),
    chunk("IEND", new Uint8Array()),
  ];
  let text = "";
  for (const part of bytes) {
    for (const byte of part) text += String.fromCharCode(byte);
  }
  return `data:image/png;base64,${btoa(text)}`;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum of PNG chunks (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return ~c >>> 0;
}
