import { assertEquals } from "@std/assert";
import { lineChart, verdictCounts } from "../../lib/figure/mod.ts";
import { drawThumbnail } from "../../lib/host/thumbnail.ts";

const line = lineChart([{ name: "loss", xs: [0, 1, 2], ys: [3, 2, 1] }], {
  title: "Descent",
  xName: "iteration",
  yName: "loss",
});
/** Small, its panels stand below each other. */
const strip = verdictCounts(
  ["a", "b", "c", "d"].map((name) => ({
    name,
    counts: [{
      kind: "strict minimum" as const,
      count: 3,
      share: 0.75,
      interval: [0.3, 0.95] as const,
    }],
  })),
);

/** How many figures a card shows. */
async function shown(figures: Parameters<typeof drawThumbnail>[0]) {
  return (await drawThumbnail(figures))?.match(/<svg x=/g)?.length;
}

Deno.test("a card shows up to three figures, and a strip only where there is nothing else", async () => {
  for (
    const [figures, count] of [
      [[], undefined],
      [[line], 1],
      [[line, line, line, line], 3],
      [[strip, line], 1],
      [[line, strip, line], 2],
      [[strip], 1],
      [[strip, strip], 1],
    ] as const
  ) assertEquals(await shown(figures), count);
});
