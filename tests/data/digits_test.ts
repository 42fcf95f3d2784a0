import { assert, assertEquals } from "@std/assert";
import { decodeNpz } from "../../lib/file/mod.ts";

const { inputs, labels, width, height, source } = decodeNpz(
  await Deno.readFile(
    new URL("../../notebooks/data/digits.npz", import.meta.url),
  ),
) as {
  inputs: Uint8Array;
  labels: Uint8Array;
  width: number;
  height: number;
  source: string;
};

Deno.test("the digits beside the notebooks are 200 of each class, class by class in turn", () => {
  assertEquals([labels.length, inputs.length], [2000, 2000 * width * height]);
  assertEquals([...labels], Array.from({ length: 2000 }, (_, i) => i % 10));
  assert(source.includes("MIT license"));
});

Deno.test("pictures of the digits are of ink on an empty page, and no two are the same", () => {
  const pixels = width * height;
  const pictures = Array.from(
    { length: 2000 },
    (_, i) => inputs.subarray(i * pixels, (i + 1) * pixels),
  );
  assertEquals(new Set(pictures.map((picture) => picture.join())).size, 2000);
  for (const picture of pictures) {
    const ink = picture.filter((level) => level > 127).length / pixels;
    assert(ink > 0.01 && ink < 0.5, `${ink}`);
    assertEquals(picture[0] + picture[pixels - 1], 0);
  }
});

Deno.test("the nearest mean of a class tells more than seven digits in ten that it has not seen", () => {
  const pixels = width * height;
  const means = Array.from({ length: 10 }, () => new Float64Array(pixels));
  for (let i = 0; i < 1000; i++) {
    const mean = means[labels[i]];
    for (let k = 0; k < pixels; k++) mean[k] += inputs[i * pixels + k] / 100;
  }
  let right = 0;
  for (let i = 1000; i < 2000; i++) {
    const distances = means.map((mean) =>
      mean.reduce((sum, x, k) => sum + (x - inputs[i * pixels + k]) ** 2, 0)
    );
    if (distances.indexOf(Math.min(...distances)) === labels[i]) right++;
  }
  assert(right > 700, `${right}`);
});
