import { assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { renderNotebook } from "../../lib/host/static/render_notebook.ts";

Deno.test("a static page shows layouts once, frozen, without buttons", async () => {
  const url = new URL("../fixtures/layout_notebook.ts", import.meta.url);
  const { html, ok } = await renderNotebook(url, { set: { Size: "6" } });
  const { document } = parseHTML(html);
  const texts = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) =>
      textContent
    );
  assertEquals(ok, true);
  assertEquals(
    [...document.querySelectorAll(".layout")].map((layout) =>
      layout.getAttribute("data-mode")
    ),
    ["column", "row", "grid"],
  );
  assertEquals(texts("figcaption"), ["From 6 to 3"]);
  // the free input in the table of all, the placed one where it is placed
  assertEquals(texts("main > .inputs th"), ["Free"]);
  assertEquals(texts(".layout .inputs th"), ["Size", "Size"]);
  assertEquals(texts(".layout .inputs td"), ["6", "6"]);
  // only its code names the button
  assertEquals(texts("button"), []);
  assertEquals(texts(".layout").join().includes("Enlarge"), false);
  assertEquals(texts(".prose p"), ["Beside the chart"]);
});
