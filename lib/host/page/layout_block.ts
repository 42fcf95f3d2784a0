import type { Cell } from "../../cell/mod.ts";
import { layoutOf, type Prose } from "../../notebook/mod.ts";
import { ControlPart } from "./control_part.ts";
import type { PageContext } from "./context.ts";
import { create } from "./dom.ts";
import { FigureBlock } from "./figure_block.ts";
import type { Block } from "./part.ts";
import { ProseBlock } from "./prose_block.ts";
import { conceal, reveal } from "./reveal.ts";

/** Parts that a notebook has put next to each other. */
export class LayoutBlock implements Block {
  readonly element: HTMLElement;
  readonly place = "row";
  readonly #blocks: readonly Block[];

  constructor(cell: Cell<unknown>, context: PageContext) {
    const { mode, columns, parts } = layoutOf(cell)!;
    const code = context.code.claim(cell);
    this.#blocks = parts.map((part) => blockOf(part, context));
    conceal(this.#blocks);
    const layout = create(
      "div",
      { class: "layout", "data-mode": mode },
      ...this.#blocks.map(({ element }) => element),
    );
    if (mode === "grid") {
      layout.style.setProperty("--columns", String(columns));
    }
    this.element = create(
      "div",
      { class: "block" },
      ...context.code.button(cell),
      layout,
      ...code ? [code.element] : [],
    );
  }

  get settled(): boolean {
    return this.#blocks.every(({ settled }) => settled);
  }

  height(width: number): number {
    const heights = this.#blocks.map((block) => block.height(width));
    return heights.reduce((sum, height) => sum + height, 0);
  }

  update(): void {
    for (const block of this.#blocks) block.update();
  }

  reveal(all: boolean): void {
    reveal(this.#blocks, all ? this.#blocks.length : undefined);
    for (const block of this.#blocks) block.reveal?.(all);
  }
}

function blockOf(cell: Cell<unknown>, context: PageContext): Block {
  if (layoutOf(cell)) return new LayoutBlock(cell, context);
  const kind = (cell.view as { kind?: string } | undefined)?.kind;
  if (kind === "input") return new ControlPart(cell, context, false);
  if (kind === "prose") return new ProseBlock(cell as Cell<Prose>, context);
  return new FigureBlock(cell, context, true);
}
