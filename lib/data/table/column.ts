import { isDay, readDates } from "./dates.ts";
import {
  bare,
  commaGroups,
  decimalComma,
  dotGroups,
  isNegated,
  numeralKinds,
  type Numerals,
  usual,
} from "./numerals.ts";
import type { Column } from "./table.ts";

/** How cells are to be taken. */
export interface CellRules {
  readonly isMissing: (cell: string) => boolean;
  /** Whether "1,234" is 1.234, where the column does not say. */
  readonly commaIsDecimal: boolean;
  /** Whether dots can divide thousands, as other columns show decimal commas. */
  readonly dotDivides: boolean;
}

/** Cells of a kind that make it that of the column; others are then missing. */
const mostly = 0.9;

/** Cells in which more digits stand than a double holds. */
const manyDigits = /^[+-]?\d{16,}$/;
const leadingZero = /^[+-]?0\d/;
const nonFinite = /^[+-]?inf(inity)?$/i;

/** A column from its cells, as most of them are. */
export function readColumn(
  name: string,
  cells: readonly string[],
  rules: CellRules,
): Column {
  const { isMissing } = rules;
  const present = cells.filter((cell) => !isMissing(cell));
  const areDays = present.length > 1 && present.every(isDay);
  return (areDays ? undefined : numbersIn(name, cells, present, rules)) ??
    datesIn(name, cells, present, rules) ?? {
    name,
    kind: "text",
    values: cells.map((cell) => isMissing(cell) ? "" : cell),
    missing: cells.length - present.length,
    notes: mixed(present),
  };
}

/** Whether a cell is a number of any kind. */
export function isNumber(cell: string): boolean {
  const { text } = bare(cell);
  return numeralKinds.some(({ pattern }) => pattern.test(text));
}

/** Whether the cells can only have a comma for the decimal sign. */
export function showsDecimalComma(cells: readonly string[]): boolean {
  return cells.some((cell) => {
    const { text } = bare(cell);
    return decimalComma.pattern.test(text) && !usual.pattern.test(text) &&
      !commaGroups.pattern.test(text);
  });
}

function numbersIn(
  name: string,
  cells: readonly string[],
  present: readonly string[],
  { isMissing, commaIsDecimal, dotDivides }: CellRules,
): Column | undefined {
  if (present.length === 0) return undefined;
  const parts = present.map(bare);
  const kinds = commaIsDecimal
    ? [usual, decimalComma, commaGroups, ...numeralKinds.slice(3)]
    : [...numeralKinds];
  let most = 0;
  let kind = usual;
  const dotted = parts.filter(({ text }) => text.includes("."));
  if (
    dotDivides && dotted.length > 0 &&
    dotted.every(({ text }) => dotGroups.pattern.test(text))
  ) {
    kinds.unshift(dotGroups);
  }
  for (const candidate of kinds) {
    const fit = parts.filter(({ text }) => fits(text, candidate)).length;
    if (fit > most) {
      most = fit;
      kind = candidate;
    }
  }
  if (most < mostly * present.length) return undefined;
  if (parts.some(({ text }) => isCode(text))) return undefined;
  const odd: string[] = [];
  const values = Float64Array.from(cells, (cell) => {
    if (isMissing(cell)) return NaN;
    const { text } = bare(cell);
    const value = fits(text, kind) ? Number(plainOf(text, kind)) : NaN;
    if (Number.isFinite(value)) return value;
    odd.push(cell);
    return NaN;
  });
  const units = [...new Set(parts.map(({ unit }) => unit))].filter((u) => u);
  const notes: string[] = [];
  const usualOnly = parts.every(({ text }) => usual.pattern.test(text));
  if (kind.note && (kind === dotGroups || !usualOnly)) notes.push(kind.note);
  if (
    kind === usual && commaIsDecimal && dotted.length > 0 &&
    dotted.every(({ text }) => dotGroups.pattern.test(text))
  ) {
    notes.push(
      `the dot is taken for the decimal sign ("${
        dotted[0].text
      }"), not for thousands`,
    );
  }
  if (units.length > 0) notes.push(`numbers in ${units.join(", ")}`);
  const negated = present.find(isNegated);
  if (negated !== undefined) {
    notes.push(
      `in parentheses, or before a minus, are negative numbers, such as "${negated}"`,
    );
  }
  if (odd.length > 0) notes.push(taken(odd, "no number"));
  return {
    name,
    kind: "number",
    values,
    isIndex: false,
    missing: cells.length - present.length + odd.length,
    notes,
  };
}

/** Integers and the like are the same in every kind of numerals. */
function fits(text: string, kind: Numerals): boolean {
  return kind.pattern.test(text) ||
    kind !== usual && usual.pattern.test(text) &&
      (kind !== decimalComma && kind !== dotGroups || !text.includes("."));
}

function plainOf(text: string, kind: Numerals): string {
  return kind.pattern.test(text) ? kind.plain(text) : text;
}

/** Digits that a number would lose: a postal code, a long number of an account. */
function isCode(text: string): boolean {
  return leadingZero.test(text) && /^[+-]?\d+$/.test(text) ||
    manyDigits.test(text) && String(Number(text)) !== text.replace("+", "");
}

function datesIn(
  name: string,
  cells: readonly string[],
  present: readonly string[],
  { isMissing }: CellRules,
): Column | undefined {
  const { days, found, note } = readDates(present);
  if (found === 0 || found < mostly * present.length) return undefined;
  const odd: string[] = [];
  let next = 0;
  const values = Float64Array.from(cells, (cell) => {
    if (isMissing(cell)) return NaN;
    const day = days[next++];
    if (!(day === day)) odd.push(cell);
    return day;
  });
  return {
    name,
    kind: "date",
    values,
    missing: cells.length - found,
    notes: [
      `dates${note && `, ${note}`}: days since 1970`,
      ...(odd.length > 0 ? [taken(odd, "no date")] : []),
    ],
  };
}

function taken(odd: readonly string[], what: string): string {
  const infinite = (cell: string) =>
    nonFinite.test(cell) || usual.pattern.test(bare(cell).text);
  const which = odd.every(infinite) ? "not finite" : what;
  return `${odd.length} ${
    odd.length === 1 ? "cell is" : "cells are"
  } ${which}, such as "${odd[0].slice(0, 40)}": taken as missing`;
}

/** "5 kg", "EUR 7.50", "00:12:30": what somebody may want as a number. */
const nearly = /^(\p{Lu}{3} ?)?[^\p{L}\p{Nd}"#]{0,2}\p{Nd}/u;

/** What is told of text in which there are numbers. */
function mixed(present: readonly string[]): string[] {
  if (present.length === 0) return ["every cell is missing"];
  const numbers = present.filter(isNumber).length;
  if (numbers === 0) {
    return present.filter((cell) => nearly.test(cell)).length <
        mostly * present.length
      ? []
      : [
        `text: no numbers as they are read here, such as "${
          present[0].slice(0, 40)
        }"`,
      ];
  }
  if (numbers < mostly * present.length) {
    return [
      `text: only ${numbers} of ${present.length} cells are numbers`,
    ];
  }
  return ["text: as numbers they would lose digits"];
}
