/** A quadrature rule: ∫ f ≈ Σ weights[i] f(nodes[i]). */
export interface QuadratureRule {
  /** Ascending. */
  readonly nodes: Float64Array;
  /** One for each node. */
  readonly weights: Float64Array;
}
