/** Scripts of lib/host/page that pages use as they are. */
export type PageFile = "theme.js" | "reload.js" | "door.js";

/** One of them, as it is read. */
export async function pageFile(name: PageFile): Promise<Response> {
  return await fetch(new URL(`../page/${name}`, import.meta.url));
}
