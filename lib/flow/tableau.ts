/** The coefficients of an explicit Runge–Kutta method, s stages. */
export interface ButcherTableau {
  /** The name options give the method. */
  readonly name: string;
  /** Order of the solution that is advanced. */
  readonly order: number;
  /** Order of the embedded solution. */
  readonly embeddedOrder: number;
  /** Nodes (s). */
  readonly c: readonly number[];
  /** Row i holds the weights of stages 0 … i − 1 for stage i. */
  readonly a: readonly (readonly number[])[];
  /** Weights of the solution (s). */
  readonly b: readonly number[];
  /** b minus the embedded weights (s). */
  readonly bError: readonly number[];
  /** Row i: the coefficients of θ, θ², … in the dense-output weight bᵢ(θ). */
  readonly dense: readonly (readonly number[])[];
}

const tolerance = 1e-13;

/**
 * Returns the tableau after checking what every consistent one satisfies, so
 * that a mistyped digit fails when the module loads.
 *
 * @throws {RangeError} Naming the condition that fails.
 */
export function checkedTableau(tableau: ButcherTableau): ButcherTableau {
  const { name, c, a, b, bError, dense } = tableau;
  function check(condition: string, got: number, want: number): void {
    if (Math.abs(got - want) <= tolerance) return;
    throw new RangeError(
      `Cannot use the tableau ${name}: ${condition} is ${got}, expected ${want}`,
    );
  }
  a.forEach((row, i) => {
    check(`the number of weights of stage ${i}`, row.length, i);
    check(`the sum of row ${i}`, sum(row), c[i]);
  });
  for (let k = 0; k < Math.min(tableau.order, 5); k++) {
    // quadrature conditions Σ bᵢ cᵢᵏ = 1/(k + 1)
    check(`Σ b c^${k}`, sum(b.map((bi, i) => bi * c[i] ** k)), 1 / (k + 1));
  }
  for (let k = 0; k < tableau.embeddedOrder; k++) {
    check(`Σ bError c^${k}`, sum(bError.map((e, i) => e * c[i] ** k)), 0);
  }
  dense.forEach((row, i) =>
    check(`the dense weight ${i} at 1`, sum(row), b[i])
  );
  for (let k = 0; k < dense[0].length; k++) {
    // Σ bᵢ(θ) = θ
    const power = sum(dense.map((row) => row[k] ?? 0));
    check(`the sum of dense weights at θ^${k + 1}`, power, k === 0 ? 1 : 0);
  }
  return tableau;
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
