import type { Cell } from "../../cell/mod.ts";
import { escapeHtml } from "../../notebook/mod.ts";
import { type ListedPassage, listSource } from "../source/listing.ts";

/** The switch for the code of all cells, which needs no script. */
export const codeSwitch =
  `<label class="code-switch"><input type="checkbox" id="all-code"> Code</label>`;

/** The code of a rendered notebook, each piece once, in its order. */
export class CodeSheet {
  readonly #passages: readonly ListedPassage[];
  readonly #shownBy = new Map<number, Cell<unknown>>();
  #next = 0;

  constructor(
    source: string,
    cells: readonly Cell<unknown>[],
    isShown: (cell: Cell<unknown>) => boolean,
  ) {
    this.#passages = listSource(source);
    for (const cell of cells) {
      const i = this.#find(cell);
      if (i >= 0 && isShown(cell) && !this.#shownBy.has(i)) {
        this.#shownBy.set(i, cell);
      }
    }
  }

  /** Whether there is any. */
  get empty(): boolean {
    return this.#passages.length === 0;
  }

  #find({ line }: Cell<unknown>): number {
    return line === undefined
      ? -1
      : this.#passages.findIndex((passage) =>
        passage.firstLine <= line && line <= passage.lastLine
      );
  }

  /** What no cell shows that stands before `cell`, or the end. */
  before(cell?: Cell<unknown>): string {
    const end = cell ? this.#find(cell) : this.#passages.length;
    let html = "";
    for (; this.#next < end; this.#next++) {
      if (this.#shownBy.has(this.#next)) continue;
      html += `<div class="between">${
        drawCode(this.#passages[this.#next])
      }</div>`;
    }
    return html;
  }

  /** The code of a cell, to be folded open, where that cell shows it. */
  of(cell: Cell<unknown>): string {
    const i = this.#find(cell);
    return this.#shownBy.get(i) === cell
      ? `<label class="show-code"><input type="checkbox" aria-label="Code of ${
        escapeHtml(cell.title)
      }"> Code</label>${drawCode(this.#passages[i])}`
      : "";
  }
}

function drawCode({ firstLine, lastLine, html }: ListedPassage): string {
  const lines = firstLine === lastLine
    ? `Line ${firstLine}`
    : `Lines ${firstLine}–${lastLine}`;
  return `<div class="code"><div class="code-line">${lines}</div><pre><code>${html}</code></pre></div>`;
}
