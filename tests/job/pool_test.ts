import { assertEquals } from "@std/assert";
import {
  closeWorkers,
  configureWorkers,
  runJob,
  warmWorkers,
} from "../../lib/job/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";

const objective = empiricalLoss(network(parseNetwork("1 → 1")), {
  samples: 1,
  inputCount: 1,
  outputCount: 1,
  inputs: Float64Array.of(1),
  targets: Float64Array.of(2),
});

Deno.test("warmWorkers starts workers before the first job, which uses them", async () => {
  let made = 0;
  configureWorkers({
    create: () => {
      made++;
      return new Worker(new URL("../../lib/job/worker.ts", import.meta.url), {
        type: "module",
      });
    },
    size: 2,
    idle: Infinity,
  });
  assertEquals(made, 0);
  warmWorkers();
  assertEquals(made, 1);
  warmWorkers(5); // no more than the pool holds
  assertEquals(made, 2);
  await Promise.all([1, 2, 3].map((x) =>
    runJob({
      kind: "gradient",
      objective,
      parameters: Float64Array.of(x, 0),
    }, { memo: false })
  ));
  assertEquals(made, 2);
  closeWorkers();
  configureWorkers({});
});
