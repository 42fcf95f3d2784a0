/** How a computation ended; {@linkcode statusSentence} says it in words. */
export type Status =
  | "running"
  | "completed"
  | "converged"
  | "stalled"
  | "max-steps"
  | "max-time"
  | "out-of-patience"
  | "step-too-small"
  | "non-finite"
  | "aborted";

/** What each status means, with advice. */
export const statusSentences: Readonly<Record<Status, string>> = {
  "running": "Still running.",
  "completed": "The end time, or the number of steps asked for, was reached.",
  "converged":
    "The gradient, or the loss, is within the bound that was asked for.",
  "stalled":
    "No step lowers the loss in double precision; the point is as good as rounding allows, unless the gradient is not small: then it does not fit the loss (compare it with differences), or the loss falls without end.",
  "max-steps":
    "The limit on steps was reached; allow more steps, or continue from the parameters found.",
  "out-of-patience":
    "The loss has not improved for as long as stop.patience allows; try another method or a smaller learning rate.",
  "max-time":
    "The time limit was reached; allow more seconds, or continue from the parameters found.",
  "step-too-small":
    "The step size fell below the spacing of numbers at this time; loosen the tolerances, or look for a singularity.",
  "non-finite":
    "The loss or its gradient is not finite; take a smaller learning rate where there is one, look at the data for huge or missing values, or start from smaller parameters.",
  "aborted": "Stopped on request; what was found until then is kept.",
};

/**
 * A sentence on the status, with advice.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { statusSentence } from "@thalweg/thalweg";
 *
 * assert(statusSentence("max-steps").length > 0);
 * ```
 */
export function statusSentence(status: Status): string {
  if (Object.hasOwn(statusSentences, status)) return statusSentences[status];
  throw new RangeError(
    `Cannot tell the status: ${String(status)}, expected one of ${
      Object.keys(statusSentences).join(", ")
    }`,
  );
}

/** What ended a computation as "converged", with its bound. */
export function convergedSentence(
  reached: { readonly loss: number; readonly gradientNorm: number },
  bounds: { readonly loss: number; readonly gradientNorm: number },
): string {
  const { loss, gradientNorm } = reached;
  const short = (value: number) => String(Number(value.toPrecision(3)));
  const within = (what: string, value: number, bound: number) =>
    `${what} is ${short(value)}, within its bound of ${short(bound)}.`;
  if (loss <= bounds.loss) return within("The loss", loss, bounds.loss);
  // the lowest point need not be the one where it ended
  return gradientNorm <= bounds.gradientNorm
    ? within("‖∇L‖∞", gradientNorm, bounds.gradientNorm)
    : statusSentence("converged");
}

/**
 * What helps where a loss of the user's own residuals has not reached a minimum:
 * steps of Newton's method can enter channels to infinity, and creep along
 * valleys so steep that ε hides the floor; undefined for other losses.
 */
export function residualAdvice(
  { residuals, network }: { residuals?: unknown; network?: unknown },
): string | undefined {
  return residuals === undefined || network !== undefined
    ? undefined
    : 'The loss is a sum of squares: minimizing it by the method "levenbergMarquardt", which takes its residuals, may end lower.';
}

/** A sentence with a capital at its beginning. */
export function capitalized(words: string): string {
  return words.replace(/^./u, (letter) => letter.toUpperCase());
}
