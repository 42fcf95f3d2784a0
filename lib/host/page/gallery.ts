/**
 * Puts pictures into the gallery: of a notebook as it was last seen in this
 * browser, or the one that came with it. Both are images, in which nothing runs.
 * And makes its card "New notebook" work.
 *
 * @module
 */
import { lastPicture } from "./last_picture.ts";
import { bindNewNotebook } from "./new_notebook.ts";

bindNewNotebook();

for (const place of document.querySelectorAll<HTMLElement>(".thumbnail")) {
  show(place);
}

async function show(place: HTMLElement): Promise<void> {
  const { key, thumbnail } = place.dataset;
  const kept = await lastPicture(key!).catch(() => undefined);
  const source = kept ? URL.createObjectURL(kept) : thumbnail;
  if (source === undefined) return; // its title stands there
  const image = new Image();
  image.alt = "";
  image.src = source;
  await image.decode();
  place.replaceChildren(image);
  place.dataset.state = "done";
}
