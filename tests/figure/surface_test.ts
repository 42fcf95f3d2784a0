import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { arrowsOf } from "../../lib/figure/arrows.ts";
import { surface } from "../../lib/figure/mod.ts";
import { reliefOf } from "../../lib/figure/surface/relief.ts";
import { pointSeen } from "../../lib/figure/surface/scene.ts";
import {
  type BoxPoint,
  projectionOf,
  turned,
} from "../../lib/figure/surface/view.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { makePath, makePlane } from "./examples.ts";

const size = { width: 460, top: 30, height: 366 };
const views = [-170, -35, 0, 60, 120].flatMap((azimuth) =>
  [10, 35, 90].map((elevation) => ({ azimuth, elevation }))
);

Deno.test("what is under a pixel at a height is where the projection places it", () => {
  const random = randomGenerator(3);
  for (const view of views) {
    const { place, under } = projectionOf(view, size);
    for (let k = 0; k < 20; k++) {
      const u = random.uniform() - 0.5;
      const v = random.uniform() - 0.5;
      const h = random.uniform();
      const [x, y] = place([u, v, h]);
      const found = under(x, y, h);
      assertAlmostEquals(found[0], u, 1e-9);
      assertAlmostEquals(found[1], v, 1e-9);
    }
  }
});

Deno.test("the box stays in its picture, whatever it is turned to", () => {
  for (const view of views) {
    const { place } = projectionOf(view, size);
    for (const u of [-0.5, 0.5]) {
      for (const v of [-0.5, 0.5]) {
        for (const h of [0, 1]) {
          const [x, y] = place([u, v, h]);
          assert(x >= 20 && x <= 440, `${x} across`);
          assert(y >= 50 && y <= 376, `${y} down`);
        }
      }
    }
  }
});

Deno.test("from straight above, a surface is its plane", () => {
  const { place, scale } = projectionOf({ azimuth: 0, elevation: 90 }, size);
  const at = (point: BoxPoint) => place(point).slice(0, 2);
  const [x, y] = at([0, 0, 0]);
  for (const h of [0, 0.3, 1]) {
    assertAlmostEquals(at([0.25, 0.5, h])[0], x + 0.25 * scale, 1e-9);
    assertAlmostEquals(at([0.25, 0.5, h])[1], y - 0.5 * scale, 1e-9);
  }
});

Deno.test("turning around comes back, and never looks from below", () => {
  let view = { azimuth: 20, elevation: 35 };
  for (let k = 0; k < 72; k++) view = turned(view, 5, -3);
  assertAlmostEquals(view.azimuth, 20, 1e-9);
  assertEquals(view.elevation, 10);
});

Deno.test("a relief goes through the points of its plane, and is straight between two", () => {
  const plane = makePlane(21);
  const { heightAt, heights, heightOf, lift, ground } = reliefOf(plane);
  const { xs, ys, losses } = plane;
  for (let n = 0; n < losses.length; n += 17) {
    const [x, y] = [xs[n % 21], ys[Math.floor(n / 21)]];
    assertAlmostEquals(heightAt(x, y), heightOf(losses[n]), 1e-12);
    const [u, v] = lift(x, y);
    ground(u, v).forEach((at, k) => assertAlmostEquals(at, [x, y][k], 1e-12));
  }
  const between = heightAt((xs[3] + xs[4]) / 2, ys[5]);
  assertAlmostEquals(
    between,
    (heights[5 * 21 + 3] + heights[5 * 21 + 4]) / 2,
    1e-12,
  );
});

Deno.test("higher losses are higher, and of another color, down to none for NaN", () => {
  const { heightOf, bands } = reliefOf(makePlane(21));
  const places = bands.levels.map((level) => heightOf(10 ** level));
  for (let k = 1; k < places.length; k++) assert(places[k] > places[k - 1]);
  assertEquals([places[0], heightOf(Infinity)], [0, 1]);
  assert(Number.isNaN(heightOf(NaN)));
});

Deno.test("a pointer on the surface finds the point it is placed at, unless a ridge hides it", () => {
  const relief = reliefOf(makePlane(41));
  const { xs, ys } = relief.grid;
  let found = 0;
  for (const view of views.filter(({ elevation }) => elevation > 20)) {
    const projection = projectionOf(view, size);
    for (let k = 0; k < 25; k++) {
      const [x, y] = [xs[3 + k % 5 * 8], ys[4 + Math.floor(k / 5) * 7]];
      const [left, top, near] = projection.place(relief.lift(x, y));
      const seen = pointSeen(relief, projection, left, top)!;
      const nearer = projection.place(relief.lift(...seen))[2];
      // what is seen there is it, or hides it
      assert(nearer > near - 0.02, `${nearer} behind ${near}`);
      if (Math.hypot(seen[0] - x, seen[1] - y) < 0.05 * (xs[40] - xs[0])) {
        found++;
      }
    }
    assertEquals(pointSeen(relief, projection, 0, 0), undefined);
  }
  assert(found > 200, `${found} of 250`);
});

Deno.test("a surface is drawn from the farthest to the nearest", () => {
  const { document } = parseHTML("<!DOCTYPE html><html></html>");
  const plane = { xs: [0, 1, 2], ys: [0, 1, 2], losses: Array(9).fill(1) };
  for (const azimuth of [-130, -35, 0, 70, 179]) {
    const svg = surface(plane, { view: { azimuth, elevation: 35 } })
      .draw({ document, width: 460 });
    const middles = [...svg.querySelectorAll("[data-mesh] path")].map(
      (path) => {
        const numbers = path.getAttribute("d")!.match(/[\d.]+/g)!.map(Number);
        return numbers.reduce((sum, y, k) => sum + (k % 2) * y / 4, 0);
      },
    );
    assertEquals(middles.length, 4);
    // on level ground what is farther is higher up
    assert(middles[0] <= Math.min(...middles) + 0.2, `${azimuth}: ${middles}`);
    assert(middles[3] >= Math.max(...middles) - 0.2, `${azimuth}: ${middles}`);
  }
});

Deno.test("a surface shows a path with its ends and keeps its numbers", () => {
  const { document } = parseHTML("<!DOCTYPE html><html></html>");
  const plane = makePlane(11);
  const figure = surface(plane, { path: makePath() });
  const svg = figure.draw({ document, width: 460 });
  assertEquals(svg.querySelectorAll("[data-lines] circle").length, 2);
  assertEquals(figure.rows().length, 121);
  assertEquals(figure.rows()[13].loss, plane.losses[13]);
});

Deno.test("arrows point along the field, the longer the faster, pale where it leaves the plane", () => {
  const xs = Float64Array.of(-1, 0, 1);
  const field = {
    xs,
    ys: xs,
    xVelocities: Float64Array.of(1, 0, -1, 2, 0, 3e-9, 0, 0, 100),
    yVelocities: Float64Array.of(1, 0, 0, 0, 0, 0, -5, 0, 0),
    outOfPlane: Float64Array.of(0, 0, 1, 0, 0, 0, 0, 0, 0),
  };
  const arrows = arrowsOf(field);
  assertEquals(arrows.length, 6); // none where nothing moves
  const way = ({ from, to }: typeof arrows[number]) =>
    [to[0] - from[0], to[1] - from[1]] as const;
  const length = (k: number) => Math.hypot(...way(arrows[k]));
  assertAlmostEquals(way(arrows[0])[0], way(arrows[0])[1], 1e-12);
  assert(way(arrows[1])[0] < 0 && way(arrows[4])[1] < 0);
  assert(length(3) < length(2) && length(2) < length(5));
  assertEquals(arrows.map(({ opacity }) => opacity > 0.5), [
    true,
    false,
    true,
    true,
    true,
    true,
  ]);
});

Deno.test("as many arrows as asked for stand at the same distance from both edges, and within", () => {
  const xs = Float64Array.from({ length: 201 }, (_, i) => i / 50 - 2);
  const ones = new Float64Array(xs.length ** 2).fill(1);
  const field = { xs, ys: xs, xVelocities: ones, yVelocities: ones };
  for (const [most, along] of [[51, 51], [21, 21], [300, 201]]) {
    const arrows = arrowsOf(field, most);
    assertEquals(arrows.length, along ** 2);
    for (const end of arrows.flatMap(({ from, to }) => [...from, ...to])) {
      assert(Math.abs(end) < 2 + 1e-12, `${end}`);
    }
    const middles = arrows.map(({ from, to }) => from[0] + to[0]);
    assertAlmostEquals(Math.max(...middles), -Math.min(...middles), 1e-12);
  }
});

Deno.test("a reader's lines lie on the surface, in their colors, with their words", () => {
  const { document } = parseHTML("<!DOCTYPE html><html></html>");
  const svg = surface(makePlane(), {
    lines: [0, 1].map((k) => ({
      points: [[-0.5, -0.5], [0.5, 0.5 * k]] as const,
      color: ["#123456", "#654321"][k],
      width: 3,
      opacity: 1,
      title: `line ${k}`,
    })),
  }).draw({ document, width: 400 });
  for (const [k, color] of ["#123456", "#654321"].entries()) {
    const paths = [...svg.querySelectorAll(`[data-lines] path`)]
      .filter((path) => path.getAttribute("stroke") === color);
    assert(paths.length > 0);
    for (const path of paths) assertEquals(path.textContent, `line ${k}`);
  }
});

Deno.test("heights are what they are called, and even where that is asked for", () => {
  const { document } = parseHTML("<!DOCTYPE html><html></html>");
  const plane = { xs: [0, 1], ys: [0, 1], losses: [1e-6, 1, 5, 10] };
  const figure = surface(plane, { valueName: "output", heights: "linear" });
  const svg = figure.draw({ document, width: 400 });
  const words = [...svg.querySelectorAll("text")].map((n) => n.textContent);
  assert(words.includes("output") && words.includes("↑ output"));
  assertEquals(figure.rows()[2].output, 5);
  const { heightOf } = reliefOf(plane, true);
  assertAlmostEquals(heightOf(5) - heightOf(0), heightOf(10) - heightOf(5));
  const logarithmic = reliefOf(plane).heightOf;
  assert(logarithmic(5) - logarithmic(1) > logarithmic(10) - logarithmic(5));
});
