import { fail } from "./fail.ts";

const magics: readonly (readonly [readonly number[], string])[] = [
  [
    [0x50, 0x4b, 3, 4],
    "the file is packed (zip, as .xlsx is), expected text: save it as CSV",
  ],
  [[0x1f, 0x8b], "the file is packed (gzip), expected text: unpack it"],
];

/** Refuses bytes of files that are known not to be text. */
export function refusePacked(bytes: Uint8Array): void {
  const known = magics.find(([magic]) => magic.every((b, i) => bytes[i] === b));
  if (known) fail(known[1]);
}

// deno-lint-ignore no-control-regex -- these are what tells
const control = /[\x01-\x08\x0e-\x19\x1b-\x1f]/;
const pairs = /^\s*[+-]?\d\S*(\s+\d+:[+-]?[\d.]\S*)+\s*$/;

/** Refuses text of another form, of which a table would be nonsense. */
export function refuseForeign(text: string): void {
  if (control.test(text.slice(0, 2 ** 16))) {
    fail("the file is not text, expected values in lines");
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    fail("the file is HTML or XML, expected values in lines");
  }
  if (/^\s*[[{]/.test(text) && (isJson(text) || isJson(firstLine(text)))) {
    fail("the file is JSON, expected values in lines");
  }
  if (/^[ \t]*@relation\s/im.test(text.slice(0, 2 ** 16))) {
    fail(
      "the file is ARFF, expected what is below its @data, under a line of names",
    );
  }
  if (pairs.test(firstLine(text))) {
    fail(
      `the file is LIBSVM's ("1:0.5" is the value of column 1), expected a value for each column`,
    );
  }
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0];
}

function isJson(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
