import type { OdeMethod, OdeProblem, OdeStepper } from "./problem.ts";
import type { ButcherTableau } from "./tableau.ts";

/** The explicit Runge–Kutta method of a tableau. */
export function explicitRungeKutta(tableau: ButcherTableau): OdeMethod {
  const stages = tableau.b.length;
  const last = tableau.a[stages - 1];
  const endsAtNewPoint = tableau.c[stages - 1] === 1 &&
    last.every((weight, j) => weight === tableau.b[j]);
  return {
    name: tableau.name,
    order: tableau.order,
    errorOrder: Math.min(tableau.order, tableau.embeddedOrder) + 1,
    endsAtNewPoint,
    stepper: (problem) => stepper(tableau, endsAtNewPoint, problem),
  };
}

function stepper(
  { c, a, b, bError, dense }: ButcherTableau,
  firstSameAsLast: boolean,
  problem: OdeProblem,
): OdeStepper {
  const n = problem.dimension;
  const stages = b.length;
  const k = b.map(() => new Float64Array(n));
  const weights = new Float64Array(stages);
  const stagePoint = new Float64Array(n);
  let accepted = false;

  function begin(t: number, y: Float64Array): Float64Array {
    problem.derivative(t, y, k[0]);
    accepted = false;
    return k[0];
  }

  function attempt(
    t: number,
    y: Float64Array,
    h: number,
    yNew: Float64Array,
    yError: Float64Array,
  ): void {
    if (accepted) {
      if (firstSameAsLast) [k[0], k[stages - 1]] = [k[stages - 1], k[0]];
      else problem.derivative(t, y, k[0]);
      accepted = false;
    }
    for (let i = 1; i < stages; i++) {
      const point = firstSameAsLast && i === stages - 1 ? yNew : stagePoint;
      combine(y, h, a[i], i, point);
      problem.derivative(t + c[i] * h, point, k[i]);
    }
    if (!firstSameAsLast) combine(y, h, b, stages, yNew);
    for (let m = 0; m < n; m++) {
      let sum = 0;
      for (let i = 0; i < stages; i++) sum += bError[i] * k[i][m];
      yError[m] = h * sum;
    }
  }

  /** out = y + h Σ wᵢ kᵢ over the first `count` stages. */
  function combine(
    y: Float64Array,
    h: number,
    w: ArrayLike<number>,
    count: number,
    out: Float64Array,
  ): void {
    for (let m = 0; m < n; m++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += w[i] * k[i][m];
      out[m] = y[m] + h * sum;
    }
  }

  function accept(): void {
    accepted = true;
  }

  function interpolate(
    s: number,
    y: Float64Array,
    h: number,
    out: Float64Array,
  ): Float64Array {
    for (let i = 0; i < stages; i++) {
      let weight = 0;
      for (let j = dense[i].length - 1; j >= 0; j--) {
        weight = (weight + dense[i][j]) * s;
      }
      weights[i] = weight;
    }
    combine(y, h, weights, stages, out);
    return out;
  }

  return { begin, attempt, accept, interpolate };
}
