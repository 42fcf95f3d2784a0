import { Cell } from "../cell/mod.ts";
import { lineOf } from "./source.ts";
import { holeText, squeeze, titleOf } from "./title.ts";
import { checkArguments, listOnlyOf, text } from "../options/mod.ts";

/** A tagged template, taken apart. */
export interface Template {
  /** What the cell is known by; undefined where there are no words. */
  readonly identity: string | undefined;
  /** The words, with the present values of the holes that belong to them. */
  readonly title: () => string;
  /** The line of the notebook that it begins in, where that is known. */
  readonly line: () => number | undefined;
  /** The cells among the holes, in order, each once. */
  readonly cells: readonly Cell<unknown>[];
  /** Puts the cells' values where the cells stood. */
  readonly fill: (values: readonly unknown[]) => readonly unknown[];
}

/** How {@linkcode readTemplate} reads. */
export interface TemplateOptions {
  /**
   * How many of the parts belong to the words: a last function or an options
   * object does not. Default: all.
   */
  readonly shown?: number;
  /** The words, where they are not the strings. */
  readonly words?: readonly string[];
  /** Holes that no word binds are no part of the title. Default: false. */
  readonly handed?: boolean;
  /** Prose may well begin with an equation: it has no name. Default: true. */
  readonly named?: boolean;
}

/**
 * Refuses what is no template: a tag called like a function.
 *
 * @throws {TypeError} With how it is written.
 */
export function checkTag(tag: string, strings: unknown): void {
  const { isType } = listOnlyOf(text, "texts");
  const expected = `a template, as in ${tag}\`…\``;
  const template = {
    expected,
    isType: (value: unknown) => isType(value) && (value as []).length > 0,
  };
  checkArguments(`use the tag ${tag}`, { "its argument": strings }, {
    "its argument": template,
  });
}

/**
 * Reads the words and holes of a template.
 *
 * The words are the title. The identity is the tag and the words, numbers left
 * out; a leading `name =` overrides them.
 */
export function readTemplate(
  tag: string,
  strings: readonly string[],
  parts: readonly unknown[],
  options: TemplateOptions = {},
): Template {
  checkTag(tag, options.words ?? strings);
  const { shown = parts.length, handed = false, named = true } = options;
  const words = [...options.words ?? strings];
  const name = named
    ? words[0]!.match(/^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/u)
    : null;
  if (name) words[0] = words[0]!.slice(name[0].length);
  const known = name
    ? name[1]!
    : squeeze(words.join(" ").replace(/[\d.]+/g, " "));
  const cells = [...new Set(parts.filter((part) => part instanceof Cell))];
  return {
    identity: known === "" ? undefined : `${tag} ${known}`,
    title: () => {
      const holes = parts.slice(0, shown);
      const text = handed ? titleOf(words, holes) : squeeze(
        words.map((word, i) => word + (i < shown ? holeText(parts[i]) : ""))
          .join(""),
      );
      return text || (name?.[1] ?? "");
    },
    line: lineOf(strings),
    cells,
    fill: (values) => {
      const map = new Map(cells.map((cell, i) => [cell, values[i]]));
      return parts.map((part) => part instanceof Cell ? map.get(part) : part);
    },
  };
}
