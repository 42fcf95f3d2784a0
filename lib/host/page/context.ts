import type { Cell, Graph } from "../../cell/mod.ts";
import type { ControlKit } from "../controls/control_kit.ts";
import type { ValueTexts } from "../../notebook/mod.ts";
import type { MenuRoom, Room } from "../room.ts";
import type { CodeBook } from "./code/code_book.ts";
import type { Sight } from "./sight.ts";

/** What the parts of a page share. */
export interface PageContext {
  readonly graph: Graph;
  /** Tells which cells are on the screen. */
  readonly sight: Sight;
  /** Keeps controls in line with their cells. */
  readonly controls: ControlKit;
  /** What a figure will take, as far as that is known; null: there is none. */
  readonly roomOf: (cell: Cell<unknown>) => Room | null | undefined;
  /** What stood for the values of some prose, as far as that is known. */
  readonly textsOf: (cell: Cell<unknown>) => ValueTexts | undefined;
  /** What a menu offered, as far as that is known. */
  readonly menuOf: (cell: Cell<unknown>) => MenuRoom | undefined;
  /** The code of the cells. */
  readonly code: CodeBook;
}
