/** Vectors that an optimizer carries from step to step, p numbers each. */
export type Slots = Readonly<Record<string, Float64Array>>;

/** What one update sees. */
export interface Update {
  /** θ (p), which the update moves. */
  readonly parameters: Float64Array;
  /** ∇L at θ, or that of a minibatch (p). */
  readonly gradient: Float64Array;
  /** η for each parameter (p), schedule included. */
  readonly rates: Float64Array;
  /** Counts updates from 1. */
  readonly step: number;
}

/** A discrete optimizer with hyperparameters H. */
export interface Optimizer<H extends object> {
  /** The name options give it. */
  readonly name: string;
  /** η unless the options say otherwise. */
  readonly learningRate: number;
  /** Hyperparameters unless the options say otherwise. */
  readonly defaults: H;
  /** What it carries at first. */
  init(parameterCount: number): Slots;
  /** Moves θ and what it carries. */
  update(update: Update, slots: Slots, hyperparameters: H): void;
}
