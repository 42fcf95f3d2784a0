import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { sweepExplorer } from "../../lib/figure/mod.ts";
import { barsOf, countBars } from "../../lib/figure/sweep/bars.ts";
import { KINDS, runsOf, valueOf } from "../../lib/figure/sweep/columns.ts";
import { dotImage, paintDots } from "../../lib/figure/sweep/dots.ts";
import { nearestRun, nextRun } from "../../lib/figure/sweep/find.ts";
import type { Moment } from "../../lib/figure/sweep/moment.ts";
import { planOf } from "../../lib/figure/sweep/plan.ts";
import {
  EVERYTHING,
  ranged,
  select,
  toggled,
} from "../../lib/figure/sweep/selection.ts";
import {
  domainOf,
  grownDomain,
  moved,
  zoomed,
} from "../../lib/figure/sweep/view.ts";
import { makeRandom, makeRuns } from "./examples.ts";

const rows = makeRuns(500);
const runs = runsOf(rows);
const names = ["k", "ρ", "loss", "gradientNorm", "parameterNorm", "steps"];

/** A moment at rest, seen whole. */
function atRest(width = 700): Moment {
  return {
    runs,
    plan: planOf(runs, width),
    xName: "k",
    yName: "loss",
    x: domainOf(runs.column("k")),
    y: domainOf(runs.column("loss")),
    domain: (name) => domainOf(runs.column(name)),
    selection: EVERYTHING,
    selected: select(runs, EVERYTHING),
    of: undefined,
  };
}

Deno.test("what is selected is what its ranges and verdicts say, in values", () => {
  const someRange = fc.tuple(
    fc.constantFrom("gradientNorm", "parameterNorm", "loss"),
    fc.double({ min: -35, max: 5, noNaN: true }),
    fc.double({ min: 0, max: 20, noNaN: true }),
  );
  fc.assert(fc.property(
    fc.array(someRange, { maxLength: 3 }),
    fc.subarray([0, 1, 6, 8]),
    (ranges, off) => {
      let selection = EVERYTHING;
      for (const [name, low, length] of ranges) {
        selection = ranged(selection, name, [low, low + length]);
      }
      for (const kind of off) selection = toggled(selection, kind);
      const { mask, count, counts } = select(runs, selection);
      const held = new Map(ranges.map(([name, ...range]) => [name, range]));
      const expected = rows.map((row) => {
        const kind = KINDS.indexOf((row.verdict ?? "none") as "none");
        return !off.includes(kind) &&
          [...held].every(([name, [low, length]]) => {
            const place = Math.log10(Number(valueOf(row, name)));
            return place >= low && place <= low + length;
          });
      });
      assertEquals([...mask].map(Boolean), expected);
      assertEquals(count, expected.filter(Boolean).length);
      assertEquals(counts.reduce((a, b) => a + b), count);
    },
  ));
});

Deno.test("a verdict switched off twice, and a range taken away, are as before", () => {
  const changed = ranged(toggled(EVERYTHING, 2), "loss", [-9, 0]);
  assertEquals(ranged(toggled(changed, 2), "loss", undefined), EVERYTHING);
});

Deno.test("bars count every run that has a value once, few values each by itself", () => {
  const { mask } = select(runs, toggled(EVERYTHING, 0));
  for (const name of names) {
    const column = runs.column(name);
    const { ends, of, counts } = barsOf(column, domainOf(column));
    const some = countBars(of, ends.length, mask);
    const there = rows.filter((row) => Number.isFinite(valueOf(row, name)));
    assertEquals(counts.reduce((a, b) => a + b), there.length, name);
    assert(some.every((count, i) => count <= counts[i]));
    assertEquals(
      some.reduce((a, b) => a + b),
      there.filter((row) => mask[row.index] === 1).length,
    );
  }
  const { counts } = barsOf(runs.column("k"), domainOf(runs.column("k")));
  assertEquals(
    [...counts],
    [2, 3, 4, 5, 6, 7, 8].map((k) =>
      rows.filter(({ run }) => run.k === k).length
    ),
  );
});

Deno.test("as runs come in any order, an axis holds them all and changes twice at most", () => {
  const random = makeRandom(3);
  const arriving = makeRuns(2100).sort(() => random() - 0.5);
  for (const name of names) {
    let domain: readonly [number, number] | undefined;
    const seen = new Set<string>();
    for (let count = 40; count <= arriving.length; count += 40) {
      const column = runsOf(arriving.slice(0, count)).column(name);
      domain = grownDomain(domain, column);
      seen.add(domain.join());
      assert(domain[0] <= column.extent[0] && domain[1] >= column.extent[1]);
    }
    assert(seen.size <= 3, `${name}: ${[...seen].join("; ")}`);
  }
});

Deno.test("as losses fall and fall, their axis grows in strides", () => {
  let domain: readonly [number, number] | undefined;
  const seen = new Set<string>();
  const falling = Array.from({ length: 60 }, (_, index) => ({
    index,
    run: {},
    loss: 10 ** (-index / 2),
  }));
  for (let count = 30; count <= falling.length; count++) {
    domain = grownDomain(
      domain,
      runsOf(falling.slice(0, count)).column("loss"),
    );
    seen.add(domain.join());
  }
  assert(domain![0] <= -29.5 && seen.size <= 3, [...seen].join("; "));
});

Deno.test("keys go through runs that lie above each other, too", () => {
  const twice = runsOf(Array.from({ length: 60 }, (_, index) => ({
    index,
    run: { size: index % 30 },
    loss: 1 + index,
  })));
  const seeing = { xName: "size", x: [0, 30], y: [-1, 3] } as const;
  const selected = select(twice, EVERYTHING);
  const moment = { ...atRest(), runs: twice, ...seeing, selected };
  const way: number[] = [];
  for (let n = 0; n < 60; n++) way.push(nextRun(moment, way.at(-1), 1)!);
  assertEquals(way.slice(0, 4), [0, 30, 1, 31]);
  assertEquals(new Set(way).size, 60);
});

Deno.test("a dot is painted where the axes place it, once selected over the others", () => {
  const [width, height] = [400, 200];
  for (const index of [0, 7, 130, 499]) {
    const only = runsOf([rows[index], rows[(index + 1) % 500]]);
    const image = dotImage(width, height, 2);
    const [x, y] = [[-2, 10], [-40, 5]] as const;
    const scene = { runs: only, xName: "k", yName: "loss", x, y };
    const colors = KINDS.map(() => "#102030");
    const mask = Uint8Array.of(1, 0);
    paintDots(image, { ...scene, mask, isAll: false, colors }, 2);
    const at = (n: number) => {
      const { k, loss } = { k: only.column("k"), loss: only.column("loss") };
      const across = (k.places[n] - x[0]) / (x[1] - x[0]);
      const upward = (loss.places[n] - y[0]) / (y[1] - y[0]);
      const column = image.margin + Math.round(across * (width - 1));
      const row = image.height - 1 - image.margin -
        Math.round(upward * (height - 1));
      return image.pixels[row * image.width + column];
    };
    // opacity, blue, green, red
    assertEquals(at(0) >>> 0, 0xff302010);
    assertEquals(at(1) & 0xffffff, 0x808080);
    assert(at(1) >>> 24 > 40 && at(1) >>> 24 < 80, "faint");
    const painted = image.pixels.filter((pixel) => pixel >>> 24 === 255);
    assert(painted.length >= 9 && painted.length <= 21, `${painted.length}`);
  }
});

Deno.test("a pointer on a dot finds it, and keys go through all that are selected", () => {
  const selection = ranged(EVERYTHING, "loss", [-8, 0]);
  const moment = { ...atRest(), selection, selected: select(runs, selection) };
  const { places: xs } = runs.column("k");
  const { places: ys } = runs.column("loss");
  const { x, y, selected: { mask, count } } = moment;
  for (let i = 0; i < rows.length; i++) {
    if (mask[i] === 0) continue;
    const found = nearestRun(moment, [
      (xs[i] - x[0]) / (x[1] - x[0]),
      (ys[i] - y[0]) / (y[1] - y[0]),
    ])!;
    assertEquals([xs[found], ys[found]], [xs[i], ys[i]]);
  }
  const forward: number[] = [];
  for (let n = 0; n < count; n++) {
    forward.push(nextRun(moment, forward.at(-1), 1)!);
  }
  assertEquals(new Set(forward).size, count);
  assertEquals(nextRun(moment, forward.at(-1), 1), forward.at(-1));
  assertEquals(nextRun(moment, forward[5], -1), forward[4]);
  assert(forward.every((i, n) => n === 0 || xs[i] >= xs[forward[n - 1]]));
});

Deno.test("zooming keeps the place under the pointer, and ends at the whole axis", () => {
  const domain = [-30, 10] as const;
  const near = zoomed(domain, -7, 0.25, domain);
  assertAlmostEquals(near[1] - near[0], 10);
  assertAlmostEquals((-7 - near[0]) / 10, (-7 + 30) / 40);
  assertEquals(zoomed(near, -7, 100, domain), domain);
  const least = zoomed([0, 1e-5], 0, 1e-3, domain);
  assertEquals(least, [0, 1e-5]);
  assertEquals(moved([2, 4], 0.5), [3, 5]);
});

Deno.test("the picture is as high for one run as for all, and names any columns", () => {
  for (const width of [320, 480, 900]) {
    const heights = [[], rows.slice(0, 1), rows].map((some) =>
      sweepExplorer(some).height(width)
    );
    assertEquals(new Set(heights).size, 1);
  }
  const words = runsOf([
    { index: 0, run: { method: "adam", rate: 1e-4 } },
    { index: 1, run: { method: "momentum", rate: 1 } },
  ]);
  assertEquals(words.column("method").words, ["adam", "momentum"]);
  assertEquals(words.column("rate").kind, "log");
  assertEquals(words.column("steps").places, Float64Array.of(NaN, NaN));
});
