import type { Element, ParentNode } from "../../dom.ts";

/** What makes the markup of lib/host/controls/control_html.ts live. */
export interface ControlKit {
  /**
   * Calls `send` with the key and the new text whenever somebody changes one of
   * the controls inside `root`, now or later. A part of a figure can be a
   * control too: an axis that is clicked or dragged (`data-control="pick"`), a
   * point that is moved (`data-control="handle"`).
   */
  readonly bind: (
    root: ParentNode,
    send: (key: string, text: string) => void,
  ) => void;
  /**
   * Brings a control in line with its cell's value, which another view of it
   * may have changed. What somebody is typing is left alone.
   */
  readonly sync: (control: Element, text: string) => void;
}
