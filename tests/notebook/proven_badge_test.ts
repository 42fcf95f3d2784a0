import {
  assert,
  assertEquals,
  assertMatch,
  assertStrictEquals,
} from "@std/assert";
import type { Badge } from "../../lib/figure/mod.ts";
import { verdictBadge } from "../../lib/figure/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { fromBytes } from "../../lib/job/bytes.ts";
import { closeWorkers, configureMemo } from "../../lib/job/mod.ts";
import {
  cell,
  md,
  mlp,
  openNotebook,
  provenBadge,
} from "../../lib/notebook/mod.ts";
import { initialize } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { prove } from "../../lib/verdict/mod.ts";

const student = mlp`2 → 2 tanh → 1`;
const data = teacherStudent({
  teacher: mlp`2 → 4 tanh → 1`,
  samples: 300,
  seed: 9,
});

/** The texts of what results of jobs hold, by the keys they are kept under. */
let kept: Map<string, string>;

/** How many of so many results speak of a proof, tried or not. */
async function proofsOf(count: number): Promise<number> {
  // they are kept a little later than they are there
  for (let k = 0; k < 100 && kept.size < count; k++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assertEquals(kept.size, count);
  return [...kept.values()].filter((text) => /∎|Not proved/.test(text)).length;
}

function open() {
  // what an earlier notebook still keeps is not this one's
  const texts = kept = new Map();
  configureMemo({
    storage: {
      get: () => Promise.resolve(undefined),
      set(key: string, bytes: Uint8Array<ArrayBuffer>) {
        const { payload } = fromBytes(bytes) as { payload: Uint8Array };
        texts.set(key, JSON.stringify(fromBytes(payload)));
        return Promise.resolve();
      },
      delete: () => Promise.resolve(),
    },
  });
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
  // the training is kept without its proof, which has a key of its own
  assertEquals(await proofsOf(2), 1);
  closeWorkers();
});

Deno.test("a verdict of its own is proved once, and a proof on demand is that one", async () => {
  const graph = open();
  const fit = cell`Fit ${(run) => run.train(student, data, { seed: 1 })}`;
  const verdict = cell`Verdict ${fit} ${(fit, run) => run.certify(fit)}`;
  const badges = [provenBadge(fit), provenBadge(verdict)];
  const asked = cell`Asked ${fit} ${(fit, run) =>
    run.prove(fit, { hold: [] })}`;
  cell`All ${badges[0]} ${badges[1]} ${asked} ${(a, b) => [a, b]}`;
  await graph.settled(20_000);
  for (const badge of badges) {
    assertEquals(badge.value!.proof, asked.value!.sentence);
  }
  assertEquals(await proofsOf(3), 1);
  closeWorkers();
});

Deno.test("trainings of many seeds, sweeps and atlases start no proofs", async () => {
  const graph = open();
  const objective = empiricalLoss(student, data);
  const starts = [1, 2].map((seed) => initialize(student, { seed }));
  const many = cell`Many ${(run) => run.trainMany(objective, [1, 2])}`;
  const swept = cell`Swept ${(run) =>
    run.sweep({ problems: [{ student: student.text, data }], seeds: [3] })}`;
  const atlas = cell`Atlas ${(run) => run.atlas(objective, starts)}`;
  cell`All ${many} ${swept} ${atlas} ${(a, b, c) => [a, b, c]}`;
  await graph.settled(60_000);
  assertEquals(many.value!.map(({ verdict }) => verdict!.kind), [
    "strict minimum",
    "strict minimum",
  ]);
  assert(atlas.value!.points.length > 0);
  assert(atlas.value!.points.every(({ proof }) => proof === undefined));
  assert(kept.size > 2, `${kept.size} results kept`);
  assertEquals(await proofsOf(kept.size), 0);
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
    assertMatch(
      badge.value!.proof!,
      /^∎ With 1 parameter held, a critical point within /,
    );
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
