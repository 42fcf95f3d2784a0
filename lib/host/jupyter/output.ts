import type { Cell } from "../../cell/mod.ts";
import type { InputView } from "../../notebook/mod.ts";
import type { MimeBundle } from "./kernel.ts";
import type { Picture } from "./picture.ts";
import type { ControlState, OutputState } from "./server.ts";

/** Where a cell shows itself. */
export interface Output {
  readonly cell: Cell<unknown>;
  readonly key: string;
  readonly displayId: string;
  /** When it last showed itself where it was defined. */
  shownAt: number;
  /** The newest value as drawn, which may be stale. */
  picture: Picture | undefined;
  /** What the picture was drawn from. */
  drawn: { readonly value: unknown; readonly title: string } | undefined;
  drawError: Error | undefined;
  /** Since when, in ms, what is shown is stale. */
  staleSince: number | undefined;
  /** What was sent last: nothing is sent twice. */
  sent: string;
  version: number;
  /** Somebody's hand is on the control: it must not be drawn anew. */
  held: boolean;
  /** A layout shows it in its place. */
  withdrawn: boolean;
  /** Nobody looks at it any more. */
  release: () => void;
}

/** What a page that was loaded later is told about a computed cell. */
export function outputState(
  { key, version }: Output,
  data: MimeBundle,
): OutputState {
  return { key, version, html: String(data["text/html"] ?? "") };
}

/** Whether a cell shows itself as a control. */
export function isInput(cell: Cell<unknown>): boolean {
  return (cell.view as InputView | undefined)?.kind === "input";
}

/** What controls are told about an input. */
export function controlState({ cell, key }: Output): ControlState {
  const text = (cell.view as InputView).currentText();
  return { key, text, problem: cell.error?.message ?? "" };
}
