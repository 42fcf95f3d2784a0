import { assert, assertLess } from "@std/assert";
import { dataset } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { train } from "../../lib/train/mod.ts";

/** value ↦ offset + scale · value, as other units do. */
interface Unit {
  readonly offset: number;
  readonly scale: number;
}

const same: Unit = { offset: 0, scale: 1 };
const net = network(parseNetwork("2 → 3 tanh → 1"));
const random = randomGenerator(11);
const rows = Array.from(
  { length: 30 },
  () => [random.normal(), random.normal()],
);
const values = rows.map(([u, v]) => Math.sin(2 * u) + 0.3 * v);
const mean = values.reduce((sum, y) => sum + y) / values.length;
const variance = values.reduce((sum, y) => sum + (y - mean) ** 2, 0) /
  values.length;

/**
 * The least L / s² of some starts, with defaults; undefined where the first of
 * them says that a scale is the cause, and what to do.
 */
function fit(units: readonly [Unit, Unit, Unit]): number | undefined {
  const [u, v, y] = units;
  const data = dataset({
    inputs: rows.map((row) =>
      [u, v].map(({ offset, scale }, k) => offset + scale * row[k])
    ),
    targets: values.map((value) => y.offset + y.scale * value),
  });
  const objective = empiricalLoss(net, data);
  let least = Infinity;
  for (let seed = 1; seed <= 6; seed++) {
    const { loss, sentence } = train(objective, initialize(net, { seed }), {
      flow: { maxSteps: 200 },
      refine: { maxIterations: 200 },
    });
    const cure = /[Ii]nputs( \d)? lie around|[Tt]argets lie around/;
    if (cure.test(sentence) && sentence.includes(": standardize them")) return;
    least = Math.min(least, loss / (y.scale ** 2 * variance));
  }
  return least;
}

const plain = fit([same, same, same])!;

const everyday: Readonly<Record<string, [Unit, Unit, Unit]>> = {
  "targets × 1e6": [same, same, { offset: 0, scale: 1e6 }],
  "targets × 1e-6": [same, same, { offset: 0, scale: 1e-6 }],
  "inputs + 1e6": [{ offset: 1e6, scale: 1 }, same, same],
  "both inputs + 1e6": [
    { offset: 1e6, scale: 1 },
    { offset: 1e6, scale: 1 },
    same,
  ],
  "one input in meters, one in micrometers": [
    same,
    { offset: 0, scale: 1e6 },
    same,
  ],
  "one input in meters, one in megameters": [
    same,
    { offset: 0, scale: 1e-6 },
    same,
  ],
  "years, Pascal and prices": [
    { offset: 2005, scale: 10 },
    { offset: 101325, scale: 500 },
    { offset: 4e5, scale: 1e5 },
  ],
  "ages, degrees and grades": [
    { offset: 45, scale: 12 },
    { offset: 15, scale: 8 },
    { offset: 6, scale: 2 },
  ],
};

Deno.test("as it is, the data are fitted well", () => {
  assertLess(plain, 0.02);
});

for (const [what, units] of Object.entries(everyday)) {
  Deno.test(`${what}: as good a fit, or a sentence on the scale and its cure`, () => {
    const least = fit(units);
    if (least !== undefined) assertLess(least, 2 * plain + 0.01);
  });
}

Deno.test("random units: as good a fit, or a sentence on the scale and its cure", () => {
  const random = randomGenerator(3);
  let told = 0;
  /** Near the ordinary every other time. */
  function unit(): Unit {
    const far = random.integer(2);
    const scale = 10 ** ((random.uniform() - 0.5) * (far ? 12 : 3));
    const offset = random.integer(2) ? 0 : (random.uniform() - 0.5) * 100;
    return { scale, offset: offset * scale };
  }
  for (let k = 0; k < 30; k++) {
    const units = [unit(), unit(), unit()] as const;
    const least = fit([...units]);
    if (least === undefined) told++;
    else assert(least < 2 * plain + 0.01, JSON.stringify({ units, least }));
  }
  // some of both, or nothing was tried
  assert(told > 5 && told < 29, `${told}`);
});
