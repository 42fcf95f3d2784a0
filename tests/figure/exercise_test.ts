import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import type { Figure } from "../../lib/figure/mod.ts";

// What CONTRIBUTING shows to newcomers as a first figure is one.

const room = new URL("../../lib/figure/", import.meta.url);
const guide = await Deno.readTextFile(
  new URL("../../CONTRIBUTING.md", import.meta.url),
);

Deno.test("the first figure of CONTRIBUTING draws every parameter", async () => {
  const code = guide.split("## A first figure")[1]
    .match(/```ts ignore\n([^]*?)```/)![1];
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      file,
      code.replaceAll('"./', `"${room}`)
        .replaceAll('"../', `"${new URL("..", room)}`)
        .replace(
          '"@observablehq/plot"',
          `"${import.meta.resolve("@observablehq/plot")}"`,
        ),
    );
    const { parameterValues } = await import(`file://${file}`) as {
      parameterValues(values: Float64Array): Figure;
    };
    const values = Float64Array.of(0.5, -2, 3);
    const { document } = parseHTML("<!DOCTYPE html><html></html>");
    const svg = parameterValues(values)
      .draw({ document: document as unknown as Document, width: 460 });
    assertEquals(svg.querySelectorAll("circle").length, 3);
    assert(svg.textContent!.includes("index →"));
  } finally {
    await Deno.remove(file);
  }
});
