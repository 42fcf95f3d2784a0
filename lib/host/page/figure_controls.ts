import type { Cell } from "../../cell/mod.ts";
import type { Figure } from "../../figure/mod.ts";
import type { InputView } from "../../notebook/mod.ts";
import { anchorOf } from "../cells.ts";
import type { ControlKit } from "../controls/control_kit.ts";

/** The part of a picture that sets an input. */
export interface FigureControl {
  readonly element: SVGElement;
  /** Brings it in line with the input, where the picture is not drawn anew. */
  readonly sync: () => void;
}

/** Makes the parts of a picture that set inputs some of the controls. */
export function bindControls(
  svg: SVGElement,
  { pick, handles, choose }: Figure,
  { sync }: ControlKit,
): FigureControl[] {
  const name = handles ? "handle" : choose ? "choose" : "pick";
  const elements = svg.querySelectorAll<SVGElement>(`[data-${name}]`);
  const parts = handles ?? [choose ?? pick];
  describePicture(svg);
  return [...elements].flatMap((element, i) => {
    const target = parts[i]?.target as Cell<unknown> | undefined;
    const view = target?.view as InputView | undefined;
    if (view?.kind !== "input") return [];
    element.dataset.control = name;
    element.dataset.cell = anchorOf(target!);
    return [{
      element,
      sync: () => handles && sync(element, view.currentText()),
    }];
  });
}

/** Gives a picture that says nothing to screen readers a name and a role. */
export function nameDrawn(svg: Element, title: string): void {
  if (svg.hasAttribute("role")) return;
  if (!svg.hasAttribute("aria-label")) svg.setAttribute("aria-label", title);
  describePicture(svg);
}

/** A picture is one thing with a name, and perhaps with parts that are sliders. */
function describePicture(svg: Element): void {
  const parts = [...svg.children];
  const isSlider = (part: Element) => part.hasAttribute("tabindex");
  svg.setAttribute("role", parts.some(isSlider) ? "group" : "img");
  for (const part of parts) {
    if (!isSlider(part)) part.setAttribute("aria-hidden", "true");
  }
}

/** A picture drawn anew has the focus where the one before it had. */
export function keepFocus(svg: SVGElement, label: string | null): void {
  const parts = [...svg.querySelectorAll<SVGElement>("[tabindex]")];
  const same = parts.find((part) => part.getAttribute("aria-label") === label);
  (same ?? parts[0])?.focus({ preventScroll: true });
}
