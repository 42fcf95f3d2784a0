import { assert, assertEquals, assertRejects } from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  closeWorkers,
  configureWorkers,
  exploreAtlas,
} from "../../lib/job/mod.ts";
import { atlas } from "../../lib/landscape/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";

const net = network(parseNetwork("1 → 2 tanh no bias → 1 no bias"));
const teacher = network(parseNetwork("1 → 3 tanh no bias → 1 no bias"));
const objective = empiricalLoss(
  net,
  teacherStudent({ teacher, samples: 30, seed: 1 }),
);
const starts = Array.from(
  { length: 70 },
  (_, seed) => initialize(net, { seed, scheme: "standardNormal" }),
);

Deno.test("an atlas over the pool is that of one processor, and comes piece by piece", async () => {
  configureWorkers({ size: 2 });
  try {
    const alone = atlas(objective, starts);
    assert(alone.points.length > 1 && alone.connections.length > 0);
    let count = 0;
    let last: unknown;
    for await (
      const { atlas, done } of exploreAtlas(objective, starts, { memo: false })
    ) {
      assert(done > 0 && done <= 1);
      last = atlas;
      count++;
    }
    assertEquals(last, alone);
    assert(count >= 35); // parts of two starts each
  } finally {
    closeWorkers();
  }
});

Deno.test("an atlas over the pool is stopped by its signal", async () => {
  const stop = new AbortController();
  await assertRejects(
    async () => {
      for await (
        const _ of exploreAtlas(objective, starts, { signal: stop.signal })
      ) {
        stop.abort(new Error("enough"));
      }
    },
    Error,
    "enough",
  );
  closeWorkers();
});
