import type { Proof } from "../verdict/mod.ts";
import type { Verdict, VerdictKind } from "../verdict/verdict.ts";
import { formatNumber } from "./format.ts";
import {
  checkArguments,
  holding,
  list,
  numbers,
  text,
} from "../options/mod.ts";

/** A line of prose that opens to show the numbers behind it. */
export interface Badge {
  /** Tells badges from other values in prose. */
  readonly kind: "badge";
  /** One character that stands for it. */
  readonly mark: string;
  /** In a few words. */
  readonly label: string;
  /** In a sentence or two. */
  readonly sentence: string;
  /** What is proved of it, or why nothing is; absent where nobody asked. */
  readonly proof?: string;
  /** The numbers behind it, by name. */
  readonly rows: readonly (readonly [name: string, value: string])[];
}

/** What stands for each verdict. */
export const marks: Readonly<Record<VerdictKind, string>> = {
  "strict minimum": "●",
  "minimum, degenerate": "◐",
  "saddle": "▲",
  "saddle, degenerate": "△",
  "undecided": "?",
  "gradient-flat": "▬",
  "escaping to infinity": "↗",
  "not converged": "…",
};

/** Eigenvalues that are shown. */
const shown = 4;

const aVerdict = holding("a verdict", {
  kind: text,
  sentence: text,
  eigenvalues: numbers,
  bounds: numbers,
  explanations: list,
});

/**
 * The verdict on a training as a badge, for a paragraph of its own in prose:
 * a mark, a few words and a sentence, which a click opens. For a training
 * without a verdict, one that was aborted, it says so.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example In a notebook
 * ```ts
 * import { cell, md, mlp, teacherStudent, verdictBadge } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = cell`Data ${net} ${(teacher) =>
 *   teacherStudent({ teacher, samples: 50, seed: 1 })}`;
 * const fit = cell`Fit ${net} ${data} ${(net, data, run) =>
 *   run.train(net, data, { seed: 2 })}`;
 * md`
 * ${fit.at((fit) => verdictBadge(fit.verdict))}
 * `;
 * ```
 */
export function verdictBadge(verdict: Verdict | undefined): Badge {
  if (verdict === undefined) {
    return {
      kind: "badge",
      mark: marks["not converged"],
      label: "no verdict",
      sentence:
        "The training was stopped before its end, or kept by an earlier version.",
      rows: [],
    };
  }
  checkArguments("show the verdict", { verdict }, { verdict: aVerdict });
  return {
    kind: "badge",
    mark: marks[verdict.kind],
    label: verdictLabel(verdict),
    sentence: verdict.sentence,
    ...(verdict.proof && { proof: verdict.proof.sentence }),
    rows: [...proofRows(verdict.proof), ...numbersBehind(verdict)],
  };
}

/** A verdict in a few words: its kind, and the index of a saddle. */
export function verdictLabel({ kind, index }: Verdict): string {
  return kind === "saddle" ? `saddle of index ${index}` : kind;
}

/** All digits, as these bounds are rigorous and others would not be. */
function proofRows(proof: Proof | undefined): [string, string][] {
  if (proof?.status !== "proved") return [];
  const { radius, uniqueWithin, eigenvalueBounds, held, symmetries } = proof;
  const exact = (x: number) => formatNumber(x, 17);
  const box = (r: number) => `‖θ* − θ‖∞ ≤ ${exact(r)}`;
  const what = proof.kind === "interpolation"
    ? "interpolation θ*"
    : "critical point θ*";
  const rows: [string, string | undefined][] = [
    [`∎ the box that holds the ${what}`, box(radius!)],
    [
      "∎ the box that holds no other",
      uniqueWithin === undefined ? undefined : box(uniqueWithin),
    ],
    [
      "∎ smallest eigenvalues",
      eigenvalueBounds &&
      [...eigenvalueBounds.lo.subarray(0, shown)].map((lo, k) =>
        `[${exact(lo)}, ${exact(eigenvalueBounds.hi[k])}]`
      ).join(" "),
    ],
    ["∎ negative ones", proof.index?.toString()],
    ["∎ dimension of the family", proof.dimension?.toString()],
    ["∎ parameters held", held.length > 0 ? held.join(", ") : undefined],
    [
      "∎ symmetries",
      symmetries.length > 0
        ? symmetries.map(({ kind, layer, neurons }) =>
          `${kind}, layer ${layer}, neurons ${neurons.join(", ")}`
        ).join("; ")
        : undefined,
    ],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function numbersBehind(verdict: Verdict): [string, string][] {
  const { eigenvalues, bounds, explanations } = verdict;
  const number = (x: number | undefined) =>
    x === undefined ? [] : [formatNumber(x, 3)];
  const rows: [name: string, values: string[]][] = [
    [
      "‖∇L‖∞",
      [
        `${formatNumber(verdict.gradientNorm, 3)}, of which ${
          formatNumber(verdict.gradientRounding, 3)
        } is rounding`,
      ],
    ],
    ["distance to the zero of ∇L", number(verdict.distance)],
    ["contraction of Newton’s steps", number(verdict.contraction)],
    ["Newton decrement", number(verdict.newtonDecrement)],
    [
      "smallest eigenvalues",
      [...eigenvalues.slice(0, shown)].map((λ, k) =>
        `${formatNumber(λ, 3)} ± ${formatNumber(bounds[k], 2)}`
      ),
    ],
    ["negative beyond that", [String(verdict.index)]],
    ["zero within that", [String(verdict.nullity)]],
    ...explanations.map(({ kind, sentence, dimension, residual }) =>
      [kind, [
        `${sentence}: ${dimension} of them, residual ${
          formatNumber(residual, 2)
        }`,
      ]] as [string, string[]]
    ),
    ["not explained", verdict.nullity > 0 ? [String(verdict.unexplained)] : []],
    ["growth of ‖θ‖ in the last decade", number(verdict.normGrowth)],
  ];
  return rows.filter(([, values]) => values.length > 0)
    .map(([name, values]) => [name, values.join("; ")]);
}
