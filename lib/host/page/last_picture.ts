import type { Graph } from "../../cell/mod.ts";
import { figureOf } from "../cells.ts";
import { drawThumbnail } from "../thumbnail.ts";

/** Where this origin's browser keeps the last picture of each notebook. */
const cacheName = "thalweg pictures";
/** A notebook at which nothing has run for so long has come to rest, in ms. */
const rest = 2000;

/**
 * Keeps a small picture of a notebook once it has come to rest, and when it is
 * left: the gallery shows it from then on, without running anything.
 */
export function keepLastPicture(graph: Graph, key: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function keep(): Promise<void> {
    const figures = graph.cells.map(figureOf)
      .filter((figure) => figure !== undefined);
    const svg = await drawThumbnail(figures);
    if (svg === undefined) return;
    const pictures = await caches.open(cacheName);
    await pictures.put(
      addressOf(key),
      new Response(svg, { headers: { "Content-Type": "image/svg+xml" } }),
    );
  }

  const stop = graph.observe(() => {
    clearTimeout(timer);
    if (graph.cells.some(({ status }) => status === "running")) return;
    timer = setTimeout(() => {
      stop();
      keep().catch(() => {}); // a browser without room for it
    }, rest);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep().catch(() => {});
  });
}

/** The picture that was kept of a notebook, if there is one. */
export async function lastPicture(key: string): Promise<Blob | undefined> {
  if (!("caches" in globalThis)) return undefined;
  const pictures = await caches.open(cacheName);
  return await (await pictures.match(addressOf(key)))?.blob();
}

/** Nothing is served there: it is but a name. */
function addressOf(key: string): string {
  return `/thumbnails/kept/${key}`;
}
