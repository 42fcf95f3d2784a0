import { element } from "../svg.ts";
import type {
  Element,
  KeyboardEvent,
  PointerEvent,
  SVGElement,
  WheelEvent,
} from "../surface/live_types.ts";
import { between, type Explored, follow, placeIn } from "./explored.ts";
import { nearestRun, nextRun } from "./find.ts";
import { bindKind } from "./kind_gestures.ts";
import { EVERYTHING, ranged } from "./selection.ts";
import { bindStrip } from "./strip_gestures.ts";
import { drawTools, type Tool } from "./tools.ts";
import { moved, zoomed } from "./view.ts";

/** By a key or a button, and by a notch of a wheel. */
const [ZOOM, NOTCH] = [1.5, 0.002];
/** Keys move by this share of what is seen. */
const STEP = 0.1;

const HELP =
  "Arrow keys go through the selected runs, Enter opens one; plus and minus zoom, Shift with arrow keys moves, 0 shows the whole axes, Escape selects all runs";

/** What a drag does in all pictures of the page, until it is said otherwise. */
const mode: { tool: "select" | "move" } = { tool: "select" };

/** Makes the picture of runs hear pointers and keys. */
export function bindGestures(explored: Explored): void {
  const { svg, now } = explored;
  const { left, top, width, height } = now.plan.box;
  const ground = element(svg.ownerDocument, "rect", {
    "data-ground": "",
    x: left,
    y: top,
    width,
    height,
    fill: "transparent",
    tabindex: "0",
    role: "slider",
    "aria-label": "Runs",
    "aria-valuemin": "0",
    "aria-valuemax": String(Math.max(0, now.runs.rows.length - 1)),
    "aria-valuenow": "0",
    "aria-valuetext": HELP,
  }) as SVGElement;
  svg.querySelector("[data-brush]")!.after(ground);
  bindPointer(ground, explored);
  bindKeys(ground, explored);
  bindTools(ground, explored);
  svg.querySelectorAll("[data-kind]").forEach((part: Element) =>
    bindKind(part as SVGElement, explored)
  );
  svg.querySelectorAll("[data-strip]").forEach((part: Element, i: number) =>
    bindStrip(part as SVGElement, explored, now.plan.strips[i])
  );
}

function zoomBy(
  explored: Explored,
  factor: number,
  [across, upward]: readonly [number, number] = [0.5, 0.5],
): void {
  const { x, y, xName, yName, domain } = explored.now;
  explored.look(
    zoomed(x, x[0] + across * (x[1] - x[0]), factor, domain(xName)),
    zoomed(y, y[0] + upward * (y[1] - y[0]), factor, domain(yName)),
  );
}

function bindTools(ground: SVGElement, explored: Explored): void {
  const { svg, now } = explored;
  const dress = () => {
    for (const tool of tools) {
      if (!tool.hasAttribute("aria-pressed")) continue;
      const isOn = tool.getAttribute("data-tool") === mode.tool;
      tool.setAttribute("aria-pressed", String(isOn));
      tool.setAttribute("font-weight", isOn ? "700" : "400");
    }
    const isMove = mode.tool === "move";
    ground.style.cursor = isMove ? "grab" : "crosshair";
    ground.style.touchAction = isMove ? "none" : "pan-y";
  };
  const tools = drawTools(svg.ownerDocument, now.plan, (tool: Tool) => {
    if (tool === "select" || tool === "move") mode.tool = tool;
    else if (tool === "all") {
      explored.select(EVERYTHING);
      explored.look(undefined, undefined);
    } else zoomBy(explored, tool === "+" ? 1 / ZOOM : ZOOM);
    dress();
  });
  svg.append(...tools);
  dress();
}

/** Shares of the frame at which a pointer is, from its left and its bottom. */
function sharesOf(
  { svg, now: { plan: { box } } }: Explored,
  event: Parameters<typeof placeIn>[1],
): [number, number] {
  const [x, y] = placeIn(svg, event);
  return [(x - box.left) / box.width, 1 - (y - box.top) / box.height];
}

function bindPointer(ground: SVGElement, explored: Explored): void {
  const runAt = (event: PointerEvent) =>
    nearestRun(explored.now, sharesOf(explored, event));
  ground.addEventListener("pointermove", (event: PointerEvent) => {
    if (event.buttons === 0) explored.read(runAt(event));
  });
  ground.addEventListener("pointerleave", () => explored.read(undefined));
  ground.addEventListener("wheel", (event: WheelEvent) => {
    // without the key the page scrolls
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const factor = Math.exp(NOTCH * event.deltaY);
    zoomBy(explored, factor, sharesOf(explored, event));
  }, { passive: false });
  ground.addEventListener("pointerdown", (down: PointerEvent) => {
    if (down.button !== 0) return;
    ground.focus({ preventScroll: true });
    explored.read(undefined);
    const { x, y, xName, yName, selection } = explored.now;
    const isMove = (mode.tool === "move") !== down.shiftKey;
    const from = sharesOf(explored, down);
    const selectRanges = (to?: readonly [number, number]) => {
      const [across, upward] = [0, 1].map((k) =>
        to && between(from[k], to[k], k === 0 ? x : y)
      );
      explored.select(
        ranged(ranged(selection, xName, across), yName, upward),
      );
    };
    follow(down, {
      drag(event) {
        const to = sharesOf(explored, event);
        if (!isMove) selectRanges(to);
        else {
          explored.look(moved(x, from[0] - to[0]), moved(y, from[1] - to[1]));
        }
      },
      click(event) {
        const run = runAt(event);
        if (run === undefined) return selectRanges();
        explored.read(run);
        explored.choose(run);
      },
      cancel: () => explored.select(selection),
    });
  });
}

function bindKeys(ground: SVGElement, explored: Explored): void {
  let run: number | undefined;
  ground.addEventListener("blur", () => explored.read(undefined));
  ground.addEventListener("keydown", (event: KeyboardEvent) => {
    const { x, y } = explored.now;
    const ways: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const way = ways[event.key];
    if (way && event.shiftKey) {
      explored.look(moved(x, STEP * way[0]), moved(y, STEP * way[1]));
    } else if (way) {
      run = nextRun(explored.now, run, way[0] + way[1]);
      const words = explored.read(run);
      ground.setAttribute("aria-valuenow", String(run ?? 0));
      ground.setAttribute("aria-valuetext", words || "no run is selected");
    } else if (event.key === "Enter" && run !== undefined) explored.choose(run);
    else if (event.key === "+" || event.key === "=") zoomBy(explored, 1 / ZOOM);
    else if (event.key === "-") zoomBy(explored, ZOOM);
    else if (event.key === "0") explored.look(undefined, undefined);
    else if (event.key === "Escape") explored.select(EVERYTHING);
    else return;
    event.preventDefault();
  });
}
