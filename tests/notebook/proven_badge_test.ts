import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import type { Badge } from "../../lib/figure/mod.ts";
import { verdictBadge } from "../../lib/figure/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { closeWorkers, configureMemo } from "../../lib/job/mod.ts";
import {
  cell,
  md,
  mlp,
  openNotebook,
  provenBadge,
} from "../../lib/notebook/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { prove } from "../../lib/verdict/mod.ts";

const student = mlp`2 → 2 tanh → 1`;
const data = teacherStudent({
  teacher: mlp`2 → 4 tanh → 1`,
  samples: 300,
  seed: 9,
});

function open() {
  configureMemo({});
  return openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
}

Deno.test("the badge of a single run shows the verdict first, then its proof too", async () => {
  const graph = open();
  const fit = cell`Fit ${(run) => run.train(student, data, { seed: 1 })}`;
  const badge = provenBadge(fit);
  const seen: [Badge, boolean][] = [];
  cell`Seen ${badge} ${fit} ${(badge, fit) => {
    seen.push([badge, fit.verdict!.proof === undefined]);
  }}`;
  const text = md`
${badge}
`;
  await graph.settled(20_000);
  const { verdict, parameters } = fit.value!;
  const proof = prove(empiricalLoss(student, data), parameters);
  assertEquals(seen, [
    [
      { ...verdictBadge(verdict), proof: "The proof is under way." },
      true,
    ],
    [verdictBadge({ ...verdict!, proof }), true],
  ]);
  assertMatch(badge.value!.proof!, /^∎ Exactly one critical point within /);
  const { html } = text.value!;
  assertMatch(html, /<summary>.*● *<\/span> *<strong>strict minimum.*∎/s);
  assertMatch(html, /the box that holds no other<\/th><td>‖θ\* − θ‖∞ ≤ 9\.99/);
  closeWorkers();
});

Deno.test("frozen parameters are held in the proof, of verdicts too", async () => {
  const graph = open();
  const timeScale = new Float64Array(9).fill(1).with(2, 0);
  const fit = cell`Fit ${(run) =>
    run.train(student, data, { seed: 1, flow: { timeScale } })}`;
  const verdict = cell`Verdict ${fit} ${(fit, run) =>
    run.certify(fit, { timeScale })}`;
  const badges = [provenBadge(fit), provenBadge(verdict)];
  cell`Both ${badges[0]} ${badges[1]} ${(a, b) => [a, b]}`;
  await graph.settled(20_000);
  for (const badge of badges) {
    assertMatch(badge.value!.proof!, /^∎ .* with 1 parameter held\.$/);
    assertEquals(
      Object.fromEntries(badge.value!.rows)["∎ parameters held"],
      "2",
    );
  }
  closeWorkers();
});

Deno.test("what is long, or of many runs, is not proved unasked", async () => {
  const graph = open();
  const wide = mlp`2 → 50 tanh → 1`;
  const short = { flow: { maxSteps: 2 }, refine: false } as const;
  const large = cell`Large ${(run) =>
    run.train(wide, data, { seed: 1, ...short })}`;
  const many = cell`Many ${(run) =>
    run.trainMany(empiricalLoss(student, data), [1], short)}`;
  const first = many.at(([fit]) => fit);
  const badges = [provenBadge(large), provenBadge(first)];
  cell`Both ${badges[0]} ${badges[1]} ${(a, b) => [a, b]}`;
  const asked = cell`Asked ${large} ${(fit, run) => run.prove(fit)}`;
  await graph.settled(20_000);
  assertMatch(badges[0].value!.proof!, /it would take a while/);
  assertMatch(badges[1].value!.proof!, /no single run/);
  assertStrictEquals(asked.value!.status, "not proved");
  closeWorkers();
});
