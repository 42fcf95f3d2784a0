// The parts of npm's odex that the tests use; it has no types of its own.
export type Derivative = (t: number, y: number[]) => number[];

export class Solver {
  constructor(dimension: number);
  relativeTolerance: number;
  absoluteTolerance: number;
  maxSteps: number;
  solve(f: Derivative, t: number, y: number[], end: number): { y: number[] };
}
