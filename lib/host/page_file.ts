/** A file of lib/host/page that pages use as it is. */
export async function pageFile(
  name: "style.css" | "theme.js",
): Promise<Response> {
  return await fetch(new URL(`./page/${name}`, import.meta.url));
}
