import { type SourceCell, splitCells } from "./split_cells.ts";

/** The last cell, which programs that run and save a notebook need. */
const lastCell: SourceCell = {
  kind: "code",
  text: `// Waits for the results where no one watches them come in
import { completeOutputs } from "@thalweg/thalweg";
await completeOutputs();`,
};

const imports = /^import\b[^;]*"@thalweg\/thalweg"/m;
/** What somebody sees above the first import while nothing else can be shown. */
const firstImport =
  "// The first time, this fetches packages, which takes up to a minute.\n";

/**
 * A notebook's source as a Jupyter notebook (nbformat 4.5) without outputs. The
 * same source gives the same bytes: cells are numbered, keys in the order in
 * which Jupyter writes them.
 *
 * @throws {SyntaxError} If the source is not TypeScript.
 */
export function toIpynb(source: string): string {
  const sourceCells = splitCells(source);
  const first = sourceCells.findIndex(({ text }) => imports.test(text));
  const cells = sourceCells.map((cell, i) =>
    i === first ? { ...cell, text: firstImport + cell.text } : cell
  );
  const notebook = {
    cells: [...cells, lastCell].map(toJupyterCell),
    metadata: {
      kernelspec: {
        display_name: "Deno",
        language: "typescript",
        name: "deno",
      },
      language_info: {
        codemirror_mode: "typescript",
        file_extension: ".ts",
        mimetype: "text/x.typescript",
        name: "typescript",
        nbconvert_exporter: "script",
        pygments_lexer: "typescript",
      },
    },
    nbformat: 4,
    // deno-lint-ignore camelcase
    nbformat_minor: 5,
  };
  return JSON.stringify(notebook, undefined, 1) + "\n";
}

function toJupyterCell({ kind, text }: SourceCell, index: number) {
  const id = `cell-${index + 1}`;
  const source = text.split(/(?<=\n)/);
  return kind === "markdown" ? { cell_type: kind, id, metadata: {}, source } : {
    cell_type: kind,
    execution_count: null,
    id,
    metadata: {},
    outputs: [],
    source,
  };
}
