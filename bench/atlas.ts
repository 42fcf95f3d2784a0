/**
 * The atlas that was promised: from 10 000 starts of 2 → 3 tanh → 1 on 1000
 * samples of a teacher of four, over two workers. Parts that are done are kept in
 * bench/.cache: what was interrupted goes on where it was.
 *
 *     deno run -A bench/atlas.ts [starts]
 */
import {
  type AtlasSoFar,
  configureMemo,
  configureWorkers,
  empiricalLoss,
  exploreAtlas,
  initialize,
  mlp,
  teacherStudent,
} from "@thalweg/thalweg";
import { diskStorage } from "../lib/host/storage/disk_storage.ts";

const count = Number(Deno.args[0] ?? 10_000);
const net = mlp`2 → 3 tanh → 1`;
const objective = empiricalLoss(
  net,
  teacherStudent({ teacher: mlp`2 → 4 tanh → 1`, samples: 1000, seed: 1 }),
);
const starts = Array.from(
  { length: count },
  (_, seed) => initialize(net, { seed, scheme: "standardNormal" }),
);

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

configureWorkers({ size: 2 });
configureMemo({
  storage: diskStorage({
    folder: new URL(".cache", import.meta.url).pathname,
  }),
});
const sources = { computed: 0, "from cache": 0 };
const begin = performance.now();
const seconds = () => ((performance.now() - begin) / 1000).toFixed(0);
let now: AtlasSoFar | undefined;
let told = 0;
for await (
  now of exploreAtlas(objective, starts, {
    onSource: (source) => sources[source]++,
  })
) {
  if (performance.now() - told < 20_000) continue;
  told = performance.now();
  const share = (100 * now.done).toFixed(0);
  say(`${seconds()} s, ${now.note} ${share} %, ${now.atlas.points.length}`);
}

if (now) {
  const { points, connections, lost, descents } = now.atlas;
  say(`${count} starts in ${seconds()} s, parts: ${JSON.stringify(sources)}`);
  say("loss, index, nullity, kind, searches, descents, basin in %, proved");
  for (const point of points.toSorted((a, b) => a.loss - b.loss)) {
    const { loss, index, nullity, kind, searches, basin } = point;
    const percent = basin?.map((x) => (100 * x).toFixed(2)).join("–");
    say([
      loss.toPrecision(6),
      index,
      nullity,
      kind,
      searches,
      point.descents,
      percent,
      point.proof?.status ?? "",
    ].join(", "));
  }
  const ended = connections.filter(({ to }) => to !== undefined).length;
  say(`${points.length} points; of ${descents} descents from starts and`);
  say(`${connections.length} from saddles (${ended} ended at a point) and`);
  say(`searches by gradient norm these were lost: ${JSON.stringify(lost)}`);
}
