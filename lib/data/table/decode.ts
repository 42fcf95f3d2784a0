import { counted } from "../../counted.ts";
import { refusePacked } from "./foreign.ts";

/** A file's text, and how its bytes were understood. */
export interface Decoded {
  readonly text: string;
  readonly notes: readonly string[];
}

const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * The text of bytes: by their mark, or UTF-16 where every second byte is 0, or
 * UTF-8 where they are that, or else Windows-1252, which contains Latin-1.
 */
export function decode(bytes: Uint8Array, encoding?: string): Decoded {
  refusePacked(bytes);
  if (encoding !== undefined) return { text: by(encoding, bytes), notes: [] };
  const marked = marks.find(([mark]) => mark.every((b, i) => bytes[i] === b));
  if (marked) {
    const [, name] = marked;
    return { text: by(name, bytes), notes: name === "utf-8" ? [] : [as(name)] };
  }
  const name = sixteen(bytes);
  if (name) return { text: by(name, bytes), notes: [as(name)] };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, notes: [] };
  } catch {
    return {
      text: by("windows-1252", bytes),
      notes: ["Read as Windows-1252 (Latin-1): it is not UTF-8."],
    };
  }
}

/** Without zeros, with which some programs fill up what they write. */
export function withoutZeros({ text, notes }: Decoded): Decoded {
  const kept = text.replaceAll("\0", "");
  const zeros = text.length - kept.length;
  return zeros === 0 ? { text, notes } : {
    text: kept,
    notes: [...notes, `${counted(zeros, "byte")} of zero left out.`],
  };
}

function by(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    throw new RangeError(
      `Cannot read the table: the encoding is "${encoding}", expected one such as "utf-8", "latin1" or "utf-16le"`,
    );
  }
}

function as(encoding: string): string {
  return `Read as ${encoding.toUpperCase().replace(/(LE|BE)$/, "")}.`;
}

/** UTF-16 without a mark: in what is mostly ASCII every second byte is 0. */
function sixteen(bytes: Uint8Array): string | undefined {
  const many = Math.min(bytes.length, 1000) & ~1;
  if (many === 0) return undefined;
  const zeros = [0, 0];
  for (let i = 0; i < many; i++) if (bytes[i] === 0) zeros[i % 2]++;
  if (zeros[1] > 0.4 * many / 2 && zeros[0] === 0) return "utf-16le";
  if (zeros[0] > 0.4 * many / 2 && zeros[1] === 0) return "utf-16be";
  return undefined;
}
