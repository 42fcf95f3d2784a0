import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  logitImages,
  mixedSounds,
  pixelsOf,
  readTable,
  tableToSamples,
} from "../../lib/data/mod.ts";

const pixels = Float64Array.from({ length: 600 }, (_, i) => i * 37 % 256);

Deno.test("images become samples, and pixels again", () => {
  for (const ε of [1e-6, 0.05]) {
    const images = logitImages(pixels, { features: 6, ε, seed: 1 });
    assert(images.inputs.every(Number.isFinite));
    assertEquals(images.logDeterminants.length, 100);
    const back = pixelsOf(images.inputs, images);
    back.forEach((pixel, i) => assert(Math.abs(pixel - pixels[i]) <= 1));
    // what was added lies in [0, 1)
    images.inputs.forEach((x, i) => {
      const v = 1 / (1 + Math.exp(-x));
      const raw = 255 * images.largest * (v - ε) / (1 - 2 * ε);
      assert(raw - pixels[i] > -1e-6 && raw - pixels[i] < 1 + 1e-6, `${raw}`);
    });
  }
});

Deno.test("the determinant of the images' map is that of differences", () => {
  const { inputs, logDeterminants, largest, ε } = logitImages(pixels, {
    features: 1,
    ε: 0.05,
  });
  const map = (raw: number) => {
    const v = ε + (1 - 2 * ε) * raw / 255 / largest;
    return Math.log(v / (1 - v));
  };
  inputs.forEach((x, n) => {
    const v = 1 / (1 + Math.exp(-x));
    const raw = 255 * largest * (v - ε) / (1 - 2 * ε);
    assertAlmostEquals(map(raw), x, 1e-9);
    const slope = (map(raw + 1e-4) - map(raw - 1e-4)) / 2e-4;
    assertAlmostEquals(logDeterminants[n], Math.log(slope), 1e-6);
  });
});

const table = readTable(
  "a,b,word\n" +
    Array.from({ length: 50 }, (_, i) => `${i * 3},${i * i % 17},x`).join(
      "\n",
    ) +
    "\n7,,x\n", // a row without b
);

Deno.test("a table becomes three parts, standardized by what is not tested", () => {
  const parts = tableToSamples(table, { seed: 3 });
  assertEquals(parts.columns, ["a", "b"]);
  assertEquals(
    [parts.training, parts.validation, parts.test].map((part) =>
      part.length / 2
    ),
    [40, 5, 5],
  );
  const known = [...parts.training, ...parts.validation];
  for (const axis of [0, 1]) {
    const values = known.filter((_, i) => i % 2 === axis);
    const mean = values.reduce((s, x) => s + x, 0) / 45;
    const square = values.reduce((s, x) => s + x * x, 0) / 45;
    assertAlmostEquals(mean, 0, 1e-12);
    assertAlmostEquals(square, 1, 1e-12);
  }
  // no row is lost, none comes twice
  const all = [...known, ...parts.test].filter((_, i) => i % 2 === 0)
    .map((x) => Math.round(x * parts.scales[0] + parts.means[0]));
  assertEquals(
    all.sort((x, y) => x - y),
    Array.from({ length: 50 }, (_, i) => 3 * i),
  );
  const raw = tableToSamples(table, { standardize: false, columns: ["b"] });
  assert(raw.training.every(Number.isInteger));
});

Deno.test("tables that give no samples are refused", () => {
  assertThrows(
    () => tableToSamples(table, { columns: ["word"] }),
    TypeError,
    'column "word" holds texts',
  );
  assertThrows(
    () => tableToSamples(table, { testShare: 0.95 }),
    RangeError,
    "expected some that neither validate nor test",
  );
  assertThrows(
    () =>
      tableToSamples(readTable("a,b\n1,1\n1,2\n1,5\n1,4\n"), {
        columns: ["a"],
      }),
    RangeError,
    'column "a" is 1 in every row',
  );
});

Deno.test("voices are loud alike, have heavy tails, and are heard mixed", () => {
  const mixing = [[1, 0.3], [-0.5, 2]];
  const { sources, mixtures, sampleRate } = mixedSounds({ mixing, seed: 4 });
  assertEquals(sampleRate, 8000);
  const [a, b] = sources;
  for (const sound of sources) {
    const square = sound.reduce((s, x) => s + x * x, 0) / sound.length;
    const fourth = sound.reduce((s, x) => s + x ** 4, 0) / sound.length;
    assertAlmostEquals(square, 1, 1e-12);
    assert(fourth > 4, `kurtosis ${fourth}`); // 3 for a normal density
  }
  const correlation = a.reduce((s, x, t) => s + x * b[t], 0) / a.length;
  assert(Math.abs(correlation) < 0.05, `${correlation}`);
  for (const t of [0, 999, a.length - 1]) {
    assertEquals(mixtures[2 * t], a[t] - 0.5 * b[t]);
    assertEquals(mixtures[2 * t + 1], 0.3 * a[t] + 2 * b[t]);
  }
});
