/**
 * Puts the thumbnails into the gallery as they come.
 *
 * @module
 */
for (
  const place of document.querySelectorAll<HTMLElement>("[data-thumbnail]")
) {
  show(place);
}

async function show(place: HTMLElement): Promise<void> {
  const response = await fetch(place.dataset.thumbnail!);
  place.dataset.state = response.ok ? "done" : "failed";
  if (!response.ok) return;
  const parsed = new DOMParser().parseFromString(
    await response.text(),
    "text/html",
  );
  place.replaceChildren(parsed.body.firstElementChild!);
}
