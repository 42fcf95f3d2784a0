/** Something on the page that follows cells. */
export interface Part {
  /** Brings it in line with its cell; called once per frame at most. */
  update(): void;
}

/** What stands in a column with others. */
export interface Revealed {
  readonly element: HTMLElement;
  /** Whether the room it takes is known. */
  readonly settled: boolean;
}

/** A part of the main column. */
export interface Block extends Part, Revealed {
  /** Where the layout puts it now. */
  readonly place: Place;
  /** Shows what within it has found its place, or all of it. */
  reveal?(all: boolean): void;
  /** Height to expect at a width, for the layout; 0 while there is nothing. */
  height(width: number): number;
}

/**
 * - `row`: a row of its own;
 * - `half`: shares a row;
 * - `aside`: stays with the figures around it.
 */
export type Place = "row" | "half" | "aside";
