import type { Dataset } from "../../data/mod.ts";
import {
  initialize,
  type InitializeOptions,
  initializeOptions,
  type Network,
} from "../../network/mod.ts";
import {
  empiricalLoss,
  type EmpiricalLossOptions,
  empiricalLossOptions,
  type Objective,
} from "../../objective/mod.ts";
import {
  anyOf,
  checkOptions,
  defined,
  flag,
  list,
  nested,
  type OptionTable,
  record,
  required,
  text,
  without,
} from "../../options/mod.ts";
import {
  type TrainingResult,
  type TrainOptions,
  trainOptions,
  trainSteps,
  type WarmStart,
} from "../../train/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
  type Submit,
} from "../kind.ts";

/** Train from `parameters`. */
export interface TrainJob {
  /** Names the kind. */
  readonly kind: "train";
  /** What to minimize. */
  readonly objective: ObjectiveSource;
  /** Where to start (p). */
  readonly parameters: Float64Array;
  /** As for {@linkcode train}. */
  readonly options?: Omit<TrainOptions, "signal">;
  /**
   * Begins where the nearest finished training of this session ended, in place
   * of `parameters`, and says so in the result. Nearest: of those of the same
   * family (of empirical losses: network, loss and kinds of penalties), the one
   * whose specification differs least, |a − b| / (|a| + |b|) for two numbers, 1
   * for anything else. Without such a training: no effect. (In a job that was
   * started warm: where from.)
   */
  readonly warmStart?: boolean | WarmStart;
}

/** What {@linkcode TrainMethod.train} accepts for a network and its data. */
export type NetworkTrainOptions =
  & Omit<TrainOptions, "signal">
  & EmpiricalLossOptions
  & InitializeOptions
  & Pick<TrainJob, "warmStart">;

/** What the kind adds to `run`. */
export interface TrainMethod {
  /** Trains a network on data from the initialization of a seed. */
  train(
    network: Network,
    data: Dataset,
    options: NetworkTrainOptions,
  ): Promise<TrainingResult>;
  /** Trains any objective from given parameters. */
  train(
    objective: Objective,
    parameters: Float64Array,
    options?: Omit<TrainOptions, "signal"> & Pick<TrainJob, "warmStart">,
  ): Promise<TrainingResult>;
}

const jobOptions = without(trainOptions, "signal");
const warmStart = anyOf(flag, record);

/** What `run.train` takes beside an objective and where to start. */
const trainMethodOptions: OptionTable<
  Omit<TrainOptions, "signal"> & Pick<TrainJob, "warmStart">
> = { ...jobOptions, warmStart };

/** What `run.train` takes beside a network and its data. */
const networkTrainOptions: OptionTable<NetworkTrainOptions> = {
  ...trainMethodOptions,
  ...empiricalLossOptions,
  ...initializeOptions,
};

/** See {@linkcode TrainJob}. */
export const train: JobKind<TrainJob, TrainingResult, TrainMethod> = {
  name: "train",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    parameters: required(list),
    options: nested(jobOptions),
    warmStart,
  },

  *steps({ objective, parameters, options = {}, warmStart }) {
    const steps = trainSteps(objective, parameters, options);
    const told = (result: TrainingResult): TrainingResult =>
      typeof warmStart === "object" ? { ...result, warmStart } : result;
    for (;;) {
      const next = steps.next();
      if (next.done) return told(next.value);
      const step = next.value;
      yield {
        note: `${step.phase} step ${step.step}`,
        partial: () => told(step.snapshot()),
      };
    }
  },

  // where it began is settled, also where that was warm
  resume: ({ warmStart: _, ...job }, partial) => ({
    ...job,
    ...defined({ warmStart: partial.warmStart }),
    options: { ...job.options, resumeFrom: partial },
  }),

  methodsTake: {
    train: trainMethodOptions,
    trainNetwork: networkTrainOptions,
  },

  methods: (submit) => ({ train: method(submit) }),
};

function method(
  submit: Submit<TrainJob, TrainingResult>,
): TrainMethod["train"] {
  return (
    first: Network | Objective,
    second: Dataset | Float64Array,
    options: Partial<NetworkTrainOptions> = {},
  ) => {
    if (second instanceof Float64Array) {
      checkOptions("train", options, trainMethodOptions);
      const { warmStart, ...training } = options;
      return submit({
        objective: first as Objective,
        parameters: second,
        options: training,
        ...defined({ warmStart }),
      });
    }
    checkOptions("train", options, networkTrainOptions);
    const {
      seed,
      scheme,
      loss,
      penalties,
      backend,
      strict,
      warmStart,
      ...training
    } = options;
    const network = first as Network;
    return submit({
      objective: empiricalLoss(
        network,
        second,
        defined({ loss, penalties, backend, strict }),
      ),
      parameters: initialize(network, { seed: seed!, ...defined({ scheme }) }),
      options: training,
      ...defined({ warmStart }),
    });
  };
}
