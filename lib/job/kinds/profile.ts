import {
  principalDirections,
  type Profile,
  type ProfileOptions,
  profileOptions,
  profileSteps,
} from "../../landscape/mod.ts";
import {
  checkOptions,
  list,
  nested,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type ObjectiveSource,
} from "../kind.ts";
import { type AtTime, atTime, pointOf } from "../training_point.ts";
import { mapSteps } from "../../steps.ts";

/** The loss minimized across a plane through `point`. */
export interface ProfileJob {
  /** Names the kind. */
  readonly kind: "profile";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** What spans the plane (p each). */
  readonly directions: readonly [Float64Array, Float64Array];
  /** The point at x = y = 0 (p). */
  readonly point: Float64Array;
  /** As for {@linkcode profile}. */
  readonly options?: ProfileOptions;
}

/** What the kind adds to `run`. */
export interface ProfileMethod {
  /**
   * A profile plane through the end of a training, or through where it was at a
   * time; without directions along the trajectory's principal ones.
   */
  profile(
    fit: TrainingResult,
    options?: ProfileOptions & Partial<Pick<ProfileJob, "directions">> & AtTime,
  ): Promise<Profile>;
}

/** What `run.profile` takes beside the training. */
const methodOptions: OptionTable<
  ProfileOptions & Pick<ProfileJob, "directions"> & AtTime
> = {
  ...profileOptions,
  directions: list,
  ...atTime,
};

/** See {@linkcode ProfileJob}. */
export const profile: JobKind<ProfileJob, Profile, ProfileMethod> = {
  name: "profile",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    directions: required(list),
    point: required(list),
    options: nested(profileOptions),
  },

  *steps({ objective, directions, point, options }) {
    return yield* mapSteps(
      profileSteps(objective, directions, point, options),
      (step) => ({
        note: "profile",
        done: step.done,
        partial: () => step.profile,
      }),
    );
  },

  methodsTake: { profile: methodOptions },

  methods: (submit) => ({
    profile: async (fit, given = {}) => {
      checkOptions("compute a profile", given, methodOptions);
      const { at, directions, ...options } = given;
      const { objective, parameters } = pointOf(fit, "the profile", at);
      return await submit({
        objective,
        point: parameters,
        directions: directions ??
          principalDirections(fit.trajectory, parameters),
        options,
      });
    },
  }),
};
