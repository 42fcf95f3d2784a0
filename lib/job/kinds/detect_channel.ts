import {
  type ChannelDetection,
  detectChannel as detect,
} from "../../landscape/mod.ts";
import { record, required, text } from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import type { Trajectory } from "../../verdict/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { objectiveOf } from "../training_point.ts";

/** Whether a point is in a channel to infinity. */
export interface DetectChannelJob {
  /** Names the kind. */
  readonly kind: "detectChannel";
  /** Whose landscape. */
  readonly objective: ObjectiveSource;
  /** The point (p), or the way to it. */
  readonly where: Float64Array | Pick<Trajectory, "times" | "parameters">;
}

/** What the kind adds to `run`. */
export interface DetectChannelMethod {
  /** The channels to infinity that a training has run into. */
  detectChannel(fit: TrainingResult): Promise<ChannelDetection>;
}

/** See {@linkcode DetectChannelJob}. */
export const detectChannel: JobKind<
  DetectChannelJob,
  ChannelDetection,
  DetectChannelMethod
> = {
  name: "detectChannel",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    where: required(record),
  },

  *steps({ objective, where }) {
    yield { note: "channels" };
    return detect(objective, where);
  },

  methods: (submit) => ({
    detectChannel: async (fit) => {
      const { times, parameters } = fit.trajectory;
      return await submit({
        objective: objectiveOf(fit, "channels"),
        // the best point, at the last time
        where: {
          times,
          parameters: [...parameters.slice(0, -1), fit.parameters],
        },
      });
    },
  }),
};
