import { kindOf, type TypedArray } from "./typed_arrays.ts";

/** What JSON has no numbers for. */
const numberWords: Record<string, number> = {
  "NaN": NaN,
  "Infinity": Infinity,
  "-Infinity": -Infinity,
  "-0": -0,
};

/** A number as JSON can hold it: NaN, ±∞ and −0 as words. */
export function encodeNumber(x: number): number | string {
  if (Number.isFinite(x)) return Object.is(x, -0) ? "-0" : x;
  return String(x);
}

/** The inverse of {@linkcode encodeNumber}. */
export function decodeNumber(x: unknown): number {
  if (typeof x === "number") return x;
  if (typeof x === "string" && Object.hasOwn(numberWords, x)) {
    return numberWords[x];
  }
  throw new SyntaxError(
    `Cannot read the result: found ${inWords(x)}, expected a number`,
  );
}

/** Something that was read, as a message can name it, however large it is. */
export function inWords(x: unknown): string {
  if (Array.isArray(x)) return "a list";
  if (typeof x === "object" && x !== null) return "an object";
  const text = String(JSON.stringify(x));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** How typed arrays are written: a marked object, or nothing to go on. */
export type EncodeArray = (
  array: TypedArray | readonly unknown[],
  path: string,
) => Record<string, unknown> | undefined;

/** How a marked object is read: `mark` is its key, which begins with "$". */
export type DecodeMark = (mark: string, content: unknown) => unknown;

/** What every file holds: the format's name and version beside the tree. */
interface Envelope {
  readonly format: string;
  readonly version: number;
  readonly result: unknown;
}

const format = "thalweg result";
const version = 1;

/** No result is nested deeper; what reads it calls itself that often. */
const deepest = 200;

/**
 * A result as JSON text. Plain objects, lists, strings, booleans, null and
 * finite numbers stand for themselves; anything else becomes an object with
 * one key, its mark, that begins with "$". A key of the result that begins so
 * itself gets another "$" in front. Properties that are undefined are left out.
 *
 * @throws {TypeError} If something is not plain data, with its path.
 */
export function stringifyTree(result: unknown, encode: EncodeArray): string {
  const tree = encodeTree(result, encode);
  const envelope: Envelope = { format, version, result: tree };
  return JSON.stringify(envelope);
}

/**
 * The inverse of {@linkcode stringifyTree}.
 *
 * @throws {SyntaxError} If the text was not written by it.
 */
export function parseTree(text: string, decode: DecodeMark): unknown {
  let envelope: Partial<Envelope> | null;
  try {
    envelope = JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new SyntaxError(
      `Cannot read the result: ${message}, expected JSON`,
      { cause },
    );
  }
  if (envelope?.format !== format || !("result" in envelope)) {
    throw new SyntaxError(
      `Cannot read the result: the format is ${
        envelope?.format === undefined ? "not named" : inWords(envelope.format)
      }, expected "${format}"`,
    );
  }
  if (envelope.version !== version) {
    throw new SyntaxError(
      `Cannot read the result: the format has version ${
        inWords(envelope.version)
      }, expected ${version}`,
    );
  }
  return decodeTree(envelope.result, decode);
}

/** A result as what JSON can hold; see {@linkcode stringifyTree}. */
export function encodeTree(
  value: unknown,
  encode: EncodeArray,
  path: string = "",
  ancestors: readonly unknown[] = [],
): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return value;
  if (typeof value === "number") {
    const number = encodeNumber(value);
    return typeof number === "number" ? number : { $number: number };
  }
  if (ancestors.includes(value)) {
    refuse(path, "refers back to what holds it", "a tree");
  }
  if (ancestors.length >= deepest) {
    refuse(
      path.slice(0, 40),
      "is nested deeper than results are",
      `${deepest} levels at most`,
    );
  }
  const inside = [...ancestors, value];
  if (Array.isArray(value)) {
    return encode(value, path) ?? Array.from(
      value,
      (entry, i) => encodeTree(entry, encode, join(path, i), inside),
    );
  }
  if (ArrayBuffer.isView(value) && kindOf(value) !== undefined) {
    return encode(value as TypedArray, path);
  }
  if (!isPlainObject(value)) {
    refuse(path, `is ${describe(value)}`, "plain data");
  }
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined).map(
      ([key, entry]) => [
        key.startsWith("$") ? `$${key}` : key,
        encodeTree(entry, encode, join(path, key), inside),
      ],
    ),
  );
}

/** The inverse of {@linkcode encodeTree}. */
export function decodeTree(
  tree: unknown,
  decode: DecodeMark,
  depth: number = 0,
): unknown {
  if (tree === null || typeof tree !== "object") return tree;
  if (depth >= deepest) {
    throw new SyntaxError(
      `Cannot read the result: it is nested deeper than results are, expected ${deepest} levels at most`,
    );
  }
  if (Array.isArray(tree)) {
    return tree.map((entry) => decodeTree(entry, decode, depth + 1));
  }
  const entries = Object.entries(tree);
  const mark = entries.find(([key]) => /^\$(?!\$)/.test(key));
  if (mark === undefined) {
    return Object.fromEntries(
      entries.map(([key, entry]) => [
        key.replace(/^\$/, ""),
        decodeTree(entry, decode, depth + 1),
      ]),
    );
  }
  if (entries.length > 1) {
    throw new SyntaxError(
      `Cannot read the result: "${
        mark[0]
      }" stands beside other keys, expected it alone`,
    );
  }
  return mark[0] === "$number" ? decodeNumber(mark[1]) : decode(...mark);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // a plain object of another realm has that realm's Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "object") return `a ${value!.constructor?.name}`;
  return value === undefined ? "undefined" : `a ${typeof value}`;
}

function join(path: string, key: string | number): string {
  return path === "" ? String(key) : `${path}.${key}`;
}

function refuse(path: string, got: string, expected: string): never {
  throw new TypeError(
    `Cannot save the result: ${path || "it"} ${got}, expected ${expected}`,
  );
}
