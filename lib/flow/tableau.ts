import { power } from "../special/mod.ts";

/** The coefficients of a Runge–Kutta method with s stages. */
export interface ButcherTableau {
  /** The name options give the method. */
  readonly name: string;
  /** Order of the solution that is advanced. */
  readonly order: number;
  /** Order of the embedded solution, where there is one. */
  readonly embeddedOrder?: number;
  /** Nodes (s). */
  readonly c: readonly number[];
  /**
   * Row i holds the weights of stages 0 … i − 1 for stage i; in a diagonally
   * implicit method that of stage i, too, in all rows but the first.
   */
  readonly a: readonly (readonly number[])[];
  /** Weights of the solution (s). */
  readonly b: readonly number[];
  /** b minus the embedded weights (s). */
  readonly bError?: readonly number[];
  /** A second, cruder estimate, which damps the first one (s). */
  readonly bErrorCrude?: readonly number[];
  /** Stages that only the dense output needs: their nodes and rows. */
  readonly extra?: {
    /** Nodes. */
    readonly c: readonly number[];
    /** Row i holds the weights of all stages before it, b's and these. */
    readonly a: readonly (readonly number[])[];
  };
  /**
   * Row i: the coefficients of θ, θ², … in the dense-output weight bᵢ(θ), also
   * for the extra stages.
   */
  readonly dense: readonly (readonly number[])[];
}

const tolerance = 1e-13;
/** Dense output combines large weights of opposite sign. */
const denseTolerance = 1e-11;

/**
 * Returns the tableau after checking what every consistent one satisfies, so
 * that a mistyped digit fails when the module loads.
 *
 * @throws {RangeError} Naming the condition that fails.
 */
export function checkedTableau(tableau: ButcherTableau): ButcherTableau {
  const { name, c, a, b, dense } = tableau;
  const { bError = [], embeddedOrder = 0, extra = { c: [], a: [] } } = tableau;
  function check(
    condition: string,
    got: number,
    want: number,
    allowed = tolerance,
  ): void {
    if (Math.abs(got - want) <= allowed) return;
    throw new RangeError(
      `Cannot use the tableau ${name}: ${condition} is ${got}, expected ${want}`,
    );
  }
  const implicit = a.length > 1 && a[1].length === 2;
  [...a, ...extra.a].forEach((row, i) => {
    const length = implicit && i > 0 ? i + 1 : i;
    check(`the number of weights of stage ${i}`, row.length, length);
    check(`the sum of row ${i}`, sum(row), [...c, ...extra.c][i]);
  });
  for (let k = 0; k < tableau.order; k++) {
    // quadrature conditions Σ bᵢ cᵢᵏ = 1/(k + 1)
    check(
      `Σ b c^${k}`,
      sum(b.map((bi, i) => bi * power(c[i], k))),
      1 / (k + 1),
    );
  }
  for (let k = 0; k < embeddedOrder; k++) {
    check(`Σ bError c^${k}`, sum(bError.map((e, i) => e * power(c[i], k))), 0);
  }
  dense.forEach((row, i) =>
    check(`the dense weight ${i} at 1`, sum(row), b[i] ?? 0, denseTolerance)
  );
  for (let k = 0; k < dense[0].length; k++) {
    // Σ bᵢ(θ) = θ
    const power = sum(dense.map((row) => row[k] ?? 0));
    const want = k === 0 ? 1 : 0;
    check(
      `the sum of dense weights at θ^${k + 1}`,
      power,
      want,
      denseTolerance,
    );
  }
  return tableau;
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
