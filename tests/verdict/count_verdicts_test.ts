import { assertEquals } from "@std/assert";
import { binomialInterval } from "../../lib/random/mod.ts";
import { customObjective } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { countVerdicts } from "../../lib/verdict/mod.ts";

Deno.test("countVerdicts counts each kind, with its interval", () => {
  const bowl = customObjective({
    parameterCount: 1,
    loss: ([x]) => x ** 2,
    gradient: ([x]) => [2 * x],
  });
  const slope = customObjective({
    parameterCount: 1,
    loss: ([x]) => Math.exp(-x),
    gradient: ([x]) => [-Math.exp(-x)],
  });
  const start = Float64Array.of(1);
  const results = [
    train(bowl, start),
    train(bowl, start),
    train(slope, start, { flow: { maxSteps: 2 }, refine: false }),
    train(bowl, start, { signal: AbortSignal.abort() }),
  ];
  const counts = countVerdicts(results);
  const of = Object.fromEntries(counts.map((each) => [each.kind, each]));
  assertEquals(of["strict minimum"].count, 2);
  assertEquals(of["strict minimum"].share, 0.5);
  assertEquals(of["strict minimum"].interval, binomialInterval(2, 4));
  assertEquals(of["not converged"].count, 1);
  assertEquals(of.none.count, 1);
  assertEquals(of.saddle.count, 0);
  assertEquals(counts.reduce((sum, { count }) => sum + count, 0), 4);
  // rows of a sweep have its name alone
  const names = results.map(({ verdict }) =>
    verdict ? { verdict: verdict.kind } : {}
  );
  assertEquals(countVerdicts(names), counts);
  assertEquals(countVerdicts([]), []);
});
