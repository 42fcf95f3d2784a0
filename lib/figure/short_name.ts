import type { Document, Node } from "../dom.ts";
import { formatSuperscript } from "./format.ts";
import { FONT_SIZE } from "./layout.ts";
import { element, elide } from "./svg.ts";

/** What the landscape calls a parameter of a network. */
const PARAMETER = /layer(\d+)\.(?:weight\((\d+), (\d+)\)|bias\((\d+)\))/g;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** A count in subscript digits: 12 → "₁₂". */
export function subscript(n: number): string {
  return [...String(n)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");
}

/** How an input of a network is called, and an output; they count from 0. */
export const inputName = (i: number): string => `x${subscript(i)}`;
export const outputName = (i: number): string => `y${subscript(i)}`;

/**
 * Words in which parameters have the names that papers give them:
 * "layer1.weight(0, 1)" → "W¹₀₁", "layer2.bias(0)" → "b²₀".
 */
export function shorten(words: string): string {
  return words.replace(PARAMETER, (_, layer, row, column, bias) => {
    const above = formatSuperscript(Number(layer));
    if (bias !== undefined) return `b${above}${subscript(Number(bias))}`;
    const [i, j] = [Number(row), Number(column)];
    const between = i > 9 || j > 9 ? "," : "";
    return `W${above}${subscript(i)}${between}${subscript(j)}`;
  });
}

/** Words in a place of a width: short, cut where they do not fit, whole on hover. */
export function fitted(
  document: Document,
  words: string,
  width: number,
  size: number = FONT_SIZE,
): (Node | string)[] {
  const shown = elide(shorten(words), width, size);
  return shown === words
    ? [words]
    : [shown, element(document, "title", {}, [words])];
}
