import type { Verdict, VerdictKind } from "./verdict.ts";

/** The numbers that sentences speak of. */
export type Findings = Omit<Verdict, "kind" | "sentence"> & {
  readonly parameterCount: number;
  /** The residuals are zero to rounding. */
  readonly perfect: boolean;
  /** The gradient jumps between neighboring numbers. */
  readonly isKink: boolean;
};

/** What each verdict means, with advice. */
export const verdictSentences: Readonly<
  Record<VerdictKind, (found: Findings) => string>
> = {
  "strict minimum": ({ parameterCount: p, eigenvalues, bounds, method }) =>
    `The gradient vanishes to rounding, and ${
      method === "dense"
        ? `all ${p} eigenvalues are positive`
        : "the smallest eigenvalues that Lanczos finds are positive"
    }, the least ${short(eigenvalues[0])} with an error of ${
      short(bounds[0])
    } at most. Nothing is left to gain here; other seeds may lead lower.`,

  "minimum, degenerate": (found) =>
    (found.perfect
      ? "The loss is zero to rounding, less than ε of the mean squared target: it cannot be lowered. "
      : "The gradient vanishes to rounding, and no direction leads down. ") +
    nullSentence(found),

  "saddle": ({ index, eigenvalues }) =>
    `The gradient vanishes to rounding, but the loss falls along ${
      count(index, "direction")
    } of negative curvature, the lowest ${
      short(eigenvalues[0])
    }. Step along that eigenvector and train on.`,

  "saddle, degenerate": ({ nullity, parameterCount: p }) =>
    (nullity === p
      ? "The gradient and the whole Hessian vanish, so there is no second-order information here; "
      : `The gradient vanishes and ${
        count(nullity, "direction")
      } without curvature, of which the Hessian says nothing; `) +
    "but steps along them find a lower loss, to third or higher order. Step away and train on, or start elsewhere.",

  "gradient-flat": ({ gradientNorm, nullity }) =>
    `‖∇L‖∞ is down to ${
      short(gradientNorm)
    }, but what is left lies in directions without curvature${
      nullity > 0 ? ` (${nullity} of them)` : ""
    }, and no zero is nearby: the loss still falls, slowly. Follow it further; whether the parameters run off to infinity, the trajectory would tell.`,

  "escaping to infinity": ({ normGrowth }) =>
    `‖θ‖ still grows${
      normGrowth === undefined
        ? ""
        : `, ${short(normGrowth)} times along the last decade`
    }, while the loss hardly falls any more: a channel to infinity, or data that only infinite weights fit. There is no minimum at its end; a penalty on the norm would make one.`,

  "not converged": ({ gradientNorm, gradientRounding, isKink }) =>
    isKink
      ? `The gradient jumps by ${
        short(gradientRounding)
      } between neighboring numbers: the parameters lie on a kink of the loss, as relu makes them, of which derivatives say nothing. A smooth activation would have a verdict.`
      : `‖∇L‖∞ is ${
        short(gradientNorm)
      }, and no zero of the gradient is nearby. Train on: allow more steps or seconds, or continue from these parameters.`,
};

function nullSentence(
  { nullity, explanations, unexplained }: Findings,
): string {
  const flat = `${count(nullity, "direction")} without curvature`;
  const named = explanations.slice(0, 3).map(({ sentence }) => sentence);
  const more = explanations.length - named.length;
  const words = [...named, ...(more > 0 ? [`${more} more like these`] : [])];
  const known = words.length > 0 ? `: ${words.join("; ")}` : "";
  const rest = unexplained === 0
    ? ""
    : unexplained === nullity
    ? ", which no symmetry explains"
    : `; ${unexplained} not explained by a symmetry`;
  return `${flat}${known}${rest}.`.replace(/^./, (c) => c.toUpperCase());
}

function count(n: number, noun: string): string {
  return n === 1 ? `one ${noun}` : `${n} ${noun}s`;
}

function short(x: number): string {
  return String(Number(x.toPrecision(3)));
}
