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

/** Makes the part of a picture that sets an input one of the controls. */
export function bindControl(
  svg: SVGElement,
  { pick, handle, choose }: Figure,
  { sync }: ControlKit,
): FigureControl | undefined {
  const name = handle ? "handle" : choose ? "choose" : "pick";
  const element = svg.querySelector<SVGElement>(`[data-${name}]`);
  const target = (handle ?? choose ?? pick)?.target as
    | Cell<unknown>
    | undefined;
  describePicture(svg);
  const view = target?.view as InputView | undefined;
  if (!element || view?.kind !== "input") return undefined;
  element.dataset.control = name;
  element.dataset.cell = anchorOf(target!);
  return { element, sync: () => handle && sync(element, view.currentText()) };
}

/** A picture is one thing with a name, and perhaps with parts that are sliders. */
function describePicture(svg: SVGElement): void {
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
