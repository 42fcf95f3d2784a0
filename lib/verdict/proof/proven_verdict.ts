import { infinityNorm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/mod.ts";
import type { Verdict, VerdictKind } from "../verdict.ts";
import type { Proof } from "./proof.ts";
import { prove } from "./prove.ts";

/** A proof of a point that agrees with θ to half of its digits is one of θ. */
const halfOfTheDigits = Math.sqrt(Number.EPSILON);

/**
 * The verdict on θ with a proof of the critical point near it. The proof wins:
 * where it is of the point that the verdict is on, it says what kind that is.
 */
export function provenVerdict(
  verdict: Verdict,
  proof: Proof,
  θ: Float64Array,
): Verdict {
  const kind = provenKind(verdict, proof, θ);
  if (kind === undefined || isSame(verdict, proof, kind)) {
    return { ...verdict, proof };
  }
  return {
    ...verdict,
    kind,
    sentence: proof.sentence,
    index: proof.index ?? 0,
    nullity: proof.dimension!,
    proof,
  };
}

/** The same, proving it first where only some parameters may move. */
export function proveVerdict(
  verdict: Verdict,
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
): Verdict {
  const proof = prove(objective, θ, { hold: heldBeside(θ, free) });
  return provenVerdict(verdict, proof, θ);
}

/**
 * What a proof refutes of a verdict, in words; undefined where both can be true,
 * as where the numbers decide less than the proof. The library's tests hold all
 * their trainings against it: there is none.
 */
export function contradiction(
  verdict: Verdict,
  proof: Proof,
  θ: Float64Array,
): string | undefined {
  const kind = provenKind(verdict, proof, θ);
  if (kind === undefined || !isRefuted(verdict, proof, kind)) return undefined;
  return `the verdict is "${verdict.kind}" of index ${verdict.index}, the proof says: ${proof.sentence}`;
}

/** Indices of the parameters that are not free. */
function heldBeside(
  θ: Float64Array,
  free: readonly number[],
): number[] {
  const moving = new Set(free);
  return Array.from(θ.keys()).filter((i) => !moving.has(i));
}

/** Indices of the parameters of time scale 0. */
export function frozenBy(
  timeScale: number | ArrayLike<number> = 1,
  parameterCount: number,
): number[] {
  return Array.from({ length: parameterCount }, (_, i) => i).filter((i) =>
    (typeof timeScale === "number" ? timeScale : timeScale[i]) === 0
  );
}

/** The kind that is proved, where it is of the point that the verdict is on. */
function provenKind(
  { distance = 0 }: Verdict,
  { status, kind, index, dimension, radius }: Proof,
  θ: Float64Array,
): VerdictKind | undefined {
  const size = Math.max(Math.min(infinityNorm(θ), 1), 2 ** -500);
  const near = Math.max(2 * distance, halfOfTheDigits * size);
  if (status !== "proved" || radius! > near) return undefined;
  if (kind === "interpolation") return "minimum, degenerate";
  if (index! > 0) return "saddle";
  return dimension === 0 ? "strict minimum" : "minimum, degenerate";
}

function isSame(verdict: Verdict, proof: Proof, kind: VerdictKind): boolean {
  return verdict.kind === kind && verdict.index === (proof.index ?? 0);
}

function isRefuted(
  verdict: Verdict,
  { index = 0 }: Proof,
  proven: VerdictKind,
): boolean {
  switch (verdict.kind) {
    case "strict minimum":
      return proven !== "strict minimum";
    case "minimum, degenerate":
      return index > 0;
    case "saddle":
      // Lanczos looks for some of the negative ones only
      return index < verdict.index || (verdict.method === "dense" &&
        index > verdict.index + verdict.nullity);
    case "saddle, degenerate":
      return index === 0;
    case "gradient-flat":
    case "escaping to infinity":
    case "not converged":
      return true; // they say that no zero is nearby
    default:
      return false;
  }
}
