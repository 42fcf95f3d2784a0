import { Cell } from "../cell/mod.ts";
import { shortText } from "./describe.ts";

/** A tagged template, taken apart. */
export interface Template {
  /** What the cell is known by; undefined where there are no words. */
  readonly identity: string | undefined;
  /** The words with the holes filled with their present values. */
  readonly title: () => string;
  /** The cells among the holes, in order, each once. */
  readonly cells: readonly Cell<unknown>[];
  /** Puts the cells' values where the cells stood. */
  readonly fill: (values: readonly unknown[]) => readonly unknown[];
}

/**
 * Reads the words and holes of a template.
 *
 * The words are the title. The identity is the tag and the words, numbers left
 * out; a leading `name =` overrides them. `shown` says how many of the parts
 * belong to the words (a last function or options object does not).
 */
export function readTemplate(
  tag: string,
  strings: readonly string[],
  parts: readonly unknown[],
  shown: number = parts.length,
): Template {
  // Prose may well begin with an equation; it is never named.
  const name = tag === "md"
    ? null
    : strings[0]!.match(/^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/u);
  const words = [...strings];
  if (name) words[0] = words[0]!.slice(name[0].length);
  const known = name
    ? name[1]!
    : squeeze(words.join(" ").replace(/[\d.]+/g, " "));
  const cells = [...new Set(parts.filter((part) => part instanceof Cell))];
  return {
    identity: known === "" ? undefined : `${tag} ${known}`,
    title: () => {
      const holes = parts.slice(0, shown).map((part) => holeText(part));
      const text = words.map((word, i) => word + (holes[i] ?? ""));
      return squeeze(text.join("")) || (name?.[1] ?? "");
    },
    cells,
    fill: (values) => {
      const map = new Map(cells.map((cell, i) => [cell, values[i]]));
      return parts.map((part) => part instanceof Cell ? map.get(part) : part);
    },
  };
}

/** What a hole says in a title: a short value, or the name of its cell. */
function holeText(part: unknown): string {
  if (!(part instanceof Cell)) return shortText(part) ?? "";
  const { identity = "" } = part;
  return shortText(part.value) ?? identity.slice(identity.indexOf(" ") + 1);
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
