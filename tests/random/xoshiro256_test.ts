import { assertEquals } from "@std/assert";
import { splitmix64 } from "../../lib/random/splitmix64.ts";
import { xoshiro256 } from "../../lib/random/xoshiro256.ts";

function draw(source: ReturnType<typeof xoshiro256>): bigint {
  source.next();
  return (BigInt(source.high) << 32n) | BigInt(source.low);
}

Deno.test("xoshiro256 gives the reference C outputs from state 1, 2, 3, 4", () => {
  const source = xoshiro256([1n, 2n, 3n, 4n]);
  const expected = [
    41943041n,
    58720359n,
    3588806011781223n,
    3591011842654386n,
    9228616714210784205n,
    9973669472204895162n,
    14011001112246962877n,
    12406186145184390807n,
    15849039046786891736n,
    10450023813501588000n,
  ];
  assertEquals(expected.map(() => draw(source)), expected);
});

Deno.test("xoshiro256 agrees with a BigInt transcription of the C code", () => {
  const mask = (1n << 64n) - 1n;
  const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (64n - k))) & mask;
  const s = splitmix64(99n, 4);
  const source = xoshiro256([s[0], s[1], s[2], s[3]]);
  for (let i = 0; i < 2000; i++) {
    const expected = (rotate((s[0] + s[3]) & mask, 23n) + s[0]) & mask;
    const t = (s[1] << 17n) & mask;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45n);
    assertEquals(draw(source), expected);
  }
});

Deno.test("splitmix64 gives the published outputs for seed 1234567", () => {
  assertEquals(splitmix64(1234567n, 5), [
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});
