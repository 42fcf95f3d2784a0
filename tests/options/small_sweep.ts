import type { SweepDescription } from "../../mod.ts";

/** Two short trainings. */
export const smallSweep: SweepDescription = {
  problems: [{
    student: "2 → 2 tanh → 1",
    teacher: "2 → 2 tanh → 1",
    samples: 5,
  }],
  seeds: [1, 2],
  options: { flow: { maxSteps: 1 }, refine: false },
};
