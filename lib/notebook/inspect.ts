import { Cell } from "../cell/mod.ts";
import { describe } from "./describe.ts";
import { isRecords } from "./is_records.ts";
import { recordsHtml } from "./records.ts";
import { escapeHtml } from "./prose/escape.ts";

/** Keys of one object that are shown; the rest is counted. */
const mostKeys = 100;
/**
 * Entries of one list, objects inside of objects, entries of all together but the
 * outermost, and rows of a table. Less in files, where all of it is written.
 */
const extents = {
  whole: { entries: 100, levels: 5, inAll: 2000, rows: 100 },
  brief: { entries: 10, levels: 3, inAll: 150, rows: 30 },
};

/**
 * Any value to look into, as HTML that needs no script: lists of objects are
 * tables, other lists and objects fold open, numbers have all of their digits.
 * Nothing in a value becomes markup.
 */
export function inspect(
  value: unknown,
  /** Whether the outermost object is folded open. */
  opened: boolean = true,
  extent: keyof typeof extents = "whole",
): string {
  const most = extents[extent];
  let left = most.inAll;

  function show(value: unknown, above: readonly unknown[], open = ""): string {
    if (typeof value !== "object" || value === null) return showPlain(value);
    if (above.includes(value)) return word("the same as above");
    const name = nameOf(value);
    const atom = atomOf(value);
    if (atom !== undefined) return word(`${name} ${atom}`);
    const { size, entries, indexed } = entriesOf(value);
    const line = `<b>${escapeHtml(name)}</b> ${
      escapeHtml(String(attempt(() => describe(value))))
    }`;
    if (size === 0 || above.length >= most.levels) {
      return `<span class="thalweg-line">${line}</span>`;
    }
    const items: string[] = [];
    for (const [key, read] of entries) {
      if (items.length === (indexed ? most.entries : mostKeys)) break;
      if (above.length > 0 && left-- <= 0) break;
      items.push(
        `<li><span class="thalweg-key">${escapeHtml(key)}</span> ${
          show(attempt(read), [...above, value])
        }</li>`,
      );
    }
    const more = size - items.length;
    if (more > 0) items.push(`<li>… and ${more} more</li>`);
    const kind = indexed ? ` class="thalweg-entries"` : "";
    return `<details${open}><summary class="thalweg-line">${line}</summary><ul${kind}>${
      items.join("")
    }</ul></details>`;
  }

  const whole = opened && isRecords(value)
    ? recordsHtml(value, most.rows)
    : show(value, [], opened && !ArrayBuffer.isView(value) ? " open" : "");
  return `<div class="thalweg-inspector">${whole}</div>`;
}

function word(text: string): string {
  return `<i>${escapeHtml(text)}</i>`;
}

function showPlain(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `<span class="thalweg-text">"${escapeHtml(value)}"</span>`;
    case "function":
      return word(value.name ? `function ${value.name}` : "a function");
    case "bigint":
      return `${value}n`;
    default:
      return escapeHtml(Object.is(value, -0) ? "-0" : String(value));
  }
}

/** What is said whole, without entries. */
function atomOf(value: object): string | undefined {
  if (value instanceof Cell) return `"${value.title}"`;
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "invalid" : value.toISOString();
  }
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `"${value.message}"`;
  if (value instanceof ArrayBuffer) return `of ${value.byteLength} bytes`;
  if (value instanceof DataView) return `of ${value.byteLength} bytes`;
  return undefined;
}

function nameOf(value: object): string {
  const { constructor } = Object.getPrototypeOf(value) ?? {};
  return typeof constructor?.name === "string" && constructor.name !== ""
    ? constructor.name
    : "Object";
}

interface Entries {
  readonly size: number;
  /** Keys, and how to read what is there: a getter may throw. */
  readonly entries: Iterable<readonly [string, () => unknown]>;
  /** Whether the keys are just numbers. */
  readonly indexed: boolean;
}

function entriesOf(value: object): Entries {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = value as unknown as ArrayLike<unknown>;
    return {
      size: list.length,
      entries: numbered(list.length, (i) => list[i]),
      indexed: true,
    };
  }
  if (value instanceof Set) {
    const list = [...value];
    return {
      size: list.length,
      entries: numbered(list.length, (i) => list[i]),
      indexed: true,
    };
  }
  if (value instanceof Map) {
    return {
      size: value.size,
      entries: Array.from(
        value,
        ([key, entry]) => [describe(key), () => entry] as const,
      ),
      indexed: false,
    };
  }
  // A result that was kept comes back with its keys in another order.
  const keys = Object.keys(value).sort();
  return {
    size: keys.length,
    entries: keys.map((key) =>
      [key, () => (value as Readonly<Record<string, unknown>>)[key]] as const
    ),
    indexed: false,
  };
}

function* numbered(
  length: number,
  read: (i: number) => unknown,
): Generator<readonly [string, () => unknown]> {
  for (let i = 0; i < length; i++) yield [String(i), () => read(i)];
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
