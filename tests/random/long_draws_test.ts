import { assertEquals } from "@std/assert";
import { sha256 } from "../../lib/job/hash.ts";
import { numpyRandomState, torchRandom } from "../../lib/random/mod.ts";
import draws from "../fixtures/long_draws.json" with { type: "json" };

const count = 100_000;
const numpy = numpyRandomState(12);

/** Ours round logarithms, sines and cosines correctly; libraries nearly always. */
const streams = [
  {
    name: "NumPy's randn",
    ours: () => Float64Array.from({ length: count }, () => numpy.randn()),
    theirs: draws.numpyRandn,
    off: 31,
  },
  {
    name: "PyTorch's float64 normal_",
    ours: () => torchRandom(12).normal(count, { type: "float64" }),
    theirs: draws.torchNormal,
    off: 155,
  },
];

for (const { name, ours, theirs, off } of streams) {
  Deno.test(`${count} draws are ${name} bit for bit, but ${off} by one or two ulps`, async () => {
    const values = ours();
    assertEquals(theirs.off.length, off);
    const bits = new BigInt64Array(values.buffer);
    for (const [index, ulps] of theirs.off) {
      assertEquals(Math.min(Math.abs(ulps), 2), Math.abs(ulps));
      bits[index] += BigInt(ulps);
    }
    assertEquals(
      await sha256(Uint8Array.from(new Uint8Array(values.buffer))),
      theirs.sha256,
    );
  });
}
