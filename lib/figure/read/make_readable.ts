import type { SVGSVGElement } from "../../dom.ts";
import type {
  Element,
  KeyboardEvent,
  PointerEvent,
  SVGSVGElement as LiveSvg,
} from "../surface/live_types.ts";
import { element } from "../svg.ts";
import { drawReadOut } from "./read_out.ts";
import { clampIndex, type Readings, readingsOf } from "./readings.ts";

/** Things that a key goes on by, without and with shift. */
const [STEP, LEAP] = [1, 10];

/**
 * Lets a picture in a page say the nearest value, with all digits: under the
 * mouse, under a finger, which may also slide sideways, and by arrow keys. It
 * costs next to nothing until somebody reads.
 */
export function makeReadable(picture: SVGSVGElement): void {
  const make = readingsOf(picture);
  if (!make) return;
  const svg = picture as LiveSvg;
  const { ownerDocument: document } = svg;
  // what a browser says by itself would stand over it
  for (const title of [...svg.querySelectorAll("title")] as Element[]) {
    if (!title.closest("[data-handle]")) title.remove();
  }
  let made: Readings | undefined;
  const readings = () => made ??= make();
  let at: number | undefined;

  const ground = element(document, "rect", {
    width: svg.getAttribute("width")!,
    height: svg.getAttribute("height")!,
    fill: "transparent",
    "pointer-events": "none", // the picture hears them
    "data-read": "",
    tabindex: "0",
    role: "slider",
    "aria-label": "Read the values",
    "aria-valuemin": "0",
    "aria-valuemax": "0",
    "aria-valuenow": "0",
    "aria-valuetext": "by arrow keys",
  });

  function forget(): void {
    svg.querySelector("[data-seen]")?.remove();
  }

  function say(n: number): void {
    forget();
    at = n;
    const { box, what, count, at: read } = readings();
    const { x, y, words } = read(n);
    ground.setAttribute("aria-label", `Read ${what}`);
    ground.setAttribute("aria-valuemax", String(count - 1));
    ground.setAttribute("aria-valuenow", String(n));
    ground.setAttribute("aria-valuetext", words.join(": "));
    const mark = element(document, "circle", {
      cx: x,
      cy: y,
      r: 3.5,
      fill: "white",
      stroke: "black",
    });
    svg.append(drawReadOut(document, box, y, words, mark));
  }

  function read(event: PointerEvent): void {
    const { clientX, clientY, target, buttons, pointerType } = event;
    const isMoving = pointerType === "mouse" && buttons !== 0;
    if (isMoving || (target as Element).closest("[data-handle]")) {
      return forget();
    }
    const { left, top, width } = svg.getBoundingClientRect();
    const scale = Number(svg.getAttribute("width")) / width;
    const [x, y] = [(clientX - left) * scale, (clientY - top) * scale];
    const { box, reach, count, nearest } = readings();
    const isInside = x >= box.left - reach &&
      x <= box.left + box.width + reach &&
      y >= box.top - reach && y <= box.top + box.height + reach;
    if (!isInside || count === 0) return forget();
    say(nearest(x, y));
  }

  svg.prepend(ground);
  svg.style.touchAction = "pan-y";
  svg.addEventListener("pointermove", read);
  svg.addEventListener("pointerdown", (event: PointerEvent) => {
    if (event.pointerType !== "mouse") read(event);
  });
  svg.addEventListener("pointerleave", (event: PointerEvent) => {
    // what a finger has found stays when it is lifted
    if (event.pointerType === "mouse") forget();
  });
  ground.addEventListener("focus", () => {
    const { count } = readings();
    if (count > 0) say(clampIndex(at ?? count >> 1, count));
  });
  ground.addEventListener("blur", forget);
  ground.addEventListener("keydown", (event: KeyboardEvent) => {
    const far = event.shiftKey ? LEAP : STEP;
    const ways: Record<string, readonly [number, number]> = {
      ArrowLeft: [-far, 0],
      ArrowRight: [far, 0],
      ArrowUp: [0, far],
      ArrowDown: [0, -far],
    };
    const way = ways[event.key];
    if (!way || readings().count === 0) return;
    event.preventDefault();
    say(readings().beside(at ?? readings().count >> 1, ...way));
  });
}
