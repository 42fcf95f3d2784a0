const opposites: Readonly<Record<string, string>> = {
  below: "above",
  above: "below",
  farBelow: "farAbove",
  farAbove: "farBelow",
  "x -": "x +",
  "x +": "x -",
  "+ tiny": "- tiny",
  "* slack": "/ slack",
  "+ rounding": "- rounding",
  "+ 2 * u": "- 2 * u",
};

const rounding =
  /(?<!function )\b(below|above|farBelow|farAbove)(?=\()|\bx [-+](?= \()|\+ tiny|\* slack|\+ rounding|\+ 2 \* u/g;

/** The text with one rounding flipped, and its line: for each rounding. */
function* flips(text: string): Generator<{ line: number; flipped: string }> {
  for (const { 0: found, index } of text.matchAll(rounding)) {
    const before = text.slice(0, index);
    const isComment = /^\s*(\/?\*|\/\/)/.test(before.split("\n").at(-1)!);
    if (isComment) continue;
    yield {
      line: before.split("\n").length,
      flipped: before + opposites[found] + text.slice(index + found.length),
    };
  }
}

/** A copy of a folder of lib in which one rounding goes the wrong way. */
export interface Faulty {
  readonly file: string;
  /** "interval.ts:12". */
  readonly place: string;
  /** Where a file of the copy is imported from. */
  readonly url: (file: string) => string;
}

/** One copy after another, each gone when the next is asked for. */
export async function* faultyCopies(folder: string): AsyncGenerator<Faulty> {
  const from = new URL(`../../lib/${folder}/`, import.meta.url);
  const sources = new Map<string, string>();
  for await (const { name } of Deno.readDir(from)) {
    const text = await Deno.readTextFile(new URL(name, from));
    const absolute = text.replace(
      /"(\.\.\/[^"]*)"/g,
      (_, path) => `"${new URL(path, from)}"`,
    );
    // what a flip makes of a rounding may not be imported yet
    const both = absolute.replace(
      /import \{[^}]*\} from "\.\/rounding\.ts";/,
      `import { above, below, farAbove, farBelow } from "./rounding.ts";`,
    );
    sources.set(name, both);
  }
  for (const [file, text] of sources) {
    for (const { line, flipped } of flips(text)) {
      const copy = await Deno.makeTempDir();
      try {
        for (const [other, whole] of sources) {
          const content = other === file ? flipped : whole;
          await Deno.writeTextFile(`${copy}/${other}`, content);
        }
        yield {
          file,
          place: `${file}:${line}`,
          url: (name) => `file://${copy}/${name}`,
        };
      } finally {
        await Deno.remove(copy, { recursive: true });
      }
    }
  }
}
