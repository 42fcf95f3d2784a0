import { assert, assertEquals } from "@std/assert";
import { drawValue } from "../../lib/host/jupyter/picture.ts";
import { lineChart } from "../../lib/figure/mod.ts";
import {
  cell,
  notebookGraph,
  openNotebook,
  row,
} from "../../lib/notebook/mod.ts";

/** What ticks of x and y say, in the picture that Jupyter shows. */
function ticksIn({ html }: { readonly html: string }): readonly string[] {
  const [, base64] = html.match(/svg\+xml;base64,([^"]+)/)!;
  const svg = new TextDecoder().decode(Uint8Array.fromBase64(base64));
  return ["x", "y"].map((axis) => {
    const label = `aria-label="${axis}-axis tick label"`;
    const [, ticks] = svg.match(new RegExp(`<g [^>]*${label}(.*?)</g>`, "s"))!;
    return ticks.replace(/<[^>]*>/g, " ");
  });
}

/** A curve that goes on for so many steps. */
function curve(steps: number) {
  const xs = Array.from({ length: steps }, (_, k) => k);
  return lineChart([{ name: "y", xs, ys: xs.map((x) => -x) }], {
    title: "A curve",
    xName: "x",
    yName: "y",
  });
}

Deno.test("in Jupyter axes change at most twice in a run, then settle, also in layouts", async () => {
  openNotebook({
    duplicates: "refuse",
    lazy: true,
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const names = { session: "s", keyOf: () => "" };
  const seen: { readonly [place: string]: readonly string[] }[] = [];
  const growing = cell`Growing ${async function* () {
    for (let steps = 2; steps < 80; steps++) {
      yield curve(steps);
      seen.push({
        alone: ticksIn(await drawValue(growing, names)),
        laid: ticksIn(await drawValue(layout, names)),
      });
    }
    return curve(80);
  }}`;
  const layout = row(growing);
  notebookGraph().watch(growing);
  await notebookGraph().settled();
  assertEquals(seen.length, 78);
  for (const place of ["alone", "laid"]) {
    for (const axis of [0, 1]) {
      const ticks = seen.map((pictures) => pictures[place][axis]);
      assert(ticks[0] !== "", "no ticks");
      const changes = ticks.filter((tick, k) => k > 0 && tick !== ticks[k - 1]);
      assert(changes.length <= 2, `${changes.length} changes of ${"xy"[axis]}`);
    }
  }
  const plain = cell`Plain ${curve(80)}`;
  notebookGraph().watch(plain);
  await notebookGraph().settled();
  assertEquals(
    ticksIn(await drawValue(growing, names)),
    ticksIn(await drawValue(plain, names)),
  );
});
