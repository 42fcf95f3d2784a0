import type { Generator } from "../../lib/random/mod.ts";

/** One of a list. */
export function pick<T>(random: Generator, list: readonly T[]): T {
  return list[random.integer(list.length)];
}

/** Repeated chunks become no longer than this, in characters or bytes. */
const longest = 100_000;

/** What readers of text get wrong: lone surrogates, marks, odd spaces, ends. */
const oddTexts = [
  "\ud800",
  "\udc00",
  "\u0000",
  "\ufeff",
  "\u2028",
  "\u202e",
  "\u200d",
  "e\u0301\u0301\u0301",
  "👩‍👩‍👧",
  "İ",
  "ﬁ",
  "\u00a0",
  "\u3000",
  "\r",
  "\r\n",
  "\n\n",
  "\t",
  "\\",
  '"',
  "'",
  "`",
  "${",
  "/*",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "-0",
  "1e400",
  "1e-400",
  "9007199254740993",
  "4294967296",
  "0x10",
  "1_000",
  "٣",
];

type TextChange = (
  text: string,
  random: Generator,
  examples: readonly string[],
) => string;

function place(random: Generator, { length }: { length: number }): number {
  return random.integer(length + 1);
}

/** Two places, in order, mostly close to each other. */
function span(
  random: Generator,
  whole: { length: number },
): [number, number] {
  const a = place(random, whole);
  const b = random.uniform() < 0.7
    ? Math.min(whole.length, a + random.integer(16))
    : place(random, whole);
  return a < b ? [a, b] : [b, a];
}

const textChanges: readonly TextChange[] = [
  (text, random) => { // a flipped bit
    if (text === "") return text;
    const at = random.integer(text.length);
    const code = text.charCodeAt(at) ^ (1 << random.integer(16));
    return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
  },
  (text, random) => text.slice(0, place(random, text)),
  (text, random) => text.slice(place(random, text)),
  (text, random) => { // a gap
    const [a, b] = span(random, text);
    return text.slice(0, a) + text.slice(b);
  },
  (text, random) => { // something odd
    const at = place(random, text);
    return text.slice(0, at) + pick(random, oddTexts) + text.slice(at);
  },
  (text, random) => { // an odd thing instead of a number
    const numbers = [...text.matchAll(/\d+(\.\d+)?/g)];
    if (numbers.length === 0) return text;
    const { 0: number, index } = pick(random, numbers);
    return text.slice(0, index) + pick(random, oddTexts) +
      text.slice(index + number.length);
  },
  (text, random, examples) => { // a splice
    const other = pick(random, examples);
    return text.slice(0, place(random, text)) +
      other.slice(place(random, other));
  },
  (text, random) => { // something within brackets, and these within others
    const inner = [...text.matchAll(/[\w.]+|\[[^[\]]*\]/g)];
    if (inner.length === 0) return text;
    const { 0: part, index } = pick(random, inner);
    const [open, close] = pick(random, ["[]", "()", "{}"]);
    const deep = pick(random, [1, 3, 100, 2000, longest / 2]);
    return text.slice(0, index) + open.repeat(deep) + part +
      close.repeat(deep) + text.slice(index + part.length);
  },
  (text, random) => { // a chunk again and again
    const [a, b] = span(random, text);
    const chunk = text.slice(a, b);
    const times = random.uniform() < 0.8
      ? 1 + random.integer(20)
      : Math.floor(longest / Math.max(1, chunk.length));
    return text.slice(0, b) + chunk.repeat(times) + text.slice(b);
  },
];

/** A text that was good, changed in one place or a few. */
export function mutateText(
  examples: readonly string[],
  random: Generator,
): string {
  let text = pick(random, examples);
  for (let k = random.integer(4); k >= 0; k--) {
    text = pick(random, textChanges)(text, random, examples).slice(
      0,
      2 * longest,
    );
  }
  return text;
}

/** So many words of a language, in no order. */
export function scramble(words: readonly string[], random: Generator): string {
  const glue = pick(random, ["", " ", "\n"]);
  const parts = Array.from(
    { length: 1 + random.integer(30) },
    () => pick(random, words),
  );
  // nested so deep that what reads it by calling itself is in trouble
  if (random.uniform() < 0.05) {
    const opening = pick(random, words);
    parts.unshift(opening.repeat(Math.ceil(longest / opening.length)));
  }
  return parts.join(glue);
}

const extremes = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff];

/** Bytes that were good, changed in one place or a few. */
export function mutateBytes(
  examples: readonly Uint8Array[],
  random: Generator,
): Uint8Array {
  let bytes = pick(random, examples).slice();
  for (let k = random.integer(4); k >= 0; k--) {
    const at = place(random, bytes);
    switch (random.integer(7)) {
      case 0:
        bytes[at] ^= 1 << random.integer(8); // beyond the end: nothing
        break;
      case 1:
        bytes = bytes.slice(0, at);
        break;
      case 2:
        bytes = bytes.slice(at);
        break;
      case 3: {
        const [a, b] = span(random, bytes);
        bytes = join(bytes.subarray(0, a), bytes.subarray(b));
        break;
      }
      case 4: {
        const other = pick(random, examples);
        bytes = join(
          bytes.subarray(0, at),
          other.subarray(place(random, other)),
        );
        break;
      }
      case 5:
        if (at + 4 > bytes.length) break;
        new DataView(bytes.buffer).setUint32(at, pick(random, extremes), true);
        break;
      default: {
        const [a, b] = span(random, bytes);
        const chunk = bytes.subarray(a, b);
        const times = random.uniform() < 0.8
          ? 1 + random.integer(20)
          : Math.floor(longest / Math.max(1, chunk.length));
        bytes = join(
          bytes.subarray(0, b),
          ...Array.from({ length: times }, () => chunk),
          bytes.subarray(b),
        );
      }
    }
    bytes = bytes.slice(0, 2 * longest);
  }
  return bytes;
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
