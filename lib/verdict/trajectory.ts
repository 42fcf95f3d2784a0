/** Points along a run, oldest first; all lists have the same length. */
export interface Trajectory {
  /**
   * Flow time θ̇ = −∇L, or steps of a discrete optimizer; refinement continues
   * it by counting one per step.
   */
  readonly times: Float64Array;
  /** θ at each time. */
  readonly parameters: readonly Float64Array[];
  /** L at each time. */
  readonly losses: Float64Array;
}
