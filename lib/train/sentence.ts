import type { Objective } from "../objective/objective.ts";
import { capitalized, type Status, statusSentence } from "../status.ts";
import type { PhaseReport } from "./result.ts";

/** What the phases are called in a sentence. */
const phaseWords = {
  flow: "flow",
  discrete: "optimizer",
  refine: "refinement",
} as const;

/** What is to be told of. */
interface Told {
  readonly objective: Objective;
  readonly phase: keyof typeof phaseWords | undefined;
  readonly steps: number;
  readonly reports: {
    readonly [phase in keyof typeof phaseWords]?: PhaseReport;
  };
}

/** How the training ended, where, and what may help. */
export function sentenceOf(
  { phase, steps, reports, objective }: Told,
  status: Status,
): string {
  const where = phase && status !== "running" && status !== "converged"
    ? ` (${phaseWords[phase]}, step ${steps})`
    : "";
  return [
    (status === "non-finite" && phase === "discrete"
      ? divergence
      : statusSentence(status)) + where,
    reports.flow?.recovery,
    phase === "refine" ? afterDivergence(reports.discrete) : undefined,
    status === "running" ? undefined : scaleAdvice(objective.data),
  ].filter((words) => words !== undefined).join(" ");
}

const divergence =
  "The loss or its gradient is not finite; take a smaller learning rate, or look at the data for huge or missing values.";

function afterDivergence(report: PhaseReport | undefined): string | undefined {
  return report?.status === "non-finite"
    ? `The optimizer had met values that are not finite in step ${report.steps}: a smaller learning rate may help; the refinement went on from the best point before.`
    : undefined;
}

/** Farther from 0 than so many deviations, weights of order 1 see no difference. */
const farAway = 50;
/** Beyond these the scale is not that of initial weights. */
const usualDeviations = [1e-3, 1e3];

/** Whether numbers of a column are far from 0 ± 1, and their mean and deviation. */
interface Scale {
  readonly isUnusual: boolean;
  readonly words: string;
}

/** What to do about data that are far from what initial weights are made for. */
function scaleAdvice(data: Objective["data"]): string | undefined {
  if (!data) return undefined;
  const { inputs, inputCount, targets, outputCount } = data;
  const unusual = [
    ...columns(inputs, inputCount, "inputs"),
    ...(targets ? columns(targets, outputCount, "targets") : []),
  ];
  if (unusual.length === 0) return undefined;
  return `${
    capitalized(unusual.join(" and "))
  }: standardize them (subtract the mean, divide by the deviation); initial weights are made for numbers of about 0 ± 1.`;
}

function columns(
  values: Float64Array,
  width: number,
  what: "inputs" | "targets",
): string[] {
  for (let k = 0; k < width; k++) {
    const { isUnusual, words } = scaleOf(values, k, width);
    if (isUnusual) {
      return [`${what}${width > 1 ? ` ${k}` : ""} lie around ${words}`];
    }
  }
  return [];
}

function scaleOf(values: Float64Array, first: number, step: number): Scale {
  const many = values.length / step;
  let mean = 0;
  for (let i = first; i < values.length; i += step) mean += values[i] / many;
  let variance = 0;
  for (let i = first; i < values.length; i += step) {
    variance += (values[i] - mean) ** 2 / many;
  }
  const deviation = Math.sqrt(variance);
  const [least, most] = usualDeviations;
  return {
    // a constant column has no scale
    isUnusual: deviation > 1e-12 * Math.abs(mean) &&
      (deviation < least || deviation > most ||
        Math.abs(mean) > farAway * deviation),
    words: `${short(mean)} ± ${short(deviation)}`,
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
