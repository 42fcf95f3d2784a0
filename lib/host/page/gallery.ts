/**
 * Shows notebooks in the gallery as they were last seen in this browser, in
 * place of the pictures that came with them. Both are images, in which nothing
 * runs. And makes its card "New notebook" work.
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
  const kept = await lastPicture(place.dataset.key!).catch(() => undefined);
  if (kept === undefined) return; // what stands there is right
  const image = new Image();
  image.alt = "";
  image.src = URL.createObjectURL(kept);
  await image.decode();
  place.replaceChildren(image);
}
