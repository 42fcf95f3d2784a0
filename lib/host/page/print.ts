import type { Graph } from "../../cell/mod.ts";
import { create } from "./dom.ts";
import { nextFrame } from "./frames.ts";

/**
 * A printed notebook is complete: Ctrl+P (on a Mac ⌘P) first runs what nobody
 * has scrolled to. The browser's own menu does not wait: what has not run by
 * then says so on paper, and has run for the next time.
 */
export function bindPrint(graph: Graph): void {
  const notice = create("p", { class: "lost", role: "status" });
  let asked = 0;

  function missing(): number {
    return graph.cells.filter(({ view, fresh, status }) =>
      view && !fresh && (status === "waiting" || status === "running")
    ).length;
  }

  function watchAll(): () => void {
    const releases = graph.cells.filter(({ view }) => view)
      .map((cell) => graph.watch(cell));
    return () => releases.forEach((release) => release());
  }

  async function runMissing(): Promise<void> {
    const release = watchAll();
    await graph.settled();
    release();
  }

  async function printAll(): Promise<void> {
    const own = ++asked;
    const stop = graph.observe(() => {
      notice.textContent =
        `Before printing, what has not run does: ${missing()} to go. Escape prints without.`;
    });
    document.body.append(notice);
    await Promise.race([runMissing(), new Promise(escape)]);
    stop();
    notice.remove();
    // once what came last is drawn
    await nextFrame();
    await nextFrame();
    if (own === asked) print();
  }

  function escape(resolve: (value: unknown) => void): void {
    const listen = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      removeEventListener("keydown", listen);
      resolve(undefined);
    };
    addEventListener("keydown", listen);
  }

  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() !== "p" || !(ctrlKey || metaKey)) return;
    if (altKey || shiftKey || missing() === 0) return;
    event.preventDefault();
    printAll();
  });
  addEventListener("beforeprint", () => {
    if (missing() > 0) runMissing();
    nameAs("group", "img"); // on paper nothing in a picture can be moved
  });
  addEventListener("afterprint", () => nameAs("img", "group"));
}

/** What pictures with movable parts are to those who do not see them. */
function nameAs(before: string, role: string): void {
  const pictures = `.picture > svg[role="${before}"]:has(> [tabindex])`;
  for (const picture of document.querySelectorAll(pictures)) {
    picture.setAttribute("role", role);
  }
}
