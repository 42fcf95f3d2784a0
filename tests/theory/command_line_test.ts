import { assertEquals, assertThrows } from "@std/assert";
import {
  linearModel,
  readCommandLine,
  trainTwoLayer,
  writeCommandLine,
} from "../../lib/theory/mod.ts";

Deno.test("a command line without flags has the source's defaults", () => {
  assertEquals(readCommandLine(""), {
    model: {
      samples: 100,
      inputs: 50,
      seed: 12,
      sigmas: "halves",
      normalize: false,
      rotate: false,
      noise: 0,
    },
    training: {
      hidden: 200,
      iterations: 10_000,
      rates: [1e-4, 1e-4],
      scales: [0.1, 0.1],
      activation: "relu",
      seed: 12,
    },
    printEvery: 1000,
  });
});

const lines = [
  "",
  "-t 1e5 -n 50 --dim 2 --hidden 50 --lr 1e-3 1e-3 -w 0.1 0.1 --sigmas 1 --kappa 10 --risk-loss L2 --transform-data --linear",
  "--sigmas geo -r 1 4 --normalized --coupled_noise --sigma_noise 1 --kappa 0.5 --cont-eigs --scale-beta",
  "--lr 1e-5 --scales 1 0.01 --print-freq 10",
];

Deno.test("a run is its command line, read and written", () => {
  for (const line of lines) {
    const run = readCommandLine(line);
    assertEquals(readCommandLine(writeCommandLine(run)), run);
  }
  const { model, training } = readCommandLine(lines[1]);
  const data = linearModel({ ...model, outputs: 2, testSamples: 5 });
  const { losses } = trainTwoLayer(data, { ...training, iterations: 3 });
  assertEquals(losses.length, 3);
  assertEquals(readCommandLine(lines[3]).training.rates, [1e-5, 1e-5]);
  assertEquals(readCommandLine(lines[2]).model.sigmas, { from: 1, to: 4 });
});

Deno.test("a command line refuses what it does not know", () => {
  const wrong = [
    ["--width 5", 'unknown flag "--width"'],
    ["5 --dim 2", "expected a flag first"],
    ["--dim", "--dim with 0 values, expected one"],
    ["--lr 1 2 3", "--lr with 3 values, expected one or two"],
    ["--linear 1", "--linear with 1 values, expected none"],
    ["--dim two", "--dim two, expected a finite number"],
    ["--risk-loss L1", "expected MSE or L2"],
    ["--sigmas geo", "expected --s-range with two"],
  ];
  for (const [line, message] of wrong) {
    assertThrows(() => readCommandLine(line), RangeError, message);
  }
});
