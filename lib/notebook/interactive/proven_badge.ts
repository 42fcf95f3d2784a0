import type { Cell } from "../../cell/mod.ts";
import { type Badge, verdictBadge } from "../../figure/mod.ts";
import { checkArguments } from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import { provenVerdict, type Verdict } from "../../verdict/mod.ts";
import { attemptOn, isShort } from "../attempts.ts";
import { aCell } from "../layout.ts";
import { derive } from "./derive.ts";

/**
 * The verdict on a training as a badge, and its proof: the verdict as soon as it
 * is there, the proof when it is done. It is tried unasked of what `run.train`
 * and `run.certify` return, where it takes well below a second, and for as long
 * as the badge is looked at.
 *
 * @param fit A training, or a verdict.
 *
 * @example In a notebook
 * ```ts
 * import { cell, md, mlp, provenBadge, teacherStudent } from "@thalweg/thalweg";
 *
 * const data = teacherStudent({ teacher: mlp`2 → 4 tanh → 1`, samples: 50, seed: 1 });
 * const fit = cell`Fit ${(run) => run.train(mlp`2 → 2 tanh → 1`, data, { seed: 2 })}`;
 * md`
 * ${provenBadge(fit)}
 * `;
 * ```
 */
export function provenBadge(
  fit: Cell<TrainingResult> | Cell<Verdict>,
): Cell<Badge> {
  checkArguments("show the proof", { fit }, { fit: aCell });
  return derive(
    fit.title,
    [fit as Cell<TrainingResult | Verdict>],
    async function* (value, run): AsyncGenerator<Badge> {
      const verdict = "nullity" in value ? value : value.verdict;
      if (!verdict || verdict.proof) {
        yield verdictBadge(verdict);
        return;
      }
      const attempt = attemptOn(verdict);
      if (!attempt || !isShort(attempt)) {
        const reason = attempt
          ? "as it would take a while: run.prove does"
          : "as this is no single run of this session";
        const proof = `No proof was tried, ${reason}.`;
        yield { ...verdictBadge(verdict), proof };
        return;
      }
      yield { ...verdictBadge(verdict), proof: "The proof is under way." };
      const proof = await run.job({ kind: "prove", ...attempt });
      yield verdictBadge(provenVerdict(verdict, proof, attempt.parameters));
    },
  );
}
