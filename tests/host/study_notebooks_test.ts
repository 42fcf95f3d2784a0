import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

Deno.test("solvers compares four ways down from one start", async () => {
  const { code, document } = await render(
    "notebooks/solvers.ts",
    "steps=1000",
  );
  assertEquals(code, 0);
  const figures = [...document.querySelectorAll("figure")];
  const titles = figures.map((figure) => figure.textContent!);
  for (
    const title of [
      /Loss along four ways/,
      /Sharpness.*2\/η/,
      /four ways on one plane.*Adam: \d+ % in the plane/,
      /Distance from the flow's way/,
    ]
  ) assert(titles.some((words) => title.test(words)), `${title}`);
  // the edge of stability: descent leaves the flow, which goes beyond 2/η
  const [, highest, edge] = document.body.textContent!.replace(/\s+/g, " ")
    .match(/flow rises to (\d+\.\d+), and 2\/η is (\d+\.\d+)/)!;
  assert(Number(highest) > Number(edge));
});

Deno.test("fixed_points counts every run by its verdict", async () => {
  const { code, document } = await render(
    "notebooks/fixed_points.ts",
    "samples=1000",
    "seeds=3",
  );
  assertEquals(code, 0);
  const figure = [...document.querySelectorAll("figure")]
    .find((figure) => /students of ρk neurons end/.test(figure.textContent!))!;
  // each figure is there at two widths
  const picture = figure.querySelector("svg")!;
  const names = [...picture.querySelectorAll("title")]
    .filter(({ textContent }) => /^k = .*: 3 runs$/.test(textContent!));
  assertEquals(names.length, 4);
  const panels = [...picture.querySelectorAll("g[aria-label=dot] > g")];
  assertEquals(panels.length, 4);
  for (const panel of panels) {
    const counts = [...panel.querySelectorAll("title")].map((title) =>
      Number(title.textContent!.match(/: (\d+), that is/)![1])
    );
    assertEquals(counts.reduce((sum, count) => sum + count, 0), 3);
  }
  assertMatch(
    document.body.textContent!,
    /reach zero: \d of 3 \(\d+ to \d+ %\)/,
  );
});
