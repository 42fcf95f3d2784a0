import { assert, assertEquals } from "@std/assert";
import {
  type BatchResult,
  planSweep,
  type SweepBatch,
  type SweepPlace,
  type SweepPlan,
} from "../../lib/sweep/mod.ts";

/** A sweep of 24 runs in two problems, which are only handed out here. */
export const plan: SweepPlan = planSweep({
  problems: [2, 3].map((width) => ({
    student: `2 → ${width} tanh → 1`,
    teacher: "2 → 2 tanh → 1",
    samples: 5,
  })),
  seeds: { count: 12 },
});

/** What a batch leaves, without being computed. */
export function resultOf({ from, to }: SweepBatch): BatchResult {
  const runs = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    from,
    to,
    outcomes: runs.map((run) => ({
      key: String(run),
      status: "converged",
      loss: run,
      gradientNorm: 0,
      parameterNorm: 1,
      steps: 1,
      seconds: 0.25,
      parameters: Float64Array.of(run, -0, NaN, 0.1),
    })),
  };
}

/** A place to try, as several processes see it. */
export interface TriedPlace {
  /** The place, as one more process sees it. */
  join(): Promise<SweepPlace>;
  /**
   * Lets so much time pass that a claim becomes stale, and does something now
   * and then; not where no claim does.
   */
  readonly age?: (meanwhile?: () => Promise<unknown>) => Promise<void>;
  close?(): Promise<void>;
}

const signal = new AbortController().signal;

/** What holds for every place: a batch is handed out, and counts, once. */
export function conforms(name: string, open: () => Promise<TriedPlace>): void {
  const test = (what: string, body: (place: TriedPlace) => Promise<void>) =>
    Deno.test(`${name}: ${what}`, async () => {
      const place = await open();
      try {
        await body(place);
      } finally {
        await place.close?.();
      }
    });

  test("all runs are handed out once, to whomever asks", async ({ join }) => {
    const claimed: number[] = [];
    await Promise.all(
      [await join(), await join(), await join()].map(async (place) => {
        for (;;) {
          const claim = await place.claim();
          if (claim) {
            const { from, to } = claim.batch;
            for (let run = from; run < to; run++) claimed.push(run);
            await new Promise((resolve) => setTimeout(resolve, from % 3));
            await place.finish(claim, resultOf(claim.batch), signal);
          } else if (await place.isDone()) return;
          else await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }),
    );
    assertEquals(
      claimed.sort((a, b) => a - b),
      Array.from({ length: plan.count }, (_, run) => run),
    );
  });

  test("results come back bit for bit, once", async ({ join }) => {
    const place = await join();
    for (;;) {
      const claim = await place.claim();
      if (!claim) break;
      await place.finish(claim, resultOf(claim.batch), signal);
      await place.finish(
        claim,
        { ...claim.batch, outcomes: [{ error: "a second result" }] },
        signal,
      );
    }
    assert(await place.isDone());
    const results = await Array.fromAsync((await join()).results());
    assertEquals(
      results.sort((a, b) => a.from - b.from).flatMap(({ outcomes }) =>
        outcomes
      ),
      resultOf({ from: 0, to: plan.count }).outcomes,
    );
  });

  test("what is given back is handed out again", async ({ join }) => {
    const [one, two] = [await join(), await join()];
    const claim = (await one.claim())!;
    await one.release(claim);
    const again: number[] = [];
    for (;;) {
      const claim = await two.claim();
      if (!claim) break;
      again.push(claim.batch.from);
      await two.finish(claim, resultOf(claim.batch), signal);
    }
    assert(again.includes(claim.batch.from));
    assert(await one.isDone());
  });

  test("a claim that is not renewed goes to another, and counts once", async ({ join, age }) => {
    if (age === undefined) return; // its claims end with its process
    const [dead, two] = [await join(), await join()];
    const lost = (await dead.claim())!;
    await age();
    const taken: number[] = [];
    for (;;) {
      const claim = await two.claim();
      if (!claim) break;
      taken.push(claim.batch.from);
      await two.finish(claim, resultOf(claim.batch), signal);
    }
    assert(taken.includes(lost.batch.from), "nobody took it over");
    assertEquals(await dead.renew(lost), false);
    // it was not dead, only late
    await dead.finish(lost, {
      ...lost.batch,
      outcomes: [{ error: "late" }],
    }, signal);
    const results = await Array.fromAsync(two.results());
    assertEquals(
      results.flatMap(({ outcomes }) => outcomes).length,
      plan.count,
    );
    assert(!JSON.stringify(results).includes("late"));
  });

  test("a claim that is renewed stays", async ({ join, age }) => {
    if (age === undefined) return;
    const [one, two] = [await join(), await join()];
    const kept = (await one.claim())!;
    await age(async () => assertEquals(await one.renew(kept), true));
    const renewing = setInterval(() => one.renew(kept), one.renewEvery);
    for (;;) {
      const claim = await two.claim();
      if (!claim) break;
      assert(claim.batch.from !== kept.batch.from);
      await two.finish(claim, resultOf(claim.batch), signal);
    }
    clearInterval(renewing);
    assertEquals(await two.isDone(), false);
    await one.finish(kept, resultOf(kept.batch), signal);
    assertEquals(await two.isDone(), true);
  });
}
