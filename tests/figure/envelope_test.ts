import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  empiricalLoss,
  initialize,
  lineChart,
  lossCurve,
  mlp,
  teacherStudent,
  train,
} from "../../mod.ts";
import { envelopeOf } from "../../lib/figure/envelope.ts";
import { lossBands } from "../../lib/figure/loss_bands.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");
const count = 5000;
const xs = Array.from({ length: count }, (_, k) => k);
const place = (x: number) => x / (count - 1);
const oscillating = xs.map((k) => Math.exp(-k / 2000) * (2 + (-1) ** k));
const smooth = xs.map((k) => Math.exp(-k / 2000) + 0.3 * Math.sin(k / 400));
const late = xs.map((k) => k < 4500 ? 1 / (1 + k) : 1 + 0.5 * (-1) ** k);

Deno.test("an oscillating line lies between its own points, left to right", () => {
  const { low, high } = envelopeOf(xs, oscillating, place, 400)!;
  assertEquals(low.length, high.length);
  assert(low.length < 150 && low.length > 100);
  for (const k of xs) {
    const next = low.findIndex((at) => at >= k - 60);
    const around = [next, next + 1, next + 2].filter((i) => i < low.length);
    assert(around.some((i) => oscillating[low[i]] <= oscillating[k]));
  }
  for (const k of low) assertEquals(k % 2, 1);
  for (const k of high) assertEquals(k % 2, 0);
});

Deno.test("other lines are drawn as they are: smooth, short, with gaps, calm at first", () => {
  assertEquals(envelopeOf(xs, smooth, place, 400), undefined);
  assertEquals(envelopeOf(xs, late, place, 400), undefined);
  assertEquals(envelopeOf([0, 1, 2], [0, 1, 0], (x) => x / 2, 400), undefined);
  const broken = oscillating.with(7, NaN);
  assertEquals(envelopeOf(xs, broken, place, 400), undefined);
});

Deno.test("a chart fills what an oscillating line lies between", () => {
  const chart = (ys: number[]) =>
    lineChart([{ name: "loss", xs, ys }], {
      title: "Descent",
      xName: "iteration",
      yName: "loss",
      logY: true,
    }).draw({ document: document as unknown as Document, width: 480 });
  const shapes = (ys: number[]) => {
    const svg = chart(ys);
    return [
      svg.querySelectorAll("path[aria-label=loss]").length,
      svg.querySelectorAll("[aria-label=area] path").length,
    ];
  };
  assertEquals(shapes(oscillating), [2, 1]);
  assertEquals(shapes(smooth.map(Math.abs)), [1, 0]);
});

Deno.test("a loss curve of steps that oscillate is an envelope as well", () => {
  const net = mlp`2 → 3 tanh → 1`;
  const data = teacherStudent({ teacher: net, samples: 9, seed: 1 });
  const descent = train(
    empiricalLoss(net, data),
    initialize(net, { seed: 2 }),
    { discrete: {}, refine: false },
  );
  const shapes = (losses: readonly number[]) => {
    const svg = lossCurve({
      ...descent,
      trajectory: {
        ...descent.trajectory,
        times: Float64Array.from(losses, (_, k) => k),
        losses: Float64Array.from(losses),
      },
      refineStart: losses.length,
    }).draw({ document: document as unknown as Document, width: 480 });
    return svg.querySelectorAll("[aria-label=area] path").length;
  };
  assertEquals(shapes(oscillating), 1);
  assertEquals(shapes(smooth.map(Math.abs)), 0);
});

Deno.test("losses close to each other have as many colors as others", () => {
  for (const spread of [3, 0.5, 0.1, 0.01, 1e-4]) {
    const losses = Array.from(
      { length: 500 },
      (_, k) => 0.37 * 10 ** (spread * k / 499),
    );
    const { levels, ticks } = lossBands(losses);
    assert(levels.length >= 7, `${levels.length} colors over ${spread}`);
    const labels = ticks(4).map(({ label }) => label);
    assertEquals(new Set(labels).size, labels.length, labels.join("; "));
  }
  assertEquals(lossBands([0.5, 0.5, 0.5]).levels.length <= 2, true);
});
