import type { Element, ParentNode } from "../../dom.ts";
import type { ControlKit } from "./kit.ts";

/**
 * The behavior of the points in figures that can be moved
 * (`data-control="handle"`, drawn by lib/figure/handle.ts): a press in the frame
 * brings the point there and takes hold of it, a finger first has to touch it or
 * to tap; arrow keys move it, Shift makes their steps finer. All handles of a
 * cell move at once; what depends on it follows. A handle without a frame, on a
 * surface, is dragged and placed by its picture: that one dispatches
 * "thalweg-move", and hears "thalweg-value". Like the other controls, it refers
 * to nothing outside itself.
 */
export function handleKit(): ControlKit {
  type Pair = readonly [number, number];
  type Pointer = Event & {
    readonly clientX: number;
    readonly clientY: number;
    readonly pointerType: string;
  };
  /** Keys move by this share of an axis, and pointers by that one at least. */
  const [stride, finest] = [0.01, 0.001];

  function listOf(handle: Element, name: string): readonly number[] {
    return handle.getAttribute(`data-${name}`)!.split(" ").map(Number);
  }

  /** How shares of the frame, from its left and its bottom, go with values. */
  function axesOf(handle: Element) {
    const [from, to] = [listOf(handle, "from"), listOf(handle, "to")];
    const scales = handle.getAttribute("data-scales")!.split(" ");
    return scales.map((scale, i) => {
      const log = scale === "log";
      const bend = log ? Math.log10 : Number;
      const [low, high] = [bend(from[i]), bend(to[i])];
      // as many digits as are seen
      const digits = Math.max(
        0,
        -Math.floor(Math.log10((high - low) * finest)),
      );
      return {
        share: (value: number) =>
          Math.min(1, Math.max(0, (bend(value) - low) / (high - low))),
        value: (share: number) => {
          const place = low + Math.min(1, Math.max(0, share)) * (high - low);
          return log
            ? Number((10 ** place).toPrecision(3))
            : Number(place.toFixed(Math.min(20, digits)));
        },
      };
    });
  }

  function sync(handle: Element, text: string): void {
    const value = text.split(" ").map(Number);
    if (value.length !== 2 || !value.every(Number.isFinite)) return;
    handle.setAttribute("data-value", text);
    if (handle.hasAttribute("data-box")) {
      const [left, top, width, height] = listOf(handle, "box");
      const [x, y] = axesOf(handle).map(({ share }, i) => share(value[i]));
      const place = [left + x * width, top + (1 - y) * height]
        .map((at) => Math.round(at * 100) / 100);
      handle.setAttribute("transform", `translate(${place.join(",")})`);
    } else handle.dispatchEvent(new Event("thalweg-value"));
    handle.setAttribute("aria-valuenow", String(value[0]));
    handle.setAttribute("aria-valuetext", value.join(", "));
  }

  function bind(
    root: ParentNode,
    send: (key: string, text: string) => void,
  ): void {
    const isHandle = "[data-control=handle]";

    /** Moves the point of a cell wherever it is shown, and says so. */
    function move(key: string, handle: Element, shares: Pair): void {
      const text = axesOf(handle).map(({ value }, i) => value(shares[i]))
        .join(" ");
      if (handle.getAttribute("data-value") === text) return;
      for (const other of root.querySelectorAll<Element>(isHandle)) {
        if (other.getAttribute("data-cell") === key) sync(other, text);
      }
      sync(handle, text);
      send(key, text);
    }

    /** Where a pointer is in the frame of a handle, in shares of it. */
    function sharesOf(handle: Element, size: DOMRect, event: Pointer): Pair {
      const [left, top, width, height] = listOf(handle, "box");
      const svg = handle.parentElement!;
      const scale = Number(svg.getAttribute("width")) / size.width;
      return [
        ((event.clientX - size.left) * scale - left) / width,
        1 - ((event.clientY - size.top) * scale - top) / height,
      ];
    }

    /** The handle of an event: its own, or the nearest one in its picture. */
    function found(event: Event) {
      const target = event.target as Element;
      const own = target.closest?.(isHandle);
      const picture = target.closest?.("svg:has([data-control=handle])");
      const handle = own ?? (picture && nearest(picture, event as Pointer));
      if (!handle?.hasAttribute("data-box") && event.type !== "keydown") {
        return undefined;
      }
      if (!handle) return undefined;
      const key = handle.getAttribute("data-cell")!;
      return { handle, key, own: own !== null };
    }

    function nearest(picture: Element, { clientX, clientY }: Pointer) {
      const distanceTo = (handle: Element) => {
        const { left, top, width, height } = handle
          .getBoundingClientRect() as DOMRect;
        const [x, y] = [left + width / 2, top + height / 2];
        return Math.hypot(x - clientX, y - clientY);
      };
      const [first, ...others] = picture.querySelectorAll<Element>(isHandle);
      return others.reduce(
        (best, each) => distanceTo(each) < distanceTo(best) ? each : best,
        first,
      );
    }

    function press(event: Event, mayDrag: boolean): void {
      const at = found(event);
      if (!at) return;
      const { handle, key, own } = at;
      const size = handle.parentElement!.getBoundingClientRect() as DOMRect;
      const shares = sharesOf(handle, size, event as Pointer);
      const inside = shares.every((share) => share >= 0 && share <= 1);
      if (!own && !inside) return;
      (handle as Element & { focus(options: object): void })
        .focus({ preventScroll: true });
      move(key, handle, shares);
      if (!mayDrag) return;
      event.preventDefault();
      // The figure may be drawn anew while it is dragged: the page listens.
      const listening = new AbortController();
      const { signal } = listening;
      addEventListener("pointermove", (event) => {
        move(key, handle, sharesOf(handle, size, event as Pointer));
      }, { signal });
      for (const end of ["pointerup", "pointercancel"]) {
        addEventListener(end, () => listening.abort(), { signal });
      }
    }

    root.addEventListener("pointerdown", (event: Event) => {
      const touch = (event as Pointer).pointerType === "touch";
      const at = found(event);
      if (at && (at.own || !touch)) press(event, true);
    });
    // A finger that scrolls the page does not move the point; one that taps does.
    root.addEventListener("click", (event: Event) => {
      if ((event as Pointer).pointerType === "touch") press(event, false);
    });

    root.addEventListener("thalweg-move", (event: Event) => {
      const handle = event.target as Element;
      const key = handle.getAttribute("data-cell");
      if (key === null) return;
      const { detail } = event as Event & { readonly detail: Pair };
      const [x, y] = axesOf(handle).map(({ share }, i) => share(detail[i]));
      move(key, handle, [x, y]);
    });

    root.addEventListener("keydown", (event: Event) => {
      const at = found(event);
      if (!at?.own) return;
      const { key: pressed, shiftKey } = event as Event & {
        readonly key: string;
        readonly shiftKey: boolean;
      };
      const ways: Record<string, Pair> = {
        ArrowLeft: [-1, 0],
        ArrowRight: [1, 0],
        ArrowDown: [0, -1],
        ArrowUp: [0, 1],
      };
      const way = ways[pressed];
      if (!way) return;
      event.preventDefault();
      const step = shiftKey ? stride / 10 : stride;
      const value = listOf(at.handle, "value");
      const [x, y] = axesOf(at.handle).map(({ share }, i) =>
        share(value[i]) + step * way[i]
      );
      move(at.key, at.handle, [x, y]);
    });
  }

  return { bind, sync };
}
