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
  const svg = figure.querySelector("svg")!;
  const titles = [...svg.querySelectorAll("text")]
    .filter((text) => text.textContent!.startsWith("k ="));
  assertEquals(titles.length, 4);
  for (const title of titles) assertMatch(title.textContent!, /: 3 runs/);
  const counts = new Map<string, number>();
  for (const title of svg.querySelectorAll("[aria-label=rule] line title")) {
    const panel = title.parentElement!.parentElement!;
    const place = panel.getAttribute("transform")!;
    const [, count] = title.textContent!.match(/: (\d+), that is/)!;
    counts.set(place, (counts.get(place) ?? 0) + Number(count));
  }
  assertEquals([...counts.values()], [3, 3, 3, 3]);
  assertMatch(
    document.body.textContent!,
    /reach zero: \d of 3 \(\d+ to \d+ %\)/,
  );
});
