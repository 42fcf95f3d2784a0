import { assert, assertEquals, assertMatch } from "@std/assert";
import recorded from "../../notebooks/data/sweep.json" with { type: "json" };
import { render } from "./render.ts";

/** Recorded runs as the notebook's text counts them, by plain loops. */
function told(k: number, ρ: number, isSo: (run: number[]) => boolean): string {
  const some = recorded.runs.filter((run) => run[0] === k && run[1] === ρ);
  return `${some.filter(isSo).length} of ${some.length}`;
}

Deno.test("the study of a sweep is counted in words, and a run is trained again as it was", async () => {
  const { code, document } = await render("notebooks/sweep.ts");
  assertEquals(code, 0);
  assertEquals(document.querySelectorAll(".problem").length, 0);
  const words = document.body.textContent!.replace(/\s+/g, " ");
  const isZero = ([, , , loss]: number[]) => loss < 1e-12;
  assert(
    words.includes(
      `as large as the teacher ${
        told(2, 1, isZero)
      } runs reach zero at k = 2, ${told(4, 1, isZero)} at k = 4`,
    ),
    words.slice(2000, 5000),
  );
  const escaping = recorded.verdicts.indexOf("escaping to infinity");
  const small = recorded.runs.filter(([, ρ]) => ρ === 1);
  const escape = small.filter((run) => run[7] === escaping);
  const channels = escape.filter(([, , , , , , , , distance, a, b]) =>
    distance <= 1e-3 && Math.abs(a + b) <= Math.abs(a - b) / 2
  );
  assert(words.includes(`${escape.length} of ${small.length} escape`));
  assert(
    words.includes(`${channels.length} of ${small.length} are in a channel`),
  );
  // trained here, and read from the file
  assertMatch(
    words,
    /Run 602 is k = 4, ρ = 1, seed 3: .*loss of (7\.27\d×10⁻⁴) with.*Recorded was: loss \1, escaping to infinity/,
  );
});

Deno.test("every recorded run is there once, four digits each", () => {
  const { seeds, runs, verdicts } = recorded;
  assertEquals(runs.length, 7 * 3 * seeds);
  assertEquals(
    new Set(runs.map(([k, ρ, seed]) => `${k} ${ρ} ${seed}`)).size,
    runs.length,
  );
  for (const [k, ρ, seed, loss, , norm, steps, verdict] of runs) {
    assert(k >= 2 && k <= 8 && ρ >= 1 && ρ <= 3 && seed >= 1 && seed <= seeds);
    assert(loss >= 0 && loss < 10 && norm > 0 && steps > 0);
    assert(verdict < verdicts.length);
  }
});
