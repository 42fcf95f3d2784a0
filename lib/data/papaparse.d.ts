// The part of Papa Parse that is used here. The package's own declarations are
// published apart and bring the types of Node with them.

interface ParseError {
  /** "MissingQuotes", "InvalidQuotes", … */
  readonly code: string;
  /** Index of the row, from 0. */
  readonly row?: number;
}

declare const papa: {
  parse(
    text: string,
    options: { delimiter: string; newline: "\n" },
  ): { data: string[][]; errors: ParseError[] };
  unparse(
    rows: readonly (readonly unknown[])[],
    options: { newline: "\n" },
  ): string;
};

export default papa;
