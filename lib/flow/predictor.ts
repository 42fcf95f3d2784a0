import { cholesky, choleskySolve } from "../linalg/cholesky.ts";
import { power } from "../special/mod.ts";

/** Higher powers of the nodes would make the weights large. */
const degree = 3;

/**
 * Weights that guess the slope at node cᵢ from the slopes at the nodes before
 * it: the smallest ones that are exact for polynomials, of degree up to three
 * where there are nodes enough.
 */
export function predictorRows(c: readonly number[]): Float64Array[] {
  return c.map((node, i) => predictor(c.slice(0, i), node));
}

function predictor(nodes: readonly number[], at: number): Float64Array {
  // min ‖w‖ with V w = m, V = (nodesʲ): w = Vᵀ (V Vᵀ)⁻¹ m
  const conditions = Math.min(nodes.length, degree + 1);
  const gram = new Float64Array(conditions * conditions);
  const moments = new Float64Array(conditions);
  for (let p = 0; p < conditions; p++) {
    moments[p] = power(at, p);
    for (let q = 0; q < conditions; q++) {
      for (const node of nodes) gram[p * conditions + q] += power(node, p + q);
    }
  }
  const factor = cholesky(gram, conditions, gram);
  if (factor === undefined) {
    throw new RangeError(
      `Cannot guess the slope at ${at} from nodes ${nodes}, expected distinct ones`,
    );
  }
  choleskySolve(factor, moments, moments);
  return Float64Array.from(
    nodes,
    (node) => moments.reduce((sum, λ, p) => sum + λ * power(node, p), 0),
  );
}
