import {
  gaussHermite,
  gaussLegendre,
  normalDensity,
  type QuadratureRule,
} from "../../special/mod.ts";

/** A rule that projects functions of a standard normal X on he_0, he_1, … */
export interface NormalRule {
  readonly nodes: Float64Array;
  /** Weight times he_k(node), k = 0 … terms + 1, node by node. */
  readonly projections: Float64Array;
  readonly terms: number;
  /** Whether node n − 1 − i is −node i, of the same weight. */
  readonly isEven: boolean;
}

/** The density is below 1e-37, its square root below 1e-18, beyond this. */
const reach = 13;

const piece = gaussLegendre(24);

const kept = new Map<number, NormalRule>();

/**
 * The Gauss–Hermite rule of n nodes, for half as many terms: what it takes for
 * the k-th coefficient is mixed with the (2n − k)-th and further ones.
 */
export function normalRule(n: number): NormalRule {
  let rule = kept.get(n);
  if (!rule) {
    const { nodes, weights } = gaussHermite(n);
    rule = projected(nodes, weights, Math.max(1, n >> 1));
    kept.set(n, rule);
  }
  return rule;
}

/**
 * The trapezoidal rule for functions analytic on a strip of this half-width,
 * with the step at which its error e^{−2πa/h}, for he_k enlarged by e^{√k a}, is
 * rounding.
 */
export function steepRule(terms: number, halfWidth: number): NormalRule {
  const a = Math.min(halfWidth, 2);
  const h = 2 * Math.PI * a / (38 + Math.sqrt(terms) * a);
  const half = Math.ceil(reach / h);
  const nodes = new Float64Array(2 * half + 1);
  const weights = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    nodes[i] = (i - half) * h;
    weights[i] = h * normalDensity(nodes[i]);
  }
  return projected(nodes, weights, terms);
}

/**
 * The same for narrow strips, whose trapezoids would be too many: Gauss–Legendre
 * rules on pieces that are as long as the strip is wide at the middle, and twice
 * as long one after another away from it.
 */
export function gradedRule(
  terms: number,
  middle: number,
  halfWidth: number,
): NormalRule {
  const center = Math.max(-reach, Math.min(reach, middle));
  const ends = [center];
  for (const side of [-1, 1]) {
    let length = halfWidth;
    for (let x = center; side * x < reach; length = Math.min(1, 2 * length)) {
      x = side * Math.min(reach, side * x + length);
      ends.push(x);
    }
  }
  ends.sort((a, b) => a - b);
  const { nodes, weights } = onPanels(ends);
  return projected(nodes, weights, terms);
}

/** Gauss–Legendre rules on pieces of length 1 on either side of a kink. */
export function piecewiseRule(terms: number, kink: number): NormalRule {
  const { nodes, weights } = pieces(kink, reach, 1);
  return projected(nodes, weights, terms);
}

/**
 * Nodes up to `reach` on either side of 0 and weights that hold the normal
 * density: Gauss–Legendre rules on pieces no longer than `length` (nor 1), which
 * end at the kink.
 */
export function pieces(
  kink: number,
  reach: number,
  length: number,
): QuadratureRule {
  const middle = Math.max(-reach, Math.min(reach, kink));
  const ends = [-reach];
  for (const [from, to] of [[-reach, middle], [middle, reach]]) {
    const count = Math.ceil((to - from) / Math.min(1, length));
    for (let i = 1; i <= count; i++) ends.push(from + i * (to - from) / count);
  }
  return onPanels(ends);
}

/** The rules between neighboring ends, with the normal density. */
function onPanels(ends: readonly number[]): QuadratureRule {
  const count = piece.nodes.length;
  const nodes = new Float64Array(count * (ends.length - 1));
  const weights = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const panel = Math.floor(i / count);
    const j = i % count;
    const half = (ends[panel + 1] - ends[panel]) / 2;
    const x = ends[panel] + half * (1 + piece.nodes[j]);
    nodes[i] = x;
    weights[i] = half * piece.weights[j] * normalDensity(x);
  }
  return { nodes, weights };
}

function projected(
  nodes: Float64Array,
  weights: Float64Array,
  terms: number,
): NormalRule {
  const columns = terms + 2;
  const projections = new Float64Array(nodes.length * columns);
  for (let i = 0; i < nodes.length; i++) {
    let before = 0;
    let value = weights[i];
    for (let k = 0; k < columns; k++) {
      projections[i * columns + k] = value;
      const next = (nodes[i] * value - Math.sqrt(k) * before) /
        Math.sqrt(k + 1);
      before = value;
      value = next;
    }
  }
  const isEven = nodes.every((x, i) => {
    const mirror = nodes.length - 1 - i;
    return x === -nodes[mirror] && weights[i] === weights[mirror];
  });
  return { nodes, projections, terms, isEven };
}
