import { assertEquals, assertRejects } from "@std/assert";
import { connectNats } from "../../lib/host/sweep/nats/connect.ts";
import { natsPlace } from "../../lib/host/sweep/nats/nats_place.ts";
import {
  joinSweep,
  publishSweep,
} from "../../lib/host/sweep/nats/nats_sweep.ts";
import { equalBatches } from "../../lib/sweep/mod.ts";
import { conforms, plan, resultOf } from "../sweep/conformance.ts";
import { missingServer, startNats } from "./nats_server.ts";

const missing = missingServer();

if (missing !== undefined) {
  Deno.test({ name: `NATS is not tried: ${missing}`, ignore: true, fn() {} });
} else {
  const sweep = { plan, batches: equalBatches(plan, 5) };
  const server = await startNats();
  let tried = 0;

  conforms("NATS", async () => {
    const options = { name: `try-${tried++}`, staleAfter: 400 };
    const connections = [await connectNats(server)];
    await publishSweep(connections[0], sweep, options);
    return {
      async join() {
        const connection = await connectNats(server);
        connections.push(connection);
        const { sweep, nats } = await joinSweep(connection, options);
        return natsPlace(nats, sweep.batches);
      },
      age: async (meanwhile = () => Promise.resolve()) => {
        for (let step = 0; step < 6; step++) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          await meanwhile();
        }
      },
      async close() {
        for (const connection of connections) await connection.close();
      },
    };
  });

  Deno.test("NATS: a sweep served twice has each batch once, another one is refused", async () => {
    const connection = await connectNats(server);
    const options = { name: "twice" };
    await publishSweep(connection, sweep, options);
    await publishSweep(connection, sweep, options);
    const { nats } = await joinSweep(connection, options);
    assertEquals((await nats.queue.info()).num_pending, sweep.batches.length);
    await assertRejects(
      () =>
        publishSweep(connection, {
          ...sweep,
          plan: { ...plan, description: { ...plan.description, seeds: [1] } },
        }, options),
      TypeError,
      'another one named "twice"',
    );
    await assertRejects(
      () => joinSweep(connection, { name: "nothing" }),
      TypeError,
      'has none named "nothing"',
    );
    await connection.close();
  });

  Deno.test("NATS: results larger than a message, and a server that is killed meanwhile", async () => {
    const connection = await connectNats(server);
    await publishSweep(connection, sweep, { name: "large" });
    const { nats } = await joinSweep(connection, { name: "large" });
    const place = natsPlace(nats, sweep.batches);
    const signal = new AbortController().signal;
    const parameters = new Float64Array(100_000).fill(Math.PI);
    const large = (from: number, to: number) => ({
      from,
      to,
      outcomes: resultOf({ from, to }).outcomes.map((each) => ({
        ...each,
        parameters,
      })),
    });
    let finished = 0;
    for (;;) {
      const claim = await place.claim();
      if (claim) {
        const { from, to } = claim.batch;
        await place.finish(claim, large(from, to), signal);
        if (++finished === 2) await server.restart();
      } else if (await place.isDone()) break;
    }
    for await (const { outcomes } of place.results()) {
      for (const outcome of outcomes) {
        assertEquals("parameters" in outcome && outcome.parameters, parameters);
      }
    }
    await connection.close();
  });

  const refused: readonly (readonly [string, string])[] = [
    ["nats://192.168.1.5:4222", "nothing is encrypted"],
    [
      "nats://user:secret@lab.example:4222",
      "//lab.example:4222: it is another",
    ],
    ["http://127.0.0.1:4222", "expected an address"],
    ["127.0.0.1:4222", "expected an address"],
  ];
  for (const [url, message] of refused) {
    Deno.test(`NATS: ${url} is refused`, async () => {
      await assertRejects(() => connectNats({ url }), RangeError, message);
    });
  }

  Deno.test("NATS: a password passes through", async () => {
    const guarded = await startNats(
      'authorization { user: "ann", password: "se cret" }',
    );
    try {
      await assertRejects(() => connectNats({ url: guarded.url }));
      const url = guarded.url.replace("//", "//ann:se%20cret@");
      await (await connectNats({ url })).close();
    } finally {
      await guarded.stop();
    }
  });

  Deno.test("NATS: the server ends", () => server.stop());
}
