import { create } from "./dom.ts";
import type { Block } from "./part.ts";
import { conceal, reveal, unplaced } from "./reveal.ts";

/** Narrower than this, a figure is hard to read. */
const leastColumn = 290;
const gap = 24;

/**
 * Puts blocks below each other, and half figures that follow each other side by
 * side, in columns that are read downward. Prose between them without a
 * heading stays with them.
 *
 * A new arrangement is made when there is another number of columns or another
 * set of figures, never because a number in some prose got longer.
 */
export class Flow {
  readonly #container: HTMLElement;
  readonly #blocks: readonly Block[];
  /** As last observed: to ask for it anew would lay the page out each time. */
  #width: number;
  #arranged = "";

  constructor(container: HTMLElement, blocks: readonly Block[]) {
    this.#container = container;
    this.#blocks = blocks;
    conceal(blocks);
    for (const { element } of blocks) container.append(element);
    this.#width = container.clientWidth;
    new ResizeObserver(() => {
      this.#width = container.clientWidth;
      this.arrange();
    }).observe(container);
  }

  /** Brings the layout in line with the blocks and the container's width. */
  arrange(): void {
    const width = this.#width;
    const most = Math.max(
      1,
      Math.min(3, Math.floor((width + gap) / (leastColumn + gap))),
    );
    const places = this.#blocks.map(({ place }) => place);
    const key = `${most} ${places.join(" ")}`;
    if (key === this.#arranged) return;
    this.#arranged = key;
    const rows: HTMLElement[] = [];
    for (const group of groupBlocks(this.#blocks)) {
      if (group.length === 1 && group[0].place !== "half") {
        rows.push(group[0].element);
        continue;
      }
      const halves = group.filter(({ place }) => place === "half").length;
      const columns = Math.min(most, Math.max(2, halves));
      const columnWidth = (width - gap * (columns - 1)) / columns;
      rows.push(
        drawSpread(
          partition(group, columns, (block) => block.height(columnWidth)),
        ),
      );
    }
    this.#container.replaceChildren(...rows);
  }

  /** Shows the blocks whose places are known, or all of them. */
  reveal(all: boolean): void {
    const blocks = this.#blocks;
    reveal(blocks, all ? blocks.length : this.#placed);
    for (const block of blocks) block.reveal?.(all);
    for (const row of this.#container.children) {
      if (!row.matches(".spread")) continue;
      // what holds nothing that is shown moves as unseen as that
      const first = row.querySelector(":scope > .column > *")!;
      row.toggleAttribute(unplaced, first.hasAttribute(unplaced));
    }
  }

  /**
   * How many blocks, from the first on, stay where they are whatever the others
   * turn out to be: those before the first of unknown height, or of the row
   * that this one may come to share those up to its first half figure.
   */
  get #placed(): number {
    const first = this.#blocks.findIndex(({ settled }) => !settled);
    if (first === -1) return this.#blocks.length;
    let last = first;
    for (let i = first - 1; i >= 0; i--) {
      const { place } = this.#blocks[i];
      if (place === "row") break;
      if (place === "half") last = i;
    }
    return last + 1;
  }
}

/** Blocks that share a row; every other block is a group of its own. */
function groupBlocks(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  let spread: Block[] | undefined;
  // What may still turn out to lie between two halves.
  let between: Block[] = [];
  for (const block of blocks) {
    const { place } = block;
    if (place === "half") {
      if (spread) spread.push(...between, block);
      else {
        groups.push(...between.map((one) => [one]), spread = [block]);
      }
      between = [];
    } else if (place === "row") {
      groups.push(...between.map((one) => [one]), [block]);
      between = [];
      spread = undefined;
    } else between.push(block);
  }
  groups.push(...between.map((one) => [one]));
  return groups;
}

function drawSpread(columns: readonly (readonly Block[])[]): HTMLElement {
  return create(
    "div",
    { class: "spread", "data-columns": String(columns.length) },
    ...columns.map((blocks) =>
      create(
        "div",
        { class: "column" },
        ...blocks.map(({ element }) => element),
      )
    ),
  );
}

/**
 * Splits a list into runs in order such that the heaviest is as light as can
 * be; among equals the first runs are the longest.
 */
export function partition<T>(
  items: readonly T[],
  count: number,
  weigh: (item: T) => number,
): T[][] {
  const weights = items.map(weigh);
  // best[k][i]: the least heaviest run for items from i on in k runs.
  const best: number[][] = [];
  const cut: number[][] = [];
  for (let k = 0; k <= count; k++) {
    best[k] = [];
    cut[k] = [];
    for (let i = items.length; i >= 0; i--) {
      best[k][i] = k === 0 ? (i === items.length ? 0 : Infinity) : Infinity;
      cut[k][i] = items.length;
      let run = 0;
      for (let end = i; k > 0 && end <= items.length; end++) {
        const heaviest = Math.max(run, best[k - 1][end]);
        if (heaviest <= best[k][i]) {
          best[k][i] = heaviest;
          cut[k][i] = end;
        }
        run += weights[end] ?? 0;
      }
    }
  }
  const runs: T[][] = [];
  let start = 0;
  for (let k = count; k > 0; k--) {
    const end = cut[k][start];
    runs.push(items.slice(start, end));
    start = end;
  }
  return runs;
}
