import type { Verdict, VerdictKind } from "./verdict.ts";
import { capitalized } from "../status.ts";
import type { Unsettled } from "./unsettled.ts";

/** The numbers that sentences speak of. */
export type Findings = Omit<Verdict, "kind" | "sentence"> & {
  readonly parameterCount: number;
  /** The residuals are zero to rounding. */
  readonly perfect: boolean;
  /** What the gradient jumps by between neighboring points. */
  readonly jump?: number;
  /** The objective has no second derivatives, and says why. */
  readonly kink?: string;
  /** Differences tell no second derivatives. */
  readonly unsettled?: Unsettled;
  /** Newton's method contracts to a zero that is farther away. */
  readonly isAhead: boolean;
  /** Smaller eigenvalues can have been missed. */
  readonly isIncomplete: boolean;
  /** The verdict has taken as many products as it may. */
  readonly isStopped: boolean;
  /** Newton's method has found a zero. */
  readonly isFound: boolean;
};

/** What each verdict means, with advice. */
export const verdictSentences: Readonly<
  Record<VerdictKind, (found: Findings) => string>
> = {
  "strict minimum": (found) =>
    `${vanishing(found)}, and ${
      found.method === "dense"
        ? positive(found)
        : "the smallest eigenvalues that Lanczos finds are positive to the accuracy of the numbers, the least"
    } ${least(found)}. ${gain(found)}; other seeds may lead lower.`,

  "minimum, degenerate": (found) =>
    (found.perfect
      ? `The residuals are zero to rounding${
        away(found)
      }: to the accuracy of the numbers the loss cannot be lower. `
      : `${
        vanishing(found)
      }, and to the accuracy of the numbers none of the steps tried leads down. `) +
    nullSentence(found),

  "saddle": (found) =>
    `${vanishing(found)}, but the loss falls along ${
      found.nullity > 0 || found.isIncomplete ? "at least " : ""
    }${count(found.index, "direction")} of negative curvature, ${
      found.index === 1 ? "" : "the lowest "
    }${short(found.eigenvalues[0])} with an error of ${
      short(found.bounds[0])
    } at most to the accuracy of the numbers. Step along that eigenvector and train on.`,

  "saddle, degenerate": ({ nullity, parameterCount: p }) =>
    nullity === p
      ? "The gradient and the whole Hessian vanish to the accuracy of the numbers, so there is no second-order information here; but steps away find a lower loss, to third or higher order. Step away and train on, or start elsewhere."
      : `To the accuracy of the numbers the gradient vanishes, and so does the curvature along ${
        count(nullity, "direction")
      }; but steps along ${
        nullity === 1 ? "it" : "them"
      } find a lower loss, to third or higher order. Step away and train on, or start elsewhere.`,

  "undecided": (found) =>
    found.isStopped
      ? stopped(found)
      : `${vanishing(found)}, but ${
        found.isIncomplete
          ? "the smallest eigenvalues have not converged, and smaller ones can have been missed"
          : `the sign of ${
            count(found.nullity, "eigenvalue")
          } is below the accuracy of the numbers, and steps along ${
            found.nullity === 1 ? "its direction" : "their directions"
          } lower the loss by no more than such curvature would`
      }: minimum or saddle, the numbers do not tell.`,

  "gradient-flat": ({ gradientNorm, nullity }) =>
    `‖∇L‖∞ is down to ${
      short(gradientNorm)
    }, but what is left lies in directions with hardly any curvature${
      nullity > 0
        ? ` (${
          nullity === 1 ? "one" : nullity
        } without any to the accuracy of the numbers)`
        : ""
    }, and Newton's method finds no zero nearby: the loss still falls, slowly. Follow it further; whether the parameters run off to infinity, the trajectory would tell.`,

  "escaping to infinity": ({ normGrowth }) =>
    `‖θ‖ still grows${
      normGrowth === undefined
        ? ""
        : `, ${short(normGrowth)} times along the last decade`
    }, while the loss hardly falls any more, and Newton's method finds no strict minimum nearby: as far as the numbers tell, a channel to infinity, or data that only infinite weights fit. A penalty on the norm would end it.`,

  "not converged": (
    { gradientNorm, jump, kink, unsettled, isAhead },
  ) =>
    unsettled
      ? unsettledSentence(unsettled)
      : kink
      ? `${
        capitalized(kink)
      }: the loss is continuous there but has no second derivatives, so what the point is they cannot tell. Move the neuron off 0, or leave it out.`
      : jump
      ? `The gradient jumps by ${
        short(jump)
      } between neighboring points: the parameters lie on a kink of the loss, as relu makes them, of which derivatives say nothing. A smooth activation would have a verdict.`
      : `‖∇L‖∞ is ${short(gradientNorm)}, and ${
        isAhead
          ? "the zero of the gradient to which Newton's method contracts is not nearby"
          : "Newton's method finds no zero of the gradient nearby"
      }. Train on: allow more steps or seconds, or continue from these parameters.`,
};

function unsettledSentence(
  { parameter, of, areOfSides, curvatures: [a, b] }: Unsettled,
): string {
  const where = parameter === undefined
    ? "Along an eigenvector"
    : `Along parameter ${parameter}`;
  const what = areOfSides
    ? `are ${short(a)} on one side and ${short(b)} on the other`
    : `do not settle as steps shrink: ${short(a)}, over half the step ${
      short(b)
    }`;
  return `${where} the curvatures by differences of the ${of} ${what}: a kink, or details smaller than the steps, where differences do not tell what the point is. A ${
    of === "loss" ? "gradient" : "Hessian"
  } of the objective's own may.`;
}

/** That the numbers of all eigenvalues are. */
function positive({ parameterCount: p }: Findings): string {
  return p === 1
    ? "its only eigenvalue is positive to the accuracy of the numbers,"
    : `all ${p} eigenvalues are positive to the accuracy of the numbers, the least`;
}

/** What was known when a verdict had taken as long as it may. */
function stopped(found: Findings): string {
  const after =
    "The verdict was stopped at the number of operations that it may take";
  return found.isFound
    ? `${vanishing(found)}. ${after}, before all of ${
      count(found.nullity, "direction")
    } without curvature were followed: minimum or saddle, the numbers do not tell.`
    : `‖∇L‖∞ is ${
      short(found.gradientNorm)
    }. ${after}, before Newton's method had found a zero of the gradient nearby or that there is none: what the point is has not been seen. Train on, or start elsewhere.`;
}

/** Where the gradient vanishes, and to what accuracy. */
function vanishing(found: Findings): string {
  return `The gradient vanishes to rounding${away(found)}`;
}

/** How far away, unless the gradient is rounding here already. */
function away(
  { gradientNorm, gradientRounding, distance }: Findings,
): string {
  return !distance || gradientNorm <= 10 * gradientRounding
    ? ""
    : ` ${short(distance)} away from here, where ‖∇L‖∞ is ${
      short(gradientNorm)
    }`;
}

/** The least eigenvalue, as far as it is known. */
function least({ eigenvalues: [λ], bounds: [bound] }: Findings): string {
  return λ > bound
    ? `${short(λ)} with an error of ${short(bound)} at most`
    : `at most ${short(λ + bound)}`;
}

/** What half the square of the Newton decrement promises. */
function gain({ newtonDecrement, distance }: Findings): string {
  const promised = (newtonDecrement ?? 0) ** 2 / 2;
  return distance && promised > 0
    ? `Only about ${short(promised)} is left to gain here`
    : "Nothing is left to gain here";
}

function nullSentence(
  { nullity, explanations, unexplained }: Findings,
): string {
  const flat = `${
    count(nullity, "direction")
  } without curvature that is told from 0`;
  const named = explanations.slice(0, 3).map(({ sentence }) => sentence);
  const more = explanations.length - named.length;
  const words = [...named, ...(more > 0 ? [`${more} more like these`] : [])];
  const known = words.length > 0 ? `: ${words.join("; ")}` : "";
  const rest = unexplained === 0
    ? ""
    : unexplained === nullity
    ? ", which no symmetry explains"
    : `; ${unexplained} not explained by a symmetry`;
  return capitalized(`${flat}${known}${rest}.`);
}

function count(n: number, noun: string): string {
  return n === 1 ? `one ${noun}` : `${n} ${noun}s`;
}

function short(x: number): string {
  return String(Number(x.toPrecision(3)));
}
