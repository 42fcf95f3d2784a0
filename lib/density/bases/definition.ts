import type { Generator } from "../../random/mod.ts";

/** A density of one number: that of each latent coordinate. */
export interface Base {
  /** log p(z). */
  logDensity(z: number): number;
  /** d log p/dz; where there is a kink, the mean of both sides. */
  score(z: number): number;
  /** Its first and second derivative; absent where p has a kink. */
  readonly scoreDerivatives?: {
    readonly first: (z: number) => number;
    readonly second: (z: number) => number;
  };
  /** A draw from p. */
  draw(random: Generator): number;
}

/** What one file of this folder says: a name, and the density it stands for. */
export interface BaseDefinition {
  /** As written in options. */
  readonly name: string;
  /** The default of `degrees`, where the density has degrees of freedom. */
  readonly degrees?: number;
  /** The functions, for complete parameters. */
  readonly build: (degrees: number) => Base;
}
