import type { Graph } from "../../cell/mod.ts";
import { figureOf } from "../cells.ts";
import { drawThumbnail } from "../thumbnail.ts";
import { atRest } from "./at_rest.ts";

/** Where this origin's browser keeps the last picture of each notebook. */
const cacheName = "thalweg pictures";

/**
 * Keeps a small picture of a notebook once it has come to rest, and when it is
 * left: the gallery shows it from then on, without running anything.
 */
export function keepLastPicture(graph: Graph, key: string): void {
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

  atRest(graph, () => {
    keep().catch(() => {}); // a browser without room for it
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
