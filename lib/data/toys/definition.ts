import type { Generator } from "../../random/mod.ts";

/** What one file of this folder says: a name, and points of the plane. */
export interface ToyDefinition {
  /** As written in options. */
  readonly name: string;
  /** Half the width of a square that holds nearly all points. */
  readonly extent: number;
  /** One point. */
  readonly draw: (random: Generator) => readonly [x: number, y: number];
}
