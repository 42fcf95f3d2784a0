import type { Objective } from "../objective/objective.ts";
import { methodAdvice } from "../optimize/mod.ts";
import {
  capitalized,
  convergedSentence,
  type Status,
  statusSentence,
} from "../status.ts";
import type { ResolvedTrainOptions } from "./options.ts";
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
  /** Where it began. */
  readonly initial: Float64Array;
  readonly options: ResolvedTrainOptions;
  readonly phase: keyof typeof phaseWords | undefined;
  readonly steps: number;
  readonly reports: {
    readonly [phase in keyof typeof phaseWords]?: PhaseReport;
  };
}

/** How the training ended, where, and what may help. */
export function sentenceOf(
  { phase, steps, reports, objective, options, initial }: Told,
  status: Status,
  end: { readonly loss: number; readonly gradientNorm: number },
): string {
  const where = phase && status !== "running" && status !== "converged"
    ? ` (${phaseWords[phase]}, step ${steps})`
    : "";
  return [
    (status === "converged"
      ? convergedSentence(end, options.bounds)
      : status === "non-finite" && phase === "discrete" &&
          Number.isFinite(objective.loss(initial))
      ? divergence(options.discrete?.learningRate)
      : statusSentence(status)) + where,
    reports.flow?.recovery,
    phase === "refine" ? afterDivergence(reports.discrete) : undefined,
    methodAdvice(objective, options.refine?.method, status),
    status === "running" ? undefined : scaleAdvice(objective.data),
  ].filter((words) => words !== undefined).join(" ");
}

/** The loss was finite at the start, of the same data. */
function divergence(
  learningRate: number | readonly number[] | undefined,
): string {
  return typeof learningRate === "number"
    ? `The loss or its gradient is not finite any more; take a learning rate smaller than ${learningRate}.`
    : "The loss or its gradient is not finite any more; take a smaller learning rate.";
}

function afterDivergence(report: PhaseReport | undefined): string | undefined {
  return report?.status === "non-finite"
    ? `The optimizer had met values that are not finite in step ${report.steps}: a smaller learning rate may help; the refinement went on from the best point before.`
    : undefined;
}

// Beyond these trainings with defaults end higher than on standardized data, as
// tests/train/scale_test.ts tries: neurons saturate, or see no differences.
/** Deviations of columns. */
const usualDeviations = [0.03, 100];
/** Means, in deviations. */
const farAway = 40;
/** Means of inputs. */
const largestInput = 100;

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
    const { mean, deviation } = scaleOf(values, k, width);
    const [least, most] = usualDeviations;
    const size = Math.abs(mean);
    const isUnusual = deviation < least || deviation > most ||
      size > farAway * deviation || what === "inputs" && size > largestInput;
    // a constant column has no scale
    if (deviation > 1e-12 * size && isUnusual) {
      const words = `${short(mean)} ± ${short(deviation)}`;
      return [`${what}${width > 1 ? ` ${k}` : ""} lie around ${words}`];
    }
  }
  return [];
}

/** Mean and deviation of every so manieth value. */
function scaleOf(values: Float64Array, first: number, step: number) {
  const many = values.length / step;
  let mean = 0;
  for (let i = first; i < values.length; i += step) mean += values[i] / many;
  let variance = 0;
  for (let i = first; i < values.length; i += step) {
    variance += (values[i] - mean) ** 2 / many;
  }
  return { mean, deviation: Math.sqrt(variance) };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
