import type { Cell, Graph } from "../../cell/mod.ts";

/** How far off the screen things are made ready, in heights of the screen. */
const margin = 1;

/**
 * Watches cells while the elements that show them are on the screen or near it:
 * what nobody can see does not run.
 */
export class Sight {
  readonly #graph: Graph;
  readonly #cells = new Map<Element, Cell<unknown>>();
  readonly #releases = new Map<Element, () => void>();
  readonly #observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        this.#set(target, isIntersecting);
      }
    },
    { rootMargin: `${100 * margin}% 0%` },
  );

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** Watches a cell from now on whenever its element is in sight. */
  follow(element: Element, cell: Cell<unknown>): void {
    this.#cells.set(element, cell);
    this.#observer.observe(element);
  }

  /** Looks at once, which the browser only does with the next frame. */
  look(): void {
    for (const element of this.#cells.keys()) {
      const [box] = element.getClientRects();
      const seen = box !== undefined &&
        box.top < (1 + margin) * innerHeight &&
        box.bottom > -margin * innerHeight;
      this.#set(element, seen);
    }
  }

  #set(element: Element, seen: boolean): void {
    const release = this.#releases.get(element);
    if (seen && !release) {
      const cell = this.#cells.get(element)!;
      this.#releases.set(element, this.#graph.watch(cell));
    } else if (!seen && release) {
      release();
      this.#releases.delete(element);
    }
  }
}
