import type { SVGSVGElement } from "../dom.ts";
import type { NumberAxis } from "./axis.ts";
import { formatNumber } from "./format.ts";
import type { Grid } from "./grid_contours.ts";
import { LINE_HEIGHT } from "./layout.ts";
import { SURFACE } from "./palette.ts";
import type {
  Element,
  KeyboardEvent,
  PointerEvent,
  SVGSVGElement as LiveSvg,
} from "./surface/live_types.ts";
import { type Box, element } from "./svg.ts";

/** What can be read from a picture: values on a grid between two axes. */
export interface Readings {
  readonly grid: Grid;
  readonly box: Box;
  readonly x: NumberAxis;
  readonly y: NumberAxis;
  /** What the axes are called, and the values. */
  readonly names: readonly [string, string];
  readonly value: string;
}

/** Points of the grid by which a key goes on, without and with shift. */
const [STEP, LEAP] = [1, 10];

/**
 * Lets a picture in a page say the value of the nearest point of its grid, with
 * all digits: under the mouse, under a finger, which may also slide sideways, and
 * by arrow keys.
 */
export function makeReadable(picture: SVGSVGElement, of: Readings): void {
  const svg = picture as LiveSvg;
  const { grid: { xs, ys, values }, box, x, y, names, value } = of;
  const { ownerDocument: document } = svg;
  const across = Array.from(xs, (at) => box.left + x.place(at) * box.width);
  const down = Array.from(
    ys,
    (at) => box.top + (1 - y.place(at)) * box.height,
  );
  let [i, j] = [xs.length >> 1, ys.length >> 1];

  const ground = element(document, "rect", {
    x: box.left,
    y: box.top,
    width: box.width,
    height: box.height,
    fill: "transparent",
    "pointer-events": "none", // the picture hears them
    "data-read": "",
    tabindex: "0",
    role: "slider",
    "aria-label": `Read the ${value}`,
    "aria-valuemin": "0",
    "aria-valuemax": String(values.length - 1),
  });

  function describe(): readonly [string, string] {
    const n = j * xs.length + i;
    const words = [
      `${names[0]} ${formatNumber(xs[i])}, ${names[1]} ${formatNumber(ys[j])}`,
      `${value} ${values[n]}`,
    ] as const;
    ground.setAttribute("aria-valuenow", String(n));
    ground.setAttribute("aria-valuetext", words.join(": "));
    return words;
  }

  function forget(): void {
    svg.querySelector("[data-seen]")?.remove();
  }

  function say(): void {
    forget();
    const words = describe();
    // the words stand where the point is not
    const isLow = down[j] > box.top + box.height / 2;
    const top = isLow ? box.top + 14 : box.top + box.height - 6 - LINE_HEIGHT;
    svg.append(
      element(document, "g", {
        "data-seen": "",
        "pointer-events": "none",
        "aria-hidden": "true",
      }, [
        element(document, "circle", {
          cx: across[i],
          cy: down[j],
          r: 3.5,
          fill: "white",
          stroke: "black",
        }),
        ...words.map((line, k) =>
          element(document, "text", {
            x: box.left + 6,
            y: top + k * LINE_HEIGHT,
            "text-anchor": "start",
            fill: "currentColor",
            stroke: SURFACE,
            "stroke-width": 5,
            "stroke-linejoin": "round",
            "paint-order": "stroke",
          }, [line])
        ),
      ]),
    );
  }

  function read(event: PointerEvent): void {
    const { clientX, clientY, target, buttons, pointerType } = event;
    const isMoving = pointerType === "mouse" && buttons !== 0;
    if (isMoving || (target as Element).closest("[data-handle]")) {
      return forget();
    }
    const { left, top, width } = svg.getBoundingClientRect();
    const scale = Number(svg.getAttribute("width")) / width;
    const [atX, atY] = [(clientX - left) * scale, (clientY - top) * scale];
    const isInside = atX >= box.left && atX <= box.left + box.width &&
      atY >= box.top && atY <= box.top + box.height;
    if (!isInside) return forget();
    [i, j] = [nearest(across, atX), nearest(down, atY)];
    say();
  }

  describe();
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
  ground.addEventListener("focus", say);
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
    if (!way) return;
    event.preventDefault();
    i = Math.min(xs.length - 1, Math.max(0, i + way[0]));
    j = Math.min(ys.length - 1, Math.max(0, j + way[1]));
    say();
  });
}

/** Which of some values is nearest to one. */
export function nearest(values: ArrayLike<number>, value: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i] - value) < Math.abs(values[best] - value)) best = i;
  }
  return best;
}
