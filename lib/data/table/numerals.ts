/** A way to write numbers. */
export interface Numerals {
  /** Whether a cell is one, its unit and sign aside. */
  readonly pattern: RegExp;
  /** From such a cell to what `Number` reads. */
  readonly plain: (cell: string) => string;
  /** What is told where it is not the usual way. */
  readonly note?: string;
}

// one way to read any digits: no time is lost on trying others
export const usual: Numerals = {
  pattern: /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i,
  plain: (cell) => cell,
};

export const commaGroups: Numerals = {
  pattern: /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/,
  plain: (cell) => cell.replaceAll(",", ""),
  note: 'commas divide thousands ("1,234" is 1234)',
};

export const decimalComma: Numerals = {
  pattern: /^[+-]?(\d+,\d*|,\d+|\d{1,3}(\.\d{3})+(,\d*)?)(e[+-]?\d+)?$/i,
  plain: (cell) => cell.replaceAll(".", "").replace(",", "."),
  note: 'the comma is the decimal sign ("1,5" is 1.5)',
};

const spaceGroups: Numerals = {
  pattern: /^[+-]?\d{1,3}([ \u00a0\u202f\u2009'’]\d{3})+([.,]\d*)?$/,
  plain: (cell) =>
    cell.replace(/[ \u00a0\u202f\u2009'’]/g, "").replace(",", "."),
  note: 'spaces or apostrophes divide thousands ("1 234" is 1234)',
};

/** Beside decimal commas, numbers whose every dot stands before three digits. */
export const dotGroups: Numerals = {
  pattern: /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/,
  plain: (cell) => cell.replaceAll(".", ""),
  note: 'dots divide thousands ("1.234" is 1234)',
};

/** In the order in which they are preferred. */
export const numeralKinds: readonly Numerals[] = [
  usual,
  commaGroups,
  decimalComma,
  spaceGroups,
];

const before = /^([+-]?)\s*([$€£¥₹])\s*/;
/** Signs behind a number; spaces before them may be thousands. */
const after = "%€£¥₹";

/** Whether a number is negative by parentheses, or a minus behind it. */
export function isNegated(cell: string): boolean {
  return (cell.endsWith(")") || cell.endsWith("-")) &&
    /^(\([\d.,$€£¥₹%' ]+\)|\d[\d.,' ]*-)$/.test(cell);
}

/** A cell without its unit, its minus as `Number` reads it. */
export function bare(
  cell: string,
): { readonly text: string; readonly unit: string } {
  let text = cell.replace(/^[\u2212\u2013]/, "-");
  if (isNegated(text)) text = `-${text.replace(/^\(|[)-]$/g, "").trim()}`;
  let unit = text.match(before)?.[2] ?? "";
  if (unit) text = text.replace(before, "$1");
  else {
    const last = text.at(-1) ?? "";
    if (last !== "" && after.includes(last)) {
      unit = last;
      text = text.slice(0, -1).trimEnd();
    }
  }
  // Fortran has a D before exponents of doubles
  if (text.includes("D") || text.includes("d")) {
    text = text.replace(/^([+-]?\d*\.\d*)d([+-]\d+)$/i, "$1e$2");
  }
  return { text, unit };
}
