import { dirname } from "node:path";
import { runChild } from "../child/run_child.ts";
import { applyChanges, type Change, readSpans } from "../source/edits.ts";

/** It takes a few hundredths of a second, in s. */
const patience = 10;

/**
 * The text that is to be written where `before` stands: cells that are new or
 * others are formatted by `deno fmt`, with the settings of the file's folder;
 * everything else is left as it is, also what cannot be read.
 */
export async function formatChanged(
  before: string,
  after: string,
  file: string,
): Promise<string> {
  try {
    const known = new Set(cellsOf(before).map(({ text }) => text));
    const changed = cellsOf(after).filter(({ text }) => !known.has(text));
    return applyChanges(
      after,
      await Promise.all(
        changed.map(({ text, ...span }) =>
          format(text, dirname(file)).then((insert) => ({ ...span, insert }))
        ),
      ),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return after;
    throw error;
  }
}

function cellsOf(
  source: string,
): (Omit<Change, "insert"> & { text: string })[] {
  return readSpans(source).map(({ from, to }) => ({
    from,
    to,
    text: source.slice(from, to),
  }));
}

async function format(text: string, folder: string): Promise<string> {
  const { status, output } = await runChild({
    args: ["fmt", "--ext", "ts", "-"],
    seconds: patience,
    input: text,
    folder,
  });
  return status === "done" ? output.trimEnd() : text;
}
