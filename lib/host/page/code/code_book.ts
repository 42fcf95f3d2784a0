import type { Cell } from "../../../cell/mod.ts";
import type { ListedPassage } from "../../source/listing.ts";
import { layoutOf, placedCells } from "../../../notebook/mod.ts";
import type { Block } from "../part.ts";
import { CodeBlock } from "./code_block.ts";
import { CodePart } from "./code_part.ts";

/** The code of a notebook: which piece of it belongs to which cell. */
export class CodeBook {
  readonly parts: readonly CodePart[];
  readonly #ofCell = new Map<Cell<unknown>, CodePart>();
  readonly #claimed = new Set<CodePart>();
  /** Told whenever a piece is shown or hidden. */
  changed: () => void = () => {};

  constructor(
    listing: readonly ListedPassage[],
    cells: readonly Cell<unknown>[],
  ) {
    this.parts = listing.map((passage) =>
      new CodePart(passage, () => this.changed())
    );
    for (const cell of cells) {
      const { line } = cell;
      const part = line !== undefined &&
        this.parts.find(({ passage }) =>
          passage.firstLine <= line && line <= passage.lastLine
        );
      if (part) this.#ofCell.set(cell, part);
    }
    this.#findLayouts(cells);
  }

  /**
   * A layout has no template that tells its place: they are told apart by their
   * order, unless a function or a loop makes some.
   */
  #findLayouts(cells: readonly Cell<unknown>[]): void {
    const placed = placedCells(cells);
    const layouts = cells.filter((cell) =>
      layoutOf(cell) && cell.line === undefined && !placed.has(cell)
    );
    const parts = this.parts.flatMap((part) =>
      Array.from({ length: part.passage.layouts }, () => part)
    );
    if (parts.length !== layouts.length) return;
    layouts.forEach((cell, i) => this.#ofCell.set(cell, parts[i]));
  }

  /** Whether any code is shown: then nothing that may be written in is hidden. */
  get isOpen(): boolean {
    return this.parts.some(({ open }) => open);
  }

  /** A button for the code of a cell, where that is known. */
  button(cell: Cell<unknown>): readonly HTMLButtonElement[] {
    const part = this.#ofCell.get(cell);
    return part ? [part.button()] : [];
  }

  /** The code of a cell, for the first that shows it. */
  claim(cell: Cell<unknown>): CodePart | undefined {
    const part = this.#ofCell.get(cell);
    if (!part || this.#claimed.has(part)) return undefined;
    this.#claimed.add(part);
    return part;
  }

  /** Puts what no block shows between those that show what stands around it. */
  weave(
    shown: readonly { readonly cell: Cell<unknown>; readonly block: Block }[],
  ): Block[] {
    const blocks: Block[] = [];
    let next = 0;
    const pass = (end: number) => {
      for (; next < end; next++) {
        const part = this.parts[next];
        if (!this.#claimed.has(part)) blocks.push(new CodeBlock(part));
      }
    };
    for (const { cell, block } of shown) {
      const part = this.#ofCell.get(cell);
      if (part) pass(this.parts.indexOf(part));
      blocks.push(block);
    }
    pass(this.parts.length);
    return blocks;
  }

  /** Shows the code of all cells, or hides it. */
  showAll(all: boolean): void {
    for (const part of this.parts) part.open = all && !part.quiet;
  }
}
